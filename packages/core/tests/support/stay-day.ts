import type { PlanBook } from '../../src/benefit/index.ts'
import { planBook } from '../../src/benefit/index.ts'
import type { Provider } from '../../src/encounter/index.ts'
import { dateOf, type Fen, fen, isoDate, localDateTime, ppm } from '../../src/kernel/index.ts'
import { accounts, entryOf } from '../../src/ledger/index.ts'
import type { Plan, RegionPack } from '../../src/policy/index.ts'
import {
  type Admission,
  admissionOf,
  type cancelOf,
  type Discharge,
  dischargeOf,
  type PersonHistory,
  type PlanOf,
  type Settlement,
  type StatedLine,
  type StayOrder,
  settleStay,
  stayUploadOf,
} from '../../src/settlement/index.ts'
import { freshStore, statedOf } from './hospital-day.ts'
import type { PersonStore } from './person-store.ts'
import { division, money, planWith, rate, regionWith } from './plan.ts'
import { accepted, catalog, hospital, lineWith } from './world.ts'

export const secondHospital: Provider = { ...hospital, providerCode: 'H2', name: '示例二院', level: 'secondary' }

const providers: Readonly<Record<string, Provider>> = { H1: hospital, H2: secondHospital }

/** Employees, inpatient: a deductible of 100 yuan on each bill, 80 % of the rest, 1,000 yuan of the fund a year. */
export function inpatientPlan(rest: Partial<Plan> = {}): Plan {
  const plan = planWith(
    [money('deductible', fen(100_00)), rate('rate', ppm(800_000)), money('limit', fen(1000_00))],
    [
      { step: 'deductible', amount: { parameter: 'deductible' }, total: null },
      { step: 'rate', rate: { parameter: 'rate' } },
      { step: 'payment-limit', limit: { parameter: 'limit' }, total: 'pool' },
    ],
    {
      care: ['inpatient'],
      totals: [
        { code: 'pool', label: '统筹支付累计', adds: 'basic.paid', over: 'year' },
        { code: 'elig', label: '符合范围费用累计', adds: 'eligible', over: 'year' },
      ],
      accountPays: ['deductible', 'copay'],
    },
  )
  return { ...plan, ...rest }
}

export function stayBook(rest: Partial<RegionPack> = {}, plan: Plan = inpatientPlan()): PlanBook {
  return planBook([regionWith([plan], rest)])
}

export const admittedAt = localDateTime('2025-02-20 09:00:00')
export const now = localDateTime('2025-03-02 12:00:00')

/** An admission to the tertiary hospital, as stay V1. */
export function admissionWith(rest: Partial<Admission> = {}): Admission {
  return {
    visitId: 'V1',
    msgid: 'M-V1',
    provider: hospital,
    insurance: { scheme: '310', division },
    begin: admittedAt,
    medType: '21',
    certificateType: '01',
    certificateNumber: null,
    providerVisitNumber: 'I-1',
    departmentCode: 'A01',
    departmentName: '示例科室',
    cause: null,
    diagnoses: [],
    details: {},
    providerOf: (code) => providers[code] ?? null,
    transferDays: () => 3,
    at: now,
    ...rest,
  }
}

export function admitted(rest: Partial<Admission> = {}, store: PersonStore = freshStore()): PersonStore {
  store.record(accepted(admissionOf(store.fileFor({}), admissionWith(rest))))
  return store
}

export function stayLine(number: string, item: string, price: string, day: string, rest: Partial<StatedLine> = {}) {
  return {
    ...lineWith(number, item, price, { at: localDateTime(`${day} 10:00:00`), batch: '', ...rest }),
    medType: '21',
  }
}

export function charge(
  store: PersonStore,
  lines: readonly ReturnType<typeof stayLine>[],
  book: PlanBook = stayBook(),
  visitId = 'V1',
  provider: Provider = hospital,
): void {
  const upload = { visitId, provider, lines, catalog, book, today: dateOf(now) }
  store.record(accepted(stayUploadOf(store.fileFor({ visitId }), upload)))
}

export function dischargeWith(rest: Partial<Discharge> = {}): Discharge {
  const end = localDateTime('2025-03-01 09:00:00')
  const stated = { way: '1', diedOn: null, diagnoses: [], details: {}, at: now }
  return { visitId: 'V1', provider: hospital, scheme: '310', end, ...stated, ...rest }
}

export function discharged(store: PersonStore, rest: Partial<Discharge> = {}): void {
  const { visitId = 'V1' } = rest
  store.record(accepted(dischargeOf(store.fileFor({ visitId }), dischargeWith(rest))))
}

export function billWith(total: Fen, rest: Partial<StayOrder> = {}): StayOrder {
  return {
    visitId: 'V1',
    settlementId: 'S1',
    msgid: `M-${rest.settlementId ?? 'S1'}`,
    provider: hospital,
    insurance: { scheme: '310', division },
    certificateType: '01',
    certificateNumber: null,
    stated: statedOf(total),
    accountUsed: true,
    accountAsked: null,
    interim: false,
    discharge: null,
    at: now,
    book: stayBook(),
    ...rest,
  }
}

/** Settles a stay so far and returns the settlement. */
export function billed(store: PersonStore, total: Fen, rest: Partial<StayOrder> = {}): Settlement {
  const { visitId = 'V1' } = rest
  const decision = accepted(settleStay(store.fileFor({ visitId }), billWith(total, rest)))
  store.record(decision)
  if (decision.settlement === null) throw new Error('a settlement was expected')
  return decision.settlement
}

/** The order to cancel a settlement of a stay. */
export function cancelStay(named: string, settlementId: string, visitId = 'V1'): Parameters<typeof cancelOf>[1] {
  const order = { settlementId, provider: hospital, msgid: `M-${settlementId}`, at: now }
  return { ...order, settlementNamed: named, visitId, care: 'inpatient' }
}

/** Everything that a store holds, for a second look. */
export function historyOf(store: PersonStore, opening: Fen): PersonHistory {
  const { accountBalance, totals, stays } = store.fileFor({})
  const settlements = store.settlements()
  const first = entryOf({ entryId: 'opening', kind: 'opening', at: admittedAt }, [
    { account: accounts.personalAccount('P1'), amount: opening },
    { account: accounts.accountFunding(division, '310'), amount: fen(-opening) },
  ])
  return {
    insuredId: 'P1',
    accountBalance,
    totals,
    otherEntries: [first],
    settlements,
    lines: store.lines(),
    stays,
    effects: settlements.map(({ providerCode, msgid, settlementId }) => ({ providerCode, msgid, settlementId })),
    marks: [],
    visitsWithoutLines: [],
  }
}

/** The law of a book, as a verification finds it. */
export const lawOf =
  (book: PlanBook): PlanOf =>
  (_, planId, on) => {
    const pack = book.packs.find(({ plans }) => plans.some(({ id }) => id === planId))
    const plan = pack?.plans.find(({ id }) => id === planId)
    if (pack === undefined || plan === undefined) return null
    const open = book.open(pack.division, plan.scheme ?? '', 'inpatient', isoDate(on))
    const { year, stays } = pack
    return open.ok ? { compiled: open.value.compiled, year, ...(stays === undefined ? {} : { stays }) } : null
  }
