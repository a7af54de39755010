import type { PlanBook } from '../../src/benefit/index.ts'
import type { SchemeCode } from '../../src/encounter/index.ts'
import { dateOf, type Fen, fen, isoDate, type LocalDateTime } from '../../src/kernel/index.ts'
import {
  type cancelOf,
  openingOf,
  type Settlement,
  type SettleOrder,
  type StatedLine,
  type StatedTotals,
  settleBatch,
  uploadOf,
} from '../../src/settlement/index.ts'
import { type PersonStore, personStore } from './person-store.ts'
import { division } from './plan.ts'
import { accepted, bookWith, catalog, enrolment, hospital, insured, noon, sumStated } from './world.ts'

/** The days of one insurance. */
interface Span {
  readonly scheme: SchemeCode
  readonly from: string
  readonly until: string | null
}

const ordinarySpan: Span = { scheme: '310', from: '2020-01-01', until: null }

/** A person with 1,378.15 yuan on the account and nothing yet this year. */
export function freshStore(opening: Fen = fen(1378_15), spans: readonly Span[] = [ordinarySpan]): PersonStore {
  const enrolments = spans.map(({ scheme, from, until }) => {
    const range = { from: isoDate(from), until: until === null ? null : isoDate(until) }
    return { ...enrolment, scheme, range }
  })
  return personStore(insured, enrolments, opening)
}

export const opening = {
  visitId: 'V1',
  provider: hospital,
  insurance: { scheme: '310', division },
  begin: noon,
  providerVisitNumber: 'O-1',
  certificateType: '01',
  certificateNumber: '',
  departmentCode: 'A01',
  departmentName: '示例科室',
  at: noon,
} as const

export function statedOf(total: Fen): StatedTotals {
  return { total, nonCovered: null, overPriceLimit: null, preCoinsurance: null, eligible: null }
}

/** The order to settle batch1 of V1 as S1. */
export function orderOf(total: Fen, rest: Partial<SettleOrder> = {}): SettleOrder {
  return {
    visitId: 'V1',
    settlementId: 'S1',
    msgid: 'M-S1',
    certificateType: '01',
    certificateNumber: null,
    provider: hospital,
    insurance: { scheme: '310', division },
    medType: '11',
    batch: 'batch1',
    stated: statedOf(total),
    accountUsed: true,
    accountAsked: null,
    at: noon,
    book: bookWith(),
    ...rest,
  }
}

interface When {
  readonly visitId?: string
  readonly at?: LocalDateTime
  readonly book?: PlanBook
}

/** Registers a visit and puts its lines on file. */
export function register(store: PersonStore, lines: readonly StatedLine[], when: When = {}): void {
  const { visitId = 'V1', at = noon, book = bookWith() } = when
  store.record(accepted(openingOf(store.fileFor({}), { ...opening, visitId, begin: at, at })))
  const upload = { visitId, provider: hospital, lines, catalog, book, today: dateOf(at) }
  store.record(accepted(uploadOf(store.fileFor({ visitId }), upload)))
}

/** A whole outpatient visit, from registration to settlement. */
export function settleVisit(
  store: PersonStore,
  lines: readonly StatedLine[],
  when: When & { readonly settlementId?: string } = {},
): Settlement {
  const { visitId = 'V1', settlementId = 'S1', at = noon, book = bookWith() } = when
  register(store, lines, when)
  const order = orderOf(sumStated(lines), { visitId, settlementId, msgid: `M-${settlementId}`, at, book })
  const decision = accepted(settleBatch(store.fileFor({ visitId }), order))
  store.record(decision)
  if (decision.settlement === null) throw new Error('a settlement was expected')
  return decision.settlement
}

/** The order to cancel S1 of V1 as another settlement. */
export function cancelOrder(settlementId: string, rest: Partial<Parameters<typeof cancelOf>[1]> = {}) {
  const order = { settlementId, provider: hospital, msgid: `M-${settlementId}`, at: noon }
  return { ...order, settlementNamed: 'S1', visitId: 'V1', care: 'outpatient' as const, ...rest }
}
