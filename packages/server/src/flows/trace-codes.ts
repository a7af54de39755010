import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type CodeClaim, type CodeHolder, claimProblem, type TraceRefusal } from '@yibao/core/stock'
import type { Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import type { CodeFacts, CodeSale, TraceCodeTables } from './stock-ports.ts'

type Refusal = TraceRefusal | FlowRefusal

function problemOf(claims: readonly CodeClaim[], facts: CodeFacts, holder: CodeHolder): TraceRefusal | null {
  for (const claim of claims) {
    const problem = claimProblem(claim, facts.uses, holder, facts.holds[claim.code] ?? null)
    if (problem !== null) return problem
  }
  return null
}

/** Whether a sale could claim its codes now; claims nothing. */
export async function lookAtCodes(
  ports: Pick<Ports, 'traceCodes'>,
  holder: CodeHolder,
  claims: readonly CodeClaim[],
): Promise<Result<null, Refusal>> {
  if (claims.length === 0) return ok(null)
  const problem = problemOf(claims, await ports.traceCodes.read(holder.providerCode, claims), holder)
  return problem === null ? ok(null) : refuse(problem)
}

/** Claims codes on a transaction: holds them, looks, and writes the uses. @returns why not, or null */
export async function claimOn(
  tables: TraceCodeTables,
  sale: CodeSale,
  claims: readonly CodeClaim[],
): Promise<TraceRefusal | null> {
  const { holder } = sale
  await tables.lock(claims.map(({ code }) => code))
  const problem = problemOf(claims, await tables.read(holder.providerCode, claims), holder)
  if (problem === null) await tables.keep(sale, claims)
  return problem
}

const told = (refusal: TraceRefusal | null | 'busy'): Refusal | null =>
  refusal === 'busy' ? { code: 'flow.busy' } : refusal

/**
 * Claims the codes of a sale before its settlement is recorded. The claim belongs to the message: repeated, it is the same
 * claim. Should the recording never come, whoever sells the code a minute later takes it over.
 */
export async function claimCodes(
  ports: Pick<Ports, 'traceCodes'>,
  sale: CodeSale,
  claims: readonly CodeClaim[],
): Promise<Refusal | null> {
  if (claims.length === 0) return null
  return told(await ports.traceCodes.claiming((tables) => claimOn(tables, sale, claims)))
}

/** The settlement that a message is about to bring back. */
export interface Restored {
  /** The message that made it. */
  readonly holder: CodeHolder
  readonly settlementId: string
  /** The message that brings it back. */
  readonly msgid: string
}

/** Claims the codes of a settlement anew before it is restored: they may have been sold since it was undone. */
export async function claimAgain(ports: Pick<Ports, 'traceCodes'>, restored: Restored): Promise<Refusal | null> {
  const { holder, settlementId, msgid } = restored
  return told(
    await ports.traceCodes.claiming(async (tables) => {
      const held = await tables.claimsUnder(holder, settlementId)
      await tables.lock(held.map(({ claim }) => claim.code))
      for (const { holder: seller, claim } of held) {
        const problem = problemOf([claim], await tables.read(seller.providerCode, [claim]), seller)
        if (problem !== null) return problem
      }
      await tables.renew(held, msgid)
      return null
    }),
  )
}
