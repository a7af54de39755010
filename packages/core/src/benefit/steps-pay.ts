import {
  addFen,
  type Fen,
  fen,
  maxFen,
  minFen,
  type Ppm,
  ppm,
  roundExact,
  shareOf,
  subtractFen,
  wholePpm,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import { explainIn, findIn, type Layer, statedRate, type Tier, tiersIn, unitOf, valueText } from '../policy/index.ts'
import type { Piece } from './bill-state.ts'
import {
  amountInputs,
  atMostWhole,
  type Compile,
  explain,
  fenOf,
  type StepNamed,
  shareOfAmount,
  shownRate,
  sumOfPieces,
  type TakeStep,
  type Work,
} from './step-work.ts'
import type { TraceInput } from './types.ts'

/** Divides what is left between payer and person. Rounded to jiao or yuan, a share may pass the whole; nobody pays more than there is. */
function share(work: Work, rounded: Fen, shares: readonly Piece[]): Fen {
  const { state } = work
  const base = state.left
  const paid = minFen(rounded, base)
  state.parts.paid = addFen(state.parts.paid, paid)
  state.parts.copay = addFen(state.parts.copay, subtractFen(base, paid))
  state.shares = shares
  state.taken = addFen(state.taken, base)
  state.left = zeroFen
  return paid
}

export function payRate({ rate }: StepNamed<'rate'>, compile: Compile, { rounding }: Layer): TakeStep {
  const evaluate = compile(rate)
  return (work) => {
    const { state } = work
    const stated = atMostWhole(evaluate(work.scope))
    const base = state.left
    const rounded = shareOfAmount(state.exactLeft ?? base, stated, rounding)
    const why = work.trace === null || work.scope.refusal !== null ? null : explainIn(work.scope, rate)
    const paid = share(work, rounded, [{ amount: base, rate: stated }])
    state.rate = shownRate(stated)
    if (why === null) return
    const { how, inputs } = why
    const rated = { name: 'rate', value: valueText(stated, 'rate'), ...(how === '' ? {} : { how }) } as const
    explain(work, 'rate', [{ name: 'base', value: yuan(base) }, rated, ...inputs], paid, rounding)
  }
}

/** A piece within one band, with the rate that the table prints there. */
interface BandPiece extends Piece {
  /** Which band of the table, from 1. */
  readonly band: number
  readonly printed: Ppm
}

/** The pieces of [from, from + length) that fall into each band of a rate table, at the payer's rate. */
function piecesOf(
  tiers: readonly Tier[],
  from: Fen,
  length: Fen,
  rateIn: (tier: Tier) => Omit<BandPiece, 'amount' | 'band'>,
): readonly BandPiece[] {
  const until = addFen(from, length)
  const pieces: BandPiece[] = []
  let floor = zeroFen
  for (const [index, tier] of tiers.entries()) {
    const low = maxFen(floor, from)
    const high = tier.to === null ? until : minFen(tier.to, until)
    if (high > low) pieces.push({ amount: subtractFen(high, low), band: index + 1, ...rateIn(tier) })
    if (tier.to === null) break
    floor = tier.to
  }
  return pieces
}

/** The rate table itself: its bands are told one by one, so it has no value of its own here. */
function tableInput({ scope }: Work, name: string): readonly TraceInput[] {
  const found = findIn(scope, name)
  if (found === null) return []
  const { parameter, source, assumed } = found
  return [{ parameter: name, label: parameter.label, value: '', source, assumed }]
}

export function payTiers(step: StepNamed<'tiers'>, compile: Compile, { rounding }: Layer): TakeStep {
  const rate = compile(step.rate)
  const startsAt = step.startsAt === null ? null : compile(step.startsAt)
  return (work) => {
    const { scope, state } = work
    const tiers = tiersIn(scope, step.tiers)
    const begin = startsAt === null ? zeroFen : fenOf(startsAt(scope))
    if (tiers === null || scope.refusal !== null) return
    const from = step.front === 'inside' ? addFen(begin, state.taken) : begin
    const base = state.left
    const pieces = piecesOf(tiers, from, base, (tier) => {
      scope.bandRate = ppm(statedRate(scope, step.tiers, tier))
      return { rate: atMostWhole(rate(scope)), printed: scope.bandRate }
    })
    const why = work.trace === null || scope.refusal !== null ? null : whyTiers(work, step, from, base, pieces)
    const paid = share(work, sumOfPieces(pieces, rounding), pieces)
    const [only] = pieces
    state.rate = pieces.length === 1 && only?.amount === base ? shownRate(only.rate) : shareOf(paid, base)
    if (why !== null) explain(work, 'tiers', why, paid, rounding)
  }
}

/** What a step by bands says: where it began, what fell into each band, and the table. */
function whyTiers(
  work: Work,
  step: StepNamed<'tiers'>,
  from: Fen,
  base: Fen,
  pieces: readonly BandPiece[],
): readonly TraceInput[] {
  const { scope } = work
  const bands = pieces.map(({ amount, band, rate, printed }) => {
    scope.bandRate = printed
    const { how } = explainIn(scope, step.rate)
    const value = `${yuan(amount)} × ${valueText(rate, 'rate')}`
    return { name: 'band' as const, index: band, value, ...(rate === printed || how === '' ? {} : { how }) }
  })
  const start = step.startsAt === null ? [] : explainIn(scope, step.startsAt).inputs
  return [
    { name: 'startsAt', value: yuan(from) },
    { name: 'base', value: yuan(base) },
    ...bands,
    ...start,
    ...explainIn(scope, step.rate).inputs,
    ...tableInput(work, step.tiers),
  ]
}

export function payAmount({ amount }: StepNamed<'pay'>, compile: Compile, { rounding }: Layer): TakeStep {
  const evaluate = compile(amount)
  return (work) => {
    const { state } = work
    const base = state.left
    const rounded = fen(roundExact(evaluate(work.scope), unitOf(rounding), rounding.mode))
    const why = amountInputs(work, 'amount', yuan(rounded), amount)
    const paid = share(work, rounded, [{ amount: minFen(rounded, base), rate: wholePpm }])
    state.rate = shareOf(paid, base)
    if (work.trace === null || work.scope.refusal !== null) return
    const inputs = [{ name: 'base', value: yuan(base) } as const, ...why]
    explain(work, 'pay', inputs, paid, rounding)
  }
}
