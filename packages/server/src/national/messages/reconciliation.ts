import { ok } from '@yibao/core/kernel'
import { applyForClearing, withdrawClearing } from '../../flows/clearing.ts'
import { fetchedUntil } from '../../flows/files.ts'
import { reconcileDetails, reconcileTotals } from '../../flows/reconcile.ts'
import { answering, recording } from '../handler.ts'
import { describeTotals, detailForms, resultCodes, sideOf } from '../reconciliation-output.ts'
import { clearedByItem, clearingType } from '../settlement-output.ts'

export const handle3201 = answering('3201', async ({ ports, provider }, { data }) => {
  const stated = {
    count: data.fixmedins_setl_cnt,
    total: data.medfee_sumamt,
    fund: data.fund_pay_sumamt,
    account: data.acct_pay,
  }
  const selection = {
    providerCode: provider.providerCode,
    begin: data.stmt_begndate,
    end: data.stmt_enddate,
    side: sideOf(data.refd_setl_flag),
    office: data.setl_optins,
    scheme: data.insutype,
    clears: (medType: string) => clearingType(medType) === data.clr_type,
  }
  const compared = await reconcileTotals(ports, selection, stated)
  if (!compared.ok) return { insuredId: '', outcome: compared }
  const { outcome, filed } = compared.value
  const stmtinfo = {
    setl_optins: data.setl_optins,
    stmt_rslt: resultCodes[outcome],
    stmt_rslt_dscr: describeTotals(outcome, stated, filed),
    exp_content: null,
  }
  return { insuredId: '', outcome: ok({ stmtinfo }) }
})

export const handle3202 = answering('3202', async ({ ports, provider }, { data }) => {
  const { clr_type: type, refd_setl_flag: flag } = data
  const made = await reconcileDetails(ports, {
    fileNo: data.file_qury_no,
    stated: { count: data.fixmedins_setl_cnt, total: data.medfee_sumamt, fund: data.fund_pay_sumamt },
    selection: {
      providerCode: provider.providerCode,
      begin: data.stmt_begndate,
      end: data.stmt_enddate,
      side: sideOf(flag),
      office: data.setl_optins,
      scheme: null,
      clears: (medType) => clearingType(medType) === type,
    },
    forms: detailForms({ type, flag, pharmacy: provider.kind === 'pharmacy' }),
  })
  if (!made.ok) return { insuredId: '', outcome: made }
  const { fileNo, filename } = made.value
  const fileinfo = { file_qury_no: fileNo, filename, dld_endtime: fetchedUntil(made.value) }
  return { insuredId: '', outcome: ok({ fileinfo }) }
})

export const handle3203 = recording('3203', async ({ ports, message }, { data }, present) => {
  const { clr_type: type, clr_way: way } = data
  const claim = {
    clearingType: type,
    clearingWay: way,
    month: data.setlym,
    begin: data.begndate,
    end: data.enddate,
    figures: {
      personTimes: data.psntime,
      total: data.medfee_sumamt,
      recognised: data.med_sumfee,
      fund: data.fund_appy_sum,
      cash: data.cash_payamt,
      account: data.acct_pay,
    },
  }
  const order = {
    claim,
    clears: ({ medType }: { readonly medType: string }) => clearingType(medType) === type && way === clearedByItem,
  }
  const outcome = await applyForClearing(ports, message, order, ({ applicationId }) =>
    present({ result: { clr_appy_evt_id: applicationId } }),
  )
  return { insuredId: '', outcome }
})

export const handle3204 = recording('3204', async ({ ports, message }, { data }, present) => {
  const outcome = await withdrawClearing(ports, message, data.clr_appy_evt_id, () => present({}))
  return { insuredId: '', outcome }
})
