import { compilePlan, type PlanBook, planBook } from '../../src/benefit/index.ts'
import type { Enrolment } from '../../src/encounter/index.ts'
import { fen, isoDate, localDateTime, ppm } from '../../src/kernel/index.ts'
import type { Plan } from '../../src/policy/index.ts'
import {
  bookCorrections,
  type Findings,
  findCorrections,
  type PersonHistory,
  type PlanOf,
  undoCorrection,
} from '../../src/settlement/index.ts'
import { freshStore, settleVisit } from './hospital-day.ts'
import type { PersonStore } from './person-store.ts'
import { money, rateBy, regionWith } from './plan.ts'
import { historyOf } from './stay-day.ts'
import { accepted, bookWith, enrolment, hospital, lineWith, outpatientPlan } from './world.ts'

/** Employees: 500 yuan a year, then 60 % for those at work and 90 % for the retired. */
export function planByStatus(rest: Partial<Plan> = {}): Plan {
  const { parameters, ...plan } = outpatientPlan()
  const poolRate = rateBy('poolRate', 'personStatus', { active: ppm(600_000), retired: ppm(900_000) })
  return { ...plan, parameters: { ...parameters, poolRate }, ...rest }
}

export const byStatus = bookWith(planByStatus())

/** The same law with a deductible of 300 yuan. */
const kinderPlan = planByStatus({
  parameters: { ...planByStatus().parameters, deductible: money('deductible', fen(300_00)) },
})
export const kinder = planBook([regionWith([kinderPlan], { hash: 'kinder-hash' })])

export const retired: Enrolment = { ...enrolment, status: 'retired' }

export const opening = fen(1378_15)

/** A store with one visit of each amount, on the days given. */
export function visitsOn(days: readonly (readonly [day: string, price: string])[], book: PlanBook = byStatus) {
  const store = freshStore(opening)
  for (const [index, [day, price]] of days.entries()) {
    const number = index + 1
    const at = localDateTime(`${day} 12:00:00`)
    const names = { visitId: `V${number}`, settlementId: `S${number}` }
    settleVisit(store, [lineWith(`${number}`, 'A', price, { at })], { ...names, at, book })
  }
  return store
}

export function findingsOf(store: PersonStore, book: PlanBook = byStatus): Findings {
  const providerOf = (code: string) => (code === hospital.providerCode ? hospital : null)
  return findCorrections(store.correctionFile(), { book, providerOf })
}

const order = { at: localDateTime('2026-11-01 09:00:00'), reason: '退休认定', bookedBy: '经办' }

/** Books everything that is found, as K1, K2 …, and says how many. */
export function bookAll(store: PersonStore, book: PlanBook = byStatus, prefix = 'K'): number {
  const found = findingsOf(store, book).found.map((each, index) => ({ ...each, correctionId: `${prefix}${index + 1}` }))
  store.book(accepted(bookCorrections(store.correctionFile(), found, order)))
  return found.length
}

export function undoing(store: PersonStore, correctionId: string) {
  return undoCorrection(store.correctionFile(), { correctionId, undoId: `U-${correctionId}` }, order)
}

/** Everything that the store holds, corrections too. */
export function historyWith(store: PersonStore): PersonHistory {
  return { ...historyOf(store, opening), corrections: store.correctionFile().corrections }
}

/** The law of some books, by the hash of its pack. */
export const lawsOf =
  (...books: readonly PlanBook[]): PlanOf =>
  (packHash, planId, on) => {
    const pack = books.flatMap(({ packs }) => packs).find(({ hash }) => hash === packHash)
    const plan = pack?.plans.find(({ id }) => id === planId)
    if (pack === undefined || plan === undefined) return null
    const { year, stays } = pack
    return { compiled: compilePlan(plan, isoDate(on)), year, ...(stays === undefined ? {} : { stays }) }
  }
