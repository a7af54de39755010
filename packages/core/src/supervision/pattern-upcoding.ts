import { sumFen } from '../kernel/index.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { UpcodingParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternMember, PatternOutcome } from './pattern-types.ts'
import { type CodedStay, type UpcodingModel, upcodingModel } from './pattern-upcoding-model.ts'
import type { StayFact } from './types.ts'

/** A code that an institution has more often than others have it with the same principal diagnoses. */
export interface CodeExcess {
  readonly code: string
  readonly stays: number
  readonly expected: number
  /** ln of the likelihood ratio (Poisson). */
  readonly excess: number
  /** What the code adds to ln of the payment elsewhere, at least nothing. */
  readonly weight: number
}

/** One institution held against all others; `weighted` ranks. */
export interface UpcodingRank {
  readonly providerCode: string
  readonly stays: number
  /** Sum over codes in excess of excess × weight. */
  readonly weighted: number
  /** Mean residual of ln payment times the root of the stays. */
  readonly payment: number
  readonly codes: readonly CodeExcess[]
}

interface Own {
  readonly stays: number
  readonly codes: ReadonlyMap<string, number>
}

function ownOf(stays: readonly CodedStay[]): Own {
  const codes = new Map<string, number>()
  for (const { secondary } of stays) for (const code of secondary) codes.set(code, (codes.get(code) ?? 0) + 1)
  return { stays: stays.length, codes }
}

/** One category at one institution, with what others have of it. */
interface Beside {
  /** Own stays of the category by those of the others, drawn by `priorStays`. */
  readonly ratio: number
  readonly all: ReadonlyMap<string, number>
  readonly own: ReadonlyMap<string, number>
}

function besideOf(own: readonly CodedStay[], { categories }: UpcodingModel, priorStays: number): readonly Beside[] {
  return [...groupBy(own, ({ category }) => category)].map(([category, stays]) => {
    const all = categories.get(category)
    const others = (all?.stays ?? 0) - stays.length
    return { ratio: stays.length / (others + priorStays), all: all?.codes ?? new Map(), own: ownOf(stays).codes }
  })
}

/** How many of the institution's stays would have the code if it coded like the others with its principal diagnoses. */
function expectedOf(code: string, beside: readonly Beside[], prior: number): number {
  return beside.reduce(
    (sum, { ratio, all, own }) => sum + ratio * ((all.get(code) ?? 0) - (own.get(code) ?? 0) + prior),
    0,
  )
}

function rankOf(
  providerCode: string,
  own: readonly CodedStay[],
  model: UpcodingModel,
  parameters: UpcodingParameters,
): UpcodingRank {
  const mine = ownOf(own)
  const beside = besideOf(own, model, parameters.priorStays)
  const residualOf = new Map<string, number>()
  for (const { secondary, residual } of own)
    for (const code of secondary) residualOf.set(code, (residualOf.get(code) ?? 0) + residual)
  const codes: CodeExcess[] = []
  for (const [code, stays] of mine.codes) {
    if (stays < parameters.codeStays) continue
    const all = model.codes.get(code)
    const others = (all?.stays ?? 0) - stays
    const overall = (others + 0.5) / Math.max(1, model.stays.length - mine.stays)
    const expected = expectedOf(code, beside, parameters.priorStays * overall)
    // Honest institutions differ too: only what goes beyond that counts, however many stays there are.
    const usual = expected * parameters.tolerance
    if (stays <= usual) continue
    const excess = stays * Math.log(stays / usual) - (stays - usual)
    if (excess < parameters.excess) continue
    const mean = ((all?.residual ?? 0) - (residualOf.get(code) ?? 0)) / (others + parameters.shrinkStays)
    const weight = Math.max(0, Math.min(parameters.mostWeight, mean))
    codes.push({ code, stays, expected, excess, weight })
  }
  codes.sort((a, b) => b.excess * b.weight - a.excess * a.weight || compareText(a.code, b.code))
  const residual = own.reduce((sum, stay) => sum + stay.residual, 0)
  return {
    providerCode,
    stays: own.length,
    weighted: codes.reduce((sum, { excess, weight }) => sum + excess * weight, 0),
    payment: residual / Math.sqrt(own.length),
    codes,
  }
}

/**
 * All institutions with enough stays, the most suspicious first. No list of grave diagnoses is needed: what a secondary diagnosis
 * is worth is learned from what it pays elsewhere, how often it is to be expected from like cases elsewhere.
 */
export function rankUpcoding(
  model: UpcodingModel,
  parameters: UpcodingParameters,
): { readonly ranks: readonly UpcodingRank[]; readonly tooFew: number } {
  const ranks: UpcodingRank[] = []
  let tooFew = 0
  for (const [providerCode, own] of groupBy(model.stays, ({ stay }) => stay.providerCode)) {
    if (own.length < parameters.stays) tooFew += 1
    else ranks.push(rankOf(providerCode, own, model, parameters))
  }
  ranks.sort((a, b) => b.weighted - a.weighted || compareText(a.providerCode, b.providerCode))
  return { ranks, tooFew }
}

/** The chance that at least one of the stay's codes in excess was added: of each, expected ÷ found are there anyway. */
function addedTo({ secondary }: CodedStay, codes: ReadonlyMap<string, CodeExcess>): number {
  const honest = secondary.reduce((product, code) => {
    const excess = codes.get(code)
    return excess === undefined ? product : product * (excess.expected / excess.stays)
  }, 1)
  return 1 - honest
}

function findingOf(rank: UpcodingRank, own: readonly CodedStay[], parameters: UpcodingParameters): PatternFinding {
  const grave = rank.codes.filter(({ weight }) => weight > 0)
  const byCode = new Map(grave.map((code) => [code.code, code]))
  const question = own.filter((stay) => addedTo(stay, byCode) >= parameters.added)
  const members: readonly PatternMember[] = question.map(({ stay }) => ({
    id: stay.stayId,
    personId: stay.personId,
    inQuestion: true,
  }))
  return {
    pattern: 'up-coding',
    group: rank.providerCode,
    providerCode: rank.providerCode,
    doctor: null,
    personId: null,
    score: rank.weighted / (rank.weighted + parameters.report),
    stake: sumFen(question.map(({ stay }) => stay.paid)),
    members,
    reasons: [
      { name: 'evidence', value: rank.weighted, expected: parameters.report },
      { name: 'stays', value: rank.stays },
      ...grave
        .slice(0, 6)
        .map(({ code, stays, expected }) => ({ name: 'code-excess' as const, value: stays, expected, about: code })),
      { name: 'paid-above-expected', value: rank.payment / Math.sqrt(rank.stays) },
    ],
  }
}

/**
 * Institutions that code graver than others with the same principal diagnoses 高套分组. Score: weighted excess ÷ (it + `report`),
 * so 0.5 at the bar. Members are the stays whose codes were added with the probability `added` at least; the stake is what
 * was paid for them. Institutions with fewer stays are not judged and counted (`too-few-stays`).
 */
export function upcoding(facts: readonly StayFact[], parameters: UpcodingParameters): PatternOutcome {
  const model = upcodingModel(facts, parameters)
  const { ranks, tooFew } = rankUpcoding(model, parameters)
  const byProvider = groupBy(model.stays, ({ stay }) => stay.providerCode)
  const findings = ranks
    .filter(({ weighted }) => weighted >= parameters.report)
    .map((rank) => findingOf(rank, byProvider.get(rank.providerCode) ?? [], parameters))
  return { findings, notLooked: { 'too-few-stays': tooFew, 'no-diagnosis': facts.length - model.stays.length } }
}
