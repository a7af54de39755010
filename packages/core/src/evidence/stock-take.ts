import type { LocalDateTime } from '../kernel/index.ts'
import type { CustodyAct, Piece, PieceState } from './types.ts'

/** What somebody counted at a place: the code on the label, and whether the piece is whole. */
export interface CountedPiece {
  readonly code: string
  readonly damaged: boolean
}

/** A piece that was counted although the register has it elsewhere. */
export interface UnexpectedPiece {
  readonly code: string
  /** Null of a code that the register does not know. */
  readonly state: PieceState | null
  readonly place: string | null
}

/** Found against expected, each code in exactly one list. */
export interface StockDifference {
  readonly found: readonly string[]
  readonly damaged: readonly string[]
  readonly missing: readonly string[]
  /** On loan: not expected at the place. */
  readonly out: readonly string[]
  readonly unexpected: readonly UnexpectedPiece[]
}

/** A stock-take as it is filed. */
export interface StockTake extends StockDifference {
  readonly number: string
  readonly place: string
  readonly by: string
  readonly at: LocalDateTime
}

/**
 * Compares what was counted at a place with what the register expects there.
 *
 * @param register every piece that the register has at this place, or that was counted
 * @param counted  a code counted twice counts once; damaged if either said so
 */
export function compareStock(
  place: string,
  register: readonly Piece[],
  counted: readonly CountedPiece[],
): StockDifference {
  const known = new Map(register.map((piece) => [piece.code, piece]))
  const seen = new Map<string, boolean>()
  for (const { code, damaged } of counted) seen.set(code, (seen.get(code) ?? false) || damaged)
  const expected = register.filter(
    (piece) => piece.place === place && (piece.state === 'in' || piece.state === 'damaged'),
  )
  const isExpected = new Set(expected.map(({ code }) => code))
  const codes = [...seen.keys()].sort()
  // A lost piece that turns up is found, wherever it was lost.
  const here = codes.filter((code) => isExpected.has(code) || known.get(code)?.state === 'lost')
  return {
    found: here.filter((code) => seen.get(code) === false),
    damaged: here.filter((code) => seen.get(code) === true),
    missing: [...isExpected].filter((code) => !seen.has(code)).sort(),
    out: register
      .filter(({ state, place: at, code }) => state === 'out' && at === place && !seen.has(code))
      .map(({ code }) => code)
      .sort(),
    unexpected: codes
      .filter((code) => !here.includes(code))
      .map((code) => ({ code, state: known.get(code)?.state ?? null, place: known.get(code)?.place ?? null })),
  }
}

/** What a stock-take does to each piece, in the order of codes; a piece that was damaged before is only found again. */
export function stockActs(
  difference: StockDifference,
  stateOf: (code: string) => PieceState | null,
): readonly { readonly code: string; readonly act: CustodyAct }[] {
  const { found, damaged, missing } = difference
  return [
    ...found.map((code) => ({ code, act: 'count-found' as const })),
    ...damaged.map((code) => ({
      code,
      act: stateOf(code) === 'damaged' ? ('count-found' as const) : ('count-damaged' as const),
    })),
    ...missing.map((code) => ({ code, act: 'count-missing' as const })),
  ].sort((one, other) => (one.code < other.code ? -1 : 1))
}
