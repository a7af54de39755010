import { many, optional, required } from './table.ts'

/** What every fee line says about itself, whoever sells it. */
export const feeLine = {
  feedetl_sn: required,
  rxno: optional,
  rx_circ_flag: required,
  fee_ocur_time: required,
  med_list_codg: required,
  medins_list_codg: required,
  det_item_fee_sumamt: required,
  cnt: required,
  pric: required,
  sin_dos_dscr: optional,
  used_frqu_dscr: optional,
  prd_days: optional,
  medc_way_dscr: optional,
  bilg_dr_codg: optional,
  bilg_dr_name: optional,
  tcmdrug_used_way: optional,
  exp_content: optional,
}

/** Traceability codes of the packages sold on one line; a line without packages has none. */
export const traceCodes = optional(
  many({
    feedetl_sn: required,
    drug_trac_codg: required,
    trdn_flag: required,
    min_prcunt_type: required,
  }),
)

/** How a total falls into non-covered, over price limit, pre-coinsurance and eligible. */
export const billSplit = {
  fulamt_ownpay_amt: required,
  overlmt_selfpay: required,
  preselfpay_amt: required,
  inscp_scp_amt: required,
}

/** What the centre says about one line; 999999 as price ceiling means "none". */
export const lineSplit = {
  feedetl_sn: required,
  det_item_fee_sumamt: required,
  cnt: required,
  pric: required,
  pric_uplmt_amt: required,
  selfpay_prop: optional,
  fulamt_ownpay_amt: optional,
  overlmt_amt: optional,
  preselfpay_amt: optional,
  inscp_scp_amt: optional,
  chrgitm_lv: required,
  med_chrgitm_type: required,
  bas_medn_flag: optional,
  hi_nego_drug_flag: optional,
  chld_medc_flag: optional,
  list_sp_item_flag: optional,
  drt_reim_flag: optional,
  memo: optional,
}
