import type { Insured, SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, type IsoDate, type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import { type AnswerNode, nodeIn, textIn } from './answers.ts'
import type { Till } from './till.ts'

/** A code with the name that a message tells beside it. */
export interface Coded {
  readonly code: string
  readonly name: string
}

/** One fee of a stay. */
export interface Fee {
  readonly code: string
  readonly on: IsoDate
  /** Yuan. */
  readonly price: number
  readonly quantity: number
}

export interface PlannedStay {
  readonly patient: Pick<Insured, 'insuredId' | 'certificateNumber' | 'name'>
  readonly scheme: SchemeCode
  readonly from: IsoDate
  readonly until: IsoDate
  readonly department: Coded
  readonly doctor: Coded
  /** The first is the principal one. */
  readonly diagnoses: readonly [Coded, ...Coded[]]
  readonly operation: Coded | null
  readonly fees: readonly Fee[]
}

interface BilledStay {
  readonly visitId: string
  readonly settlementId: string
}

/** The window of a hospital at which stays are admitted, billed and settled, through the door of the centre. */
export interface Ward {
  /** Hands the settlement list in as well, unless told not to. */
  bill(stay: PlannedStay, isListed?: boolean): Promise<BilledStay>
}

/** As many as one message may bring. */
const linesAtOnce = 100

const amountOf = ({ price, quantity }: Fee): number => Math.round(price * quantity * 100) / 100

function inputsOf(stay: PlannedStay, insuredAt: DivisionCode, place: DivisionCode) {
  const { patient, scheme, from, until, department, doctor, diagnoses, operation, fees } = stay
  const { insuredId, certificateNumber } = patient
  const [diagnosis] = diagnoses
  const who = { psn_no: insuredId }
  const card = { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNumber }
  const places = { insuplc_admdvs: insuredAt, mdtrtarea_admvs: place }
  const begin = `${from} 09:00:00`
  const end = `${until} 10:00:00`
  const total = fees.reduce((sum, fee) => sum + Math.round(amountOf(fee) * 100), 0) / 100
  const ill = diagnoses.map(({ code, name }, index) => ({
    ...who,
    diag_type: '1',
    maindiag_flag: index === 0 ? '1' : '0',
    diag_srt_no: index + 1,
    diag_code: code,
    diag_name: name,
    diag_dept: department.name,
    dise_dor_no: doctor.code,
    dise_dor_name: doctor.name,
    diag_time: begin,
  }))
  return {
    admit: {
      mdtrtinfo: {
        ...who,
        ...card,
        ...places,
        insutype: scheme,
        begntime: begin,
        med_type: '21',
        ipt_no: `ZY-${from}`,
        atddr_no: doctor.code,
        chfpdr_name: doctor.name,
        adm_diag_dscr: diagnosis.name,
        adm_dept_codg: department.code,
        adm_dept_name: department.name,
        adm_bed: '12',
        dscg_maindiag_code: diagnosis.code,
        dscg_maindiag_name: diagnosis.name,
      },
      diseinfo: ill,
    },
    charges: (visitId: string) => {
      const lines = fees.map((fee, index) => ({
        ...who,
        feedetl_sn: `${visitId.slice(-12)}-${index + 1}`,
        mdtrt_id: visitId,
        med_type: '21',
        fee_ocur_time: `${fee.on} ${String(10 + (index % 8)).padStart(2, '0')}:00:00`,
        med_list_codg: fee.code,
        medins_list_codg: `local-${fee.code}`,
        det_item_fee_sumamt: amountOf(fee),
        cnt: fee.quantity,
        pric: fee.price,
        bilg_dept_codg: department.code,
        bilg_dept_name: department.name,
        bilg_dr_codg: doctor.code,
        bilg_dr_name: doctor.name,
        hosp_appr_flag: '0',
      }))
      const messages = Math.ceil(lines.length / linesAtOnce)
      return Array.from({ length: messages }, (_, index) => ({
        feedetail: lines.slice(index * linesAtOnce, (index + 1) * linesAtOnce),
      }))
    },
    discharge: (visitId: string) => ({
      dscginfo: {
        ...who,
        mdtrt_id: visitId,
        insutype: scheme,
        endtime: end,
        dscg_dept_codg: department.code,
        dscg_dept_name: department.name,
        dscg_way: '1',
      },
      diseinfo: ill.map((row) => ({ ...row, mdtrt_id: visitId })),
    }),
    settle: (visitId: string) => ({
      data: {
        ...who,
        ...card,
        ...places,
        medfee_sumamt: total,
        psn_setlway: '01',
        mdtrt_id: visitId,
        acct_used_flag: '0',
        insutype: scheme,
        mid_setl_flag: '0',
      },
    }),
    list: (visitId: string, settlementId: string) => ({
      setlinfo: {
        ...who,
        mdtrt_id: visitId,
        setl_id: settlementId,
        medcasno: `BA-${from}`,
        chfpdr_code: doctor.code,
        bill_no: '1',
        adm_time: begin,
        dscg_time: end,
        dscg_way: '1',
        setl_begn_date: from,
        setl_end_date: until,
        nwb_bir_wt: 0,
        hi_paymtd: '4',
        stas_type: '1',
      },
      diseinfo: diagnoses.map(({ code, name }, index) => ({
        diag_type: '1',
        diag_code: code,
        diag_name: name,
        adm_cond_type: '1',
        maindiag_flag: index === 0 ? '1' : '0',
      })),
      ...(operation === null ? {} : { oprninfo: operationOf(operation, doctor, from) }),
    }),
  }
}

function operationOf({ code, name }: Coded, doctor: Coded, day: IsoDate) {
  const compact = day.replaceAll('-', '')
  return {
    oprn_oprt_type: '1',
    oprn_oprt_name: name,
    oprn_oprt_code: code,
    anst_way: '02',
    oper_dr_code: doctor.code,
    oprn_oprt_begntime: `${day} 14:00:00`,
    oprn_oprt_endtime: `${day} 15:00:00`,
    anst_begntime: `${compact}135500`,
    anst_endtime: `${compact}150500`,
  }
}

interface WardOptions {
  /** A window of the hospital. */
  readonly till: Till
  /** Where its patients are insured. */
  readonly insuredAt: DivisionCode
  /** What the clock of the centre says. */
  readonly setTime: (time: LocalDateTime) => void
}

export function openWard({ till, insuredAt, setTime }: WardOptions): Ward {
  const ask = async (infno: string, input: unknown, day: IsoDate, time: string): Promise<AnswerNode> => {
    const at = localDateTime(`${day} ${time}`)
    setTime(at)
    const { outcome } = await till.send(infno, input, { at, insuredAt })
    if (outcome.kind === 'success') return outcome.output
    throw new Error(`${infno}: ${outcome.kind === 'refused' ? outcome.message : outcome.reason}`)
  }
  return {
    async bill(stay, isListed = true) {
      const { from, until } = stay
      const inputs = inputsOf(stay, insuredAt, till.institution.provider.division)
      const { admit, charges, discharge, settle, list } = inputs
      const admitted = await ask('2401', admit, from, '09:00:00')
      const visitId = textIn(nodeIn(admitted, 'result'), 'mdtrt_id')
      for (const lines of charges(visitId)) await ask('2301', lines, until, '09:30:00')
      await ask('2402', discharge(visitId), until, '10:00:00')
      const settled = await ask('2304', settle(visitId), until, '10:30:00')
      const settlementId = textIn(nodeIn(settled, 'setlinfo'), 'setl_id')
      if (isListed) await ask('4101A', list(visitId, settlementId), until, '11:00:00')
      return { visitId, settlementId }
    },
  }
}
