import type { Infno } from '@yibao/contract/national'
import { fen } from '@yibao/core/kernel'
import { detailRow, type Setlinfo, uploadFile, zipOf } from './files.ts'
import { at, common, division, named, newPackage, sampleOf, senderOf, type Values } from './fuzz-samples.ts'
import { newPerson, stranger } from './people.ts'
import { settledStay } from './settlement-list.ts'
import { admit, charge, discharge, interim } from './stay.ts'
import { newCode } from './stock.ts'
import { expectOk } from './visit.ts'
import { hospital, items, type TestPerson, today, type World } from './world.ts'

/** What the samples of each message speak of, until somebody uses it up. */
export interface Ground {
  readonly division: string
  readonly valuesFor: (infno: Infno) => Values
}

interface Lying extends Values {
  readonly mdtrt_id: string
}

/** Somebody in hospital since a week, with two lines on file. */
async function lying(world: World): Promise<{ readonly who: TestPerson; readonly values: Lying }> {
  const till = world.till(hospital)
  const who = await newPerson(world, { person: stranger(division), balance: fen(100_000) })
  const mdtrt_id = await admit(till, who)
  const line = { code: items.whole.code, price: 1_000, quantity: 2 }
  const [row] = await charge(till, who, mdtrt_id, [line, line])
  const values = {
    ...named(who),
    mdtrt_id,
    begntime: '2023-11-06 09:00:00',
    fee_ocur_time: '2023-11-07 10:00:00',
    medfee_sumamt: 4_000,
    fulamt_ownpay_amt: 0,
    overlmt_selfpay: 0,
    preselfpay_amt: 0,
    inscp_scp_amt: 4_000,
    ...interim,
    lineOnFile: row?.feedetl_sn,
  }
  return { who, values }
}

/** What the messages of a stay speak of: one before admission, one that goes on, one discharged, one settled with its list. */
async function stays(world: World): Promise<(infno: Infno) => Values | null> {
  const till = world.till(hospital)
  const nobody = await newPerson(world, { person: stranger(division), balance: fen(100_000) })
  const empty = await newPerson(world, { person: stranger(division), balance: fen(100_000) })
  const admitted = await admit(till, empty)
  const staying = await lying(world)
  const gone = await lying(world)
  await discharge(till, gone.who, gone.values.mdtrt_id)
  const settled = await settledStay(world, till)
  const { mdtrt_id, setl_id } = settled.settled
  const listed = { ...named(settled.who), mdtrt_id, setl_id }
  const listTimes = {
    adm_time: '2023-11-06 09:00:00',
    dscg_time: `${today} 08:00:00`,
    oprn_oprt_begntime: '2023-11-08 10:00:00',
    oprn_oprt_endtime: '2023-11-08 10:30:00',
    anst_begntime: '20231108095500',
    anst_endtime: '20231108103500',
    setl_begn_date: '2023-11-06',
    setl_end_date: today,
  }
  const list = sampleOf('4101A', { ...common(), ...listed, ...listTimes })
  expectOk(await till.ask('4101A', settled.who, list))

  const onStay = staying.values
  const ofMessage: Readonly<Partial<Record<Infno, Values>>> = {
    '2302': { ...onStay, feedetl_sn: onStay.lineOnFile },
    '2304': { ...gone.values, mid_setl_flag: '0', dscgTime: today },
    '2305': listed,
    '2401': { ...named(nobody), begntime: '2023-11-06 09:00:00' },
    '2402': { ...onStay, endtime: at },
    '2404': { ...named(empty), mdtrt_id: admitted },
    '2405': gone.values,
    '4101A': { ...listed, ...listTimes },
    '5201': { ...onStay, begntime: '2023-11-01 00:00:00', endtime: at },
    '5303': { ...onStay, begntime: '2023-11-01 00:00:00', endtime: at },
  }
  return (infno) => {
    if (ofMessage[infno] !== undefined) return ofMessage[infno]
    if (/^(230|240)/.test(infno)) return onStay
    return infno.startsWith('41') ? listed : null
  }
}

const latestMonth = 12 * 2023 + 8
/** So far back a month is still a date of the interface; then another kind of clearing begins anew. */
const monthsBack = 1_000
const clearingTypes = ['11', '14', '21', '28', '41']
let claims = 0

/** Nothing was settled in it, and no other ground claims it. */
function emptyMonth(): Values {
  const month = latestMonth - (claims % monthsBack)
  const clr_type = clearingTypes[Math.floor(claims / monthsBack) % clearingTypes.length]
  claims += 1
  const [year, number] = [Math.floor(month / 12), String((month % 12) + 1).padStart(2, '0')]
  const last = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate()
  const nothing = { medfee_sumamt: 0, med_sumfee: 0, fund_appy_sum: 0, cash_payamt: 0 }
  const days = { begndate: `${year}-${number}-01`, enddate: `${year}-${number}-${last}` }
  return { ...nothing, ...days, clr_type, psntime: 0, setlym: `${year}${number}` }
}

/** What the messages of an institution speak of. */
async function institutionThings(world: World, settled: Setlinfo): Promise<(infno: Infno) => Values> {
  const till = world.till(hospital)
  const fixmedins_hilist_id = `L-${newCode()}`
  const mapped = { fixmedins_hilist_id, medins_list_codg: fixmedins_hilist_id, fixmedins_bchno: `B-${newCode()}` }
  const filename = 'details.zip'
  const ask = async <N extends Infno>(infno: N, values: Values) =>
    expectOk(await till.ask(infno, null, sampleOf(infno, { ...common(), ...mapped, ...values })))
  const restricted = { hilist_code: items.restricted.code }
  await ask('3301', { enddate: '' })
  await ask('3503', {})
  const sold = { setl_id: '', drug_trac_codg: newCode() }
  await ask('3505', sold)
  const file_qury_no = await uploadFile(till, await zipOf(detailRow(settled)))
  const { sign_no } = (await ask('9001', {})).output.signinoutb
  const { result } = (await ask('3101', restricted)).output
  const { clr_appy_evt_id } = (await ask('3203', emptyMonth())).output.result
  const { medfee_sumamt, fund_pay_sumamt } = settled
  const other: Readonly<Partial<Record<Infno, Values>>> = {
    '3101': restricted,
    '3102': restricted,
    '3103': { warn_rslt_id: result[0]?.jr_id ?? 'NONE' },
    '3202': { fixmedins_setl_cnt: 1, medfee_sumamt, fund_pay_sumamt },
    '3203': emptyMonth(),
    '3204': { clr_appy_evt_id },
    '3301': { fixmedins_hilist_id: `L-${newCode()}`, enddate: '' },
    '3505': { setl_id: '' },
    '3506': sold,
    '9002': { sign_no },
  }
  return (infno) => ({ ...mapped, file_qury_no, filename, ...other[infno] })
}

/** What people who walk in did: an open visit, a settled one, a purchase, filings. */
async function walkIn(world: World): Promise<{ valuesFor: (infno: Infno) => Values; settled: Setlinfo }> {
  const who = await newPerson(world, { person: stranger(division), balance: fen(100_000) })
  const buyer = await newPerson(world, { person: stranger(division), balance: fen(100_000) })
  const about = { ...common(), ...named(who) }
  const ask = async <N extends Infno>(infno: N, values: Values) =>
    expectOk(await world.till(senderOf(infno)).ask(infno, who, sampleOf(infno, { ...about, ...values })))
  const registered = async (): Promise<Values> => ({ mdtrt_id: (await ask('2201', {})).output.data.mdtrt_id })
  const described = async (): Promise<Values> => {
    const visit = await registered()
    await ask('2203', visit)
    return visit
  }
  const uploaded = async (): Promise<Values> => {
    const visit = await described()
    await ask('2204', visit)
    return visit
  }
  const earlier = {
    begndate: '2023-01-01',
    enddate: '2023-01-31',
    refl_date: '2023-01-01',
    hosp_ide_date: '2023-01-01',
  }
  const filed = async (infno: '2501' | '2503' | '2505'): Promise<Values> => ({
    trt_dcla_detl_sn: (await ask(infno, earlier)).output.result.trt_dcla_detl_sn,
  })
  const { ipt_otp_no } = (sampleOf('2201', {}) as { data: Values }).data
  const open = { ...(await uploaded()), ipt_otp_no }
  const settled = await ask('2207', await uploaded())
  const { mdtrt_id, setl_id } = settled.output.setlinfo
  const bought = (await ask('2102', named(buyer))).output.setlinfo
  const visited = { mdtrt_id, setl_id }
  const ofMessage: Readonly<Partial<Record<Infno, Values>>> = {
    '1101': { begntime: today },
    '2101': newPackage(),
    '2102': newPackage(),
    '2103': { ...named(buyer), mdtrt_id: bought.mdtrt_id, setl_id: bought.setl_id },
    '2202': { ...(await registered()), ipt_otp_no },
    '2204': await described(),
    '2208': visited,
    '2502': await filed('2501'),
    '2504': await filed('2503'),
    '2506': await filed('2505'),
    '2601': { omsgid: settled.msgid, oinfno: '2207' },
    '5202': visited,
    '5203': visited,
    '5204': visited,
  }
  return { valuesFor: (infno) => ({ ...about, ...(ofMessage[infno] ?? open) }), settled: settled.output.setlinfo }
}

/** New people and things for every message, all of them still untouched. */
export async function newGround(world: World): Promise<Ground> {
  const walked = await walkIn(world)
  const stayed = await stays(world)
  const institution = await institutionThings(world, walked.settled)
  return {
    division,
    valuesFor: (infno) => ({ ...walked.valuesFor(infno), ...institution(infno), ...stayed(infno) }),
  }
}
