import { type IsoDate, localDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { sandboxInstitutions } from '../../sandbox/institutions.ts'
import type { SandboxPerson } from '../../sandbox/people.ts'
import type { Centre } from '../../src/compose.ts'
import { sandboxKeys } from '../../src/store/sandbox-store.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'
import { type AnswerNode, nodeIn, textIn } from '../answers.ts'
import { openTill, type Till } from '../till.ts'

/** One fee of a stay. */
export interface Fee {
  readonly code: string
  readonly on: IsoDate
  /** Yuan. */
  readonly price: number
  readonly quantity: number
}

export interface PlannedStay {
  readonly patient: SandboxPerson
  readonly from: IsoDate
  readonly until: IsoDate
  readonly diagnosis: { readonly code: string; readonly name: string }
  readonly operation: { readonly code: string; readonly name: string } | null
  readonly fees: readonly Fee[]
}

interface BilledStay {
  readonly visitId: string
  readonly settlementId: string
}

/** The window of a hospital at which stays are admitted, billed and settled, through the door of the centre. */
export interface Ward {
  readonly providerCode: string
  bill(stay: PlannedStay): Promise<BilledStay>
}

const doctor = { number: 'D990301000011', name: '测试医师' }
const department = { code: 'A03', name: '内科' }

const amountOf = ({ price, quantity }: Fee): number => Math.round(price * quantity * 100) / 100

function inputsOf({ patient, from, until, diagnosis, operation, fees }: PlannedStay, division: string) {
  const { insuredId, certificateNumber } = patient.insured
  const who = { psn_no: insuredId }
  const card = { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNumber }
  const places = { insuplc_admdvs: division, mdtrtarea_admvs: division }
  const begin = `${from} 09:00:00`
  const end = `${until} 10:00:00`
  const total = fees.reduce((sum, fee) => sum + Math.round(amountOf(fee) * 100), 0) / 100
  const ill = {
    ...who,
    diag_type: '1',
    maindiag_flag: '1',
    diag_srt_no: 1,
    diag_code: diagnosis.code,
    diag_name: diagnosis.name,
    diag_dept: department.name,
    dise_dor_no: doctor.number,
    dise_dor_name: doctor.name,
    diag_time: begin,
  }
  return {
    admit: {
      mdtrtinfo: {
        ...who,
        ...card,
        ...places,
        insutype: '310',
        begntime: begin,
        med_type: '21',
        ipt_no: `ZY-${from}`,
        atddr_no: doctor.number,
        chfpdr_name: doctor.name,
        adm_diag_dscr: diagnosis.name,
        adm_dept_codg: department.code,
        adm_dept_name: department.name,
        adm_bed: '12',
        dscg_maindiag_code: diagnosis.code,
        dscg_maindiag_name: diagnosis.name,
      },
      diseinfo: [ill],
    },
    charge: (visitId: string) => ({
      feedetail: fees.map((fee, index) => ({
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
        bilg_dr_codg: doctor.number,
        bilg_dr_name: doctor.name,
        hosp_appr_flag: '0',
      })),
    }),
    discharge: (visitId: string) => ({
      dscginfo: {
        ...who,
        mdtrt_id: visitId,
        insutype: '310',
        endtime: end,
        dscg_dept_codg: department.code,
        dscg_dept_name: department.name,
        dscg_way: '1',
      },
      diseinfo: [{ ...ill, mdtrt_id: visitId }],
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
        insutype: '310',
        mid_setl_flag: '0',
      },
    }),
    list: (visitId: string, settlementId: string) => ({
      setlinfo: {
        ...who,
        mdtrt_id: visitId,
        setl_id: settlementId,
        medcasno: `BA-${from}`,
        chfpdr_code: doctor.number,
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
      diseinfo: [
        {
          diag_type: '1',
          diag_code: diagnosis.code,
          diag_name: diagnosis.name,
          adm_cond_type: '1',
          maindiag_flag: '1',
        },
      ],
      ...(operation === null ? {} : { oprninfo: operationOf(operation, from) }),
    }),
  }
}

function operationOf({ code, name }: { readonly code: string; readonly name: string }, day: IsoDate) {
  const compact = day.replaceAll('-', '')
  return {
    oprn_oprt_type: '1',
    oprn_oprt_name: name,
    oprn_oprt_code: code,
    anst_way: '02',
    oper_dr_code: doctor.number,
    oprn_oprt_begntime: `${day} 14:00:00`,
    oprn_oprt_endtime: `${day} 15:00:00`,
    anst_begntime: `${compact}135500`,
    anst_endtime: `${compact}150500`,
  }
}

export interface WardOptions {
  readonly pool: pg.Pool
  readonly box: SecretBox
  readonly centre: Pick<Centre, 'app'>
  readonly providerCode: string
  /** What the clock of the centre says. */
  readonly setTime: (time: ReturnType<typeof localDateTime>) => void
}

async function tillOf({ pool, box, centre, providerCode }: WardOptions): Promise<Till> {
  const institution = sandboxInstitutions.find(({ provider }) => provider.providerCode === providerCode)
  const key = (await sandboxKeys(pool)).find((one) => one.providerCode === providerCode)
  if (institution === undefined || key === undefined) throw new Error(`no institution ${providerCode} in the sandbox`)
  const operators = institution.operators.map(({ operatorNumber: operatorNo, name }) => ({ operatorNo, name }))
  return openTill({
    institution: {
      provider: institution.provider,
      operators,
      key: { account: key.account, secret: box.open(key.sealedSecret) },
      address: 'fixed',
    },
    window: 0,
    transport: {
      async post({ path, headers, body }) {
        const answer = await centre.app.inject({ method: 'POST', url: path, headers, payload: body })
        return { status: answer.statusCode, text: answer.body }
      },
      close: () => undefined,
    },
  })
}

/** Opens the window of a hospital of the sandbox. */
export async function openWard(options: WardOptions): Promise<Ward> {
  const till = await tillOf(options)
  const { providerCode, setTime } = options
  const insuredAt = till.institution.provider.division
  const ask = async (infno: string, input: unknown, day: IsoDate, time: string): Promise<AnswerNode> => {
    const at = localDateTime(`${day} ${time}`)
    setTime(at)
    const { outcome } = await till.send(infno, input, { at, insuredAt })
    if (outcome.kind === 'success') return outcome.output
    throw new Error(`${infno}: ${outcome.kind === 'refused' ? outcome.message : outcome.reason}`)
  }
  return {
    providerCode,
    async bill(stay) {
      const { from, until } = stay
      const inputs = inputsOf(stay, insuredAt)
      const { admit, charge, discharge, settle, list } = inputs
      const admitted = await ask('2401', admit, from, '09:00:00')
      const visitId = textIn(nodeIn(admitted, 'result'), 'mdtrt_id')
      await ask('2301', charge(visitId), until, '09:30:00')
      await ask('2402', discharge(visitId), until, '10:00:00')
      const settled = await ask('2304', settle(visitId), until, '10:30:00')
      const settlementId = textIn(nodeIn(settled, 'setlinfo'), 'setl_id')
      await ask('4101A', list(visitId, settlementId), until, '11:00:00')
      return { visitId, settlementId }
    },
  }
}
