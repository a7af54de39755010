import { ok, type Quantity, quantity, quantityText, type Result, refuse } from '../kernel/index.ts'
import type { TraceRefusal } from './refusals.ts'
import type { CodeClaim, CodeHolder, CodeUse, StatedCode } from './types.ts'

/**
 * 追溯码: visible characters of ASCII, without blanks. The code of a drug package has 20 digits; devices and imports carry
 * others, so only the length is held: nothing shorter tells one package from another.
 *
 * @source 20 digits: national rule for drug traceability codes (NMPA); 100: field table of 2102
 */
const codeForm = /^[!-~]{8,100}$/

/** One whole of a quantity. */
const one = 10_000

/** After so many seconds a claim whose message still has no effect may be taken over: it will have none any more. */
const claimHoldsSeconds = 60

/** A line of a bill with the codes of the packages sold on it. */
export interface CodedLine {
  readonly lineNumber: string
  readonly itemCode: string
  readonly localItemCode: string
  readonly quantity: Quantity
  readonly codes: readonly StatedCode[]
}

/** How much of a split package a line sells: all it counts when it has one code, else the least that can be sold. */
function quantityOf(line: CodedLine, { unit }: StatedCode): Quantity {
  if (line.codes.length === 1) return line.quantity
  return quantity(unit === 'part' ? one : 1)
}

/**
 * What a bill asks of its codes.
 *
 * @returns one claim per code; or `stock.trace-code-malformed`, `.trace-code-of-another-line`, `.trace-code-twice`,
 *          `.more-codes-than-sold` when a line names more whole packages than it sells pieces
 */
export function claimsOf(lines: readonly CodedLine[]): Result<readonly CodeClaim[], TraceRefusal> {
  const claims = new Map<string, CodeClaim>()
  for (const line of lines) {
    const { itemCode, localItemCode } = line
    for (const stated of line.codes) {
      const told = { traceCode: stated.code, line: line.lineNumber }
      if (!codeForm.test(stated.code)) return refuse({ code: 'stock.trace-code-malformed', ...told })
      if (stated.lineNumber !== line.lineNumber) return refuse({ code: 'stock.trace-code-of-another-line', ...told })
      if (claims.has(stated.code)) return refuse({ code: 'stock.trace-code-twice', ...told })
      claims.set(stated.code, { ...stated, itemCode, localItemCode, quantity: quantityOf(line, stated) })
    }
    const whole = line.codes.filter(({ split }) => !split).length
    if (whole > 0 && (whole - 1) * one >= line.quantity) {
      const sold = quantityText(line.quantity)
      return refuse({ code: 'stock.more-codes-than-sold', line: line.lineNumber, codes: whole, sold })
    }
  }
  return ok([...claims.values()])
}

export type UseState = 'sold' | 'claiming' | 'free'

/**
 * What a use means now. It holds the code while its settlement stands, or its goods did not come back; before its message
 * has an effect it holds the code for a minute, so that a crash in between leaves nothing to repair.
 */
export function stateOf(use: CodeUse): UseState {
  if (use.settlement === 'stands') return 'sold'
  if (!use.effective) return use.claimedSecondsAgo < claimHoldsSeconds ? 'claiming' : 'free'
  return use.settlement === 'undone' || use.returned ? 'free' : 'sold'
}

export function sameHolder(a: CodeHolder, b: CodeHolder): boolean {
  return a.providerCode === b.providerCode && a.msgid === b.msgid && a.insuredId === b.insuredId
}

/** An institution as it is told to another: begin and end of its code. */
function toldTo(providerCode: string, asking: string): string {
  return providerCode === asking ? providerCode : `${providerCode.slice(0, 5)}***${providerCode.slice(-2)}`
}

function usedUp(claim: CodeClaim, parts: readonly CodeUse[], holds: Quantity | null): TraceRefusal | null {
  const sumOf = (unit: StatedCode['unit'], rows: readonly { unit: string; quantity: Quantity }[]): bigint =>
    rows.filter((row) => row.unit === unit).reduce((sum, row) => sum + BigInt(row.quantity), 0n)
  const all = [...parts, claim]
  // A package is one, or as many parts as it holds; both in ten-thousandths.
  const within =
    holds === null
      ? sumOf('package', all) <= BigInt(one)
      : sumOf('part', all) * BigInt(one) + sumOf('package', all) * BigInt(holds) <= BigInt(holds) * BigInt(one)
  if (within) return null
  const unit = holds === null ? 'package' : claim.unit
  return {
    code: 'stock.trace-code-used-up',
    traceCode: claim.code,
    holds: holds === null ? null : quantityText(holds),
    sold: quantityText(quantity(Number(sumOf(unit, parts)))),
    asked: quantityText(claim.quantity),
  }
}

/**
 * Whether a code may be sold by `holder` now, of all its uses.
 *
 * A whole package is sold once. A split package is sold in parts until it is used up: as many as a purchase told that it
 * holds, and at most one whole of what was counted in packages. One package is never sold both ways.
 *
 * @param holds how many parts the package holds; null when no purchase told it
 * @returns null, or `stock.trace-code-busy`, `.trace-code-split`, `.trace-code-sold`, `.trace-code-used-up`
 */
export function claimProblem(
  claim: CodeClaim,
  uses: readonly CodeUse[],
  holder: CodeHolder,
  holds: Quantity | null,
): TraceRefusal | null {
  const { code: traceCode, split } = claim
  const others = uses.filter((use) => use.code === traceCode && !sameHolder(use, holder) && stateOf(use) !== 'free')
  const sold = others.find((use) => stateOf(use) === 'sold' && !(split && use.split))
  if (sold !== undefined) {
    const told = { traceCode, at: sold.at, institution: toldTo(sold.providerCode, holder.providerCode) }
    return split === sold.split
      ? { code: 'stock.trace-code-sold', ...told }
      : { code: 'stock.trace-code-split', ...told, before: sold.split ? 'parts' : 'whole' }
  }
  if (others.some((use) => stateOf(use) === 'claiming')) return { code: 'stock.trace-code-busy', traceCode }
  return split ? usedUp(claim, others, holds) : null
}
