import type { ProviderLevel } from '@yibao/core/encounter'
import { type DivisionCode, type Fen, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, withinReach } from './asker.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { FiledStatement, PaymentRun } from './payment-run-ports.ts'

/** Sums of a statement's cases by kind or by method. */
export interface PaperSums {
  readonly name: string
  readonly cases: number
  readonly total: Fen
  readonly fundPaid: Fen
  readonly standard: Fen
  readonly fundPayable: Fen
}

/** A case that was not paid as a normal one. */
export interface PaperCaseFacts {
  readonly caseId: string
  readonly dischargedOn: IsoDate
  readonly groupCode: string | null
  readonly kind: string
  readonly total: Fen
  readonly fundPaid: Fen
  readonly fundPayable: Fen
}

/** Everything that a statement on paper says, as it is on file. */
export interface PaperFacts {
  readonly filed: FiledStatement & {
    readonly number: string
    readonly noticeNumber: string
    readonly issuedOn: IsoDate
  }
  readonly run: Pick<PaymentRun, 'kind' | 'division' | 'schemes' | 'period' | 'issue'>
  /** Name of the region that pays, as its law calls it; null when no law of it is on file. */
  readonly region: string | null
  /** Null of an institution that is no longer registered. */
  readonly provider: { readonly name: string; readonly level: ProviderLevel; readonly division: DivisionCode } | null
  readonly plan: {
    readonly id: string
    readonly label: string
    readonly methods: readonly { readonly id: string; readonly label: string }[]
  }
  readonly kinds: readonly PaperSums[]
  readonly methods: readonly PaperSums[]
  /** Those that move most money, at most as many as were asked for. */
  readonly deviating: readonly PaperCaseFacts[]
  readonly deviatingCases: number
}

/** Statements of closed runs by their number, or by that of their notice. */
export interface PaperStore {
  /** @param cases deviating cases listed at most */
  statement(number: string, cases: number): Promise<PaperFacts | null>
}

/** 结算单 as PDF or workbook, 拨付通知书 as PDF. */
export type PaperKind = 'statement' | 'workbook' | 'notice'

/** Deviating cases that a paper lists; a workbook has room for more. */
const casesListed: Readonly<Record<PaperKind, number>> = { statement: 300, workbook: 20_000, notice: 0 }

export interface PaperDesk extends OperationSource {
  readonly papers: PaperStore
  readonly print: Readonly<Record<PaperKind, (facts: PaperFacts) => Promise<Uint8Array>>>
  readonly log: Pick<OperationLog, 'note'>
}

/**
 * Prints a paper of a statement within reach: of the institution, or of the region that pays. Written down in the operation
 * log. Refuses with `unknown`.
 */
export async function exportPaper(
  desk: PaperDesk,
  asker: Asker & { readonly actor: Actor },
  { number, kind }: { readonly number: string; readonly kind: PaperKind },
): Promise<Result<Uint8Array, 'unknown'>> {
  const facts = await desk.papers.statement(number, casesListed[kind])
  const belongs =
    facts === null ? null : { facts, divisions: [facts.run.division], institutions: [facts.filed.providerCode] }
  const found = await withinReach(asker, number, belongs)
  if (found === null) return refuse('unknown')
  await desk.log.note(operationOf(desk, asker.actor, { action: `papers.${kind}`, target: number }))
  return ok(await desk.print[kind](found.facts))
}
