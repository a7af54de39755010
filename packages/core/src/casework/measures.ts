import {
  type Fen,
  type IsoDate,
  inRange,
  multiplyByPpm,
  ok,
  ppm,
  type Result,
  refuse,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import type { CaseworkRefusal } from './refusals.ts'
import type { AllowedMeasure, LegalBasis, Matter, Measure, MeasureKind, Procedure } from './types.ts'

export type MeasureSubject = LegalBasis['against'][number]

/** Measures that bring money back to the fund; a fine goes to the treasury and is none of them. */
const backToTheFund: ReadonlySet<MeasureKind> = new Set(['refuse-payment', 'recover', 'order-return'])
const ofMoney: ReadonlySet<MeasureKind> = new Set([...backToTheFund, 'fine'])
const lasting: ReadonlySet<MeasureKind> = new Set([
  'suspend-payment',
  'suspend-agreement',
  'suspend-service',
  'suspend-person-settlement',
  'ban-management',
])
const toBeDoneUntil: ReadonlySet<MeasureKind> = new Set(['correct', 'order-correction'])
/** Only the administration may take these, after a case; clauses that allow one of them are its own. */
const ofTheAdministration: ReadonlySet<MeasureKind> = new Set([
  'order-correction',
  'order-return',
  'fine',
  'suspend-person-settlement',
  'ban-management',
])

/** Whether a measure brings money back to the fund. */
export const bringsBack = (kind: MeasureKind): boolean => backToTheFund.has(kind)

/** What measures together bring back to the fund. */
export function owed(measures: readonly Measure[]): Fen {
  return sumFen(measures.filter(({ kind }) => backToTheFund.has(kind)).map(({ amount = zeroFen }) => amount))
}

/** Against whom measures of a matter may be taken: the institution, and the doctor or the person it is about. */
export function subjectsOf({ doctor, insuredId }: Pick<Matter, 'doctor' | 'insuredId'>): readonly MeasureSubject[] {
  return [
    'institution',
    ...(doctor === null ? [] : ['doctor' as const]),
    ...(insuredId === null ? [] : ['person' as const]),
  ]
}

export interface MeasureTerms {
  readonly procedure: Procedure
  /** Fen that the fund lost; a fine is a multiple of it, and no more than it is brought back. */
  readonly loss: Fen
  readonly subjects: readonly MeasureSubject[]
  readonly on: IsoDate
  readonly bases: readonly LegalBasis[]
}

const halfUp = { mode: 'half-up', unit: 'fen' } as const

const within = (value: number | undefined, [least, most]: readonly [number, number]): boolean =>
  value !== undefined && value >= least && value <= most

/** What a fine may be, in fen; null when the clause names none. */
function fineBetween({ multiple, between }: AllowedMeasure, loss: Fen): readonly [Fen, Fen] | null {
  if (multiple === undefined) return between ?? null
  const [least, most] = multiple
  return [multiplyByPpm(loss, ppm(least), halfUp), multiplyByPpm(loss, ppm(most), halfUp)]
}

/** Why a measure goes beyond what its clause allows, in the clause's own terms; null when it does not. */
function beyond({ kind, amount, months, until }: Measure, allowed: AllowedMeasure, loss: Fen): string | null {
  if (ofMoney.has(kind) && (amount === undefined || amount <= 0)) return 'amount > 0'
  if (!ofMoney.has(kind) && amount !== undefined) return 'no amount'
  if (!toBeDoneUntil.has(kind) && until !== undefined) return 'no day'
  if (!lasting.has(kind) && months !== undefined) return 'no months'
  if (kind === 'fine') {
    const range = fineBetween(allowed, loss)
    if (range === null) return 'no fine'
    if (!within(amount, range)) return range.join('..')
  }
  if (allowed.months !== undefined && !within(months, allowed.months)) return `${allowed.months.join('..')} months`
  return null
}

function checkOne(measure: Measure, { procedure, loss, subjects, on, bases }: MeasureTerms): CaseworkRefusal | null {
  const { kind, basis: code, until } = measure
  const basis = bases.find((one) => one.code === code && inRange(one.range, on))
  if (basis === undefined) return { code: 'casework.no-basis', measure: kind, basis: code }
  const allowed = basis.allows.find((one) => one.kind === kind)
  const refusal = (words: string) =>
    ({ code: 'casework.beyond-basis', measure: kind, basis: code, allowed: words }) as const
  if (allowed === undefined) return refusal(basis.allows.map((one) => one.kind).join(' '))
  if (procedure === 'review' && basis.allows.some((one) => ofTheAdministration.has(one.kind)))
    return refusal('file-case')
  if (!basis.against.some((one) => subjects.includes(one))) return refusal(basis.against.join(' '))
  const why = beyond(measure, allowed, loss)
  if (why !== null) return refusal(why)
  return until !== undefined && until <= on ? { code: 'casework.deadline-past', deadline: until, today: on } : null
}

/**
 * Whether each measure stands on a clause that is in force, against whom it is meant, and within what it allows; whether none but
 * those that bring money back is there twice, and together they bring no more back to the fund than it lost.
 *
 * @returns the amount brought back, or `casework.no-basis`, `casework.beyond-basis`, `casework.deadline-past` of the first measure,
 *   `casework.amount`
 */
export function checkMeasures(measures: readonly Measure[], terms: MeasureTerms): Result<Fen, CaseworkRefusal> {
  for (const [index, measure] of measures.entries()) {
    const refusal = checkOne(measure, terms)
    if (refusal !== null) return refuse(refusal)
    const { kind, basis } = measure
    const again = measures.slice(0, index).some((one) => one.kind === kind)
    if (again && !bringsBack(kind)) {
      return refuse({ code: 'casework.beyond-basis', measure: kind, basis, allowed: 'once' })
    }
  }
  const amount = owed(measures)
  return amount > terms.loss ? refuse({ code: 'casework.amount', amount, most: terms.loss }) : ok(amount)
}

/** The first measure that is heavier than what was said before: another kind, more money, more months. */
export function heavierThan(measures: readonly Measure[], before: readonly Measure[]): CaseworkRefusal | null {
  for (const { kind, months = 0 } of measures) {
    const same = (all: readonly Measure[]) => all.filter((one) => one.kind === kind)
    const sum = (all: readonly Measure[]) => sumFen(same(all).map(({ amount = zeroFen }) => amount))
    const longest = Math.max(0, ...same(before).map((one) => one.months ?? 0))
    const most = sum(before)
    if (same(before).length === 0 || sum(measures) > most || months > longest) {
      return { code: 'casework.heavier', measure: kind, most }
    }
  }
  return null
}
