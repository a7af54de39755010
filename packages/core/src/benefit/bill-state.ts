import { type Exact, type Fen, fen, maxFen, type Ppm, subtractFen, zeroFen } from '../kernel/index.ts'
import type { BillReader, Layer, LayerPart } from '../policy/index.ts'
import type { BillInput, BillTotals } from './types.ts'

/** A piece of a base and the payer's share of it, exact, at most the whole. */
export interface Piece {
  readonly amount: Fen
  readonly rate: Exact
}

/** One layer at work; `left` is what no step has given to anybody yet. */
export interface LayerState {
  readonly base: Fen
  left: Fen
  /** The same without the rounding of the base; null when the base is whole. */
  exactLeft: Exact | null
  /** What was taken from the front so far: where in the base `left` begins. */
  taken: Fen
  readonly parts: Record<LayerPart, Fen>
  /** The pieces of the base that were shared, each with the payer's rate. */
  shares: readonly Piece[]
  /** The payer's share as the plan states it. */
  rate: Ppm | null
  /** The cost above the point where the payment limit was used up; exact. */
  costOverPaymentLimit: Exact
}

/** One bill being apportioned; later layers look at what earlier ones did. */
export interface BillState {
  readonly totals: BillTotals
  readonly streams: Readonly<Record<string, Fen>>
  readonly used: Readonly<Record<string, Fen>>
  /** Eligible expense in no stream. */
  readonly ordinary: Fen
  readonly deductibleBefore: Fen
  readonly accountBalance: Fen
  /** Paid by the account in stages of its own so far. */
  staged: Fen
  /** Paid by the layers so far. */
  paid: Fen
  /** In the order of the plan; undefined while a layer has not begun, or when it does not apply. */
  readonly layers: (LayerState | undefined)[]
}

export function beginBill(
  { totals, streams, used, deductibleBefore = zeroFen, accountBalance }: BillInput,
  layers: number,
): BillState {
  let inStreams = zeroFen
  for (const name in streams) inStreams = fen(inStreams + (streams[name] ?? 0))
  return {
    totals,
    streams,
    used,
    ordinary: subtractFen(totals.eligible, inStreams),
    deductibleBefore,
    accountBalance,
    staged: zeroFen,
    paid: zeroFen,
    layers: new Array<LayerState | undefined>(layers).fill(undefined),
  }
}

export const noParts: Readonly<Record<LayerPart, Fen>> = {
  overCostLimit: zeroFen,
  accountStage: zeroFen,
  deductible: zeroFen,
  priorShare: zeroFen,
  paid: zeroFen,
  copay: zeroFen,
  overPaymentLimit: zeroFen,
}

const totalNames = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

function layerReader(index: number, part: string): ((bill: BillState) => Exact) | null {
  if (part === 'base') return (bill) => bill.layers[index]?.base ?? 0
  if (part === 'costOverPaymentLimit') return (bill) => bill.layers[index]?.costOverPaymentLimit ?? 0
  if (!Object.hasOwn(noParts, part)) return null
  const name = part as LayerPart
  return (bill) => bill.layers[index]?.parts[name] ?? 0
}

function amountReader(layers: readonly Layer[], name: string): ((bill: BillState) => Exact) | null {
  const total = totalNames.find((known) => known === name)
  if (total !== undefined) return ({ totals }) => totals[total]
  if (name === 'ordinary') return ({ ordinary }) => ordinary
  if (name === 'paid') return ({ paid }) => paid
  if (name === 'left') return ({ totals, paid }) => maxFen(zeroFen, subtractFen(totals.eligible, paid))
  const [owner = '', part = '', ...more] = name.split('.')
  if (part === '' || more.length > 0) return null
  if (owner === 'stream') return ({ streams }) => streams[part] ?? 0
  const index = layers.findIndex((layer) => layer.name === owner)
  return index < 0 ? null : layerReader(index, part)
}

/** What layers and stages have not paid of a bill yet. */
export function unpaid({ totals, paid, staged }: BillState): Fen {
  return subtractFen(subtractFen(totals.total, paid), staged)
}

/** How the expressions of a plan read the bill in hand. */
export function billReader(layers: readonly Layer[]): BillReader<BillState> {
  const known = new Map<string, ((bill: BillState) => Exact) | null>()
  const amounts = (name: string): ((bill: BillState) => Exact) | null => {
    const reader = known.get(name)
    if (reader !== undefined) return reader
    const fresh = amountReader(layers, name)
    known.set(name, fresh)
    return fresh
  }
  return { amounts, used: (code) => (bill) => bill.used[code] ?? 0, fact: () => undefined }
}

/** All amounts of a bill that somebody pays, in whatever part. */
export function sumOfParts(parts: Readonly<Record<LayerPart, Fen>>): Fen {
  const { overCostLimit, accountStage, deductible, priorShare, paid, copay, overPaymentLimit } = parts
  return fen(overCostLimit + accountStage + deductible + priorShare + paid + copay + overPaymentLimit)
}
