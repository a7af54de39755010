import { ok, type Result, refuse } from '../kernel/index.ts'
import type { FilingRefusal } from './refusals.ts'
import type { FilingPerson } from './statement.ts'
import type { Filing } from './types.ts'

export interface Withdrawal {
  readonly filingId: string
  readonly kind: Filing['kind']
  /** The institution that withdraws. */
  readonly by: string
  /** The settlements that stand on the filing, by number. */
  readonly standing: readonly string[]
}

/**
 * Withdraws a filing (备案撤销). It keeps its range and loses its effect on every day of it, so nothing that was settled
 * may stand on it.
 *
 * Refusals: `filing.unknown`, `.of-another-kind`, `.other-institution`, `.withdrawn-before`, `.settled-on`.
 */
export function withdrawalOf(
  { filings }: Pick<FilingPerson, 'filings'>,
  { filingId, kind, by, standing }: Withdrawal,
): Result<Filing, FilingRefusal> {
  const filing = filings.find((one) => one.filingId === filingId)
  if (filing === undefined) return refuse({ code: 'filing.unknown', filingId })
  if (filing.kind !== kind) return refuse({ code: 'filing.of-another-kind', filingId, kind: filing.kind })
  const { filedBy } = filing
  if (filedBy !== by) return refuse({ code: 'filing.other-institution', filingId, filedBy })
  if (filing.state === 'revoked') return refuse({ code: 'filing.withdrawn-before', filingId })
  const [settlementId] = standing
  if (settlementId !== undefined) return refuse({ code: 'filing.settled-on', filingId, settlementId })
  return ok({ ...filing, state: 'revoked' })
}
