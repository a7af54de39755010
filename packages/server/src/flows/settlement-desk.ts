import { addDays, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { maskName } from '@yibao/core/office'
import type { FiledSettlement } from '@yibao/core/settlement'
import { type Asker, pageOf, withinReach } from './asker.ts'
import { maskRelatives } from './desk-mask.ts'
import { daysThrough } from './report-desk.ts'
import type {
  EventKey,
  Page,
  SettlementFilter,
  SettlementListRow,
  SettlementStore,
  SettlementSurroundings,
} from './rest-ports.ts'

/** Why a question is not answered; `field` is the end of a range that lies beyond the other. */
export type SettlementQuestionFault =
  | { readonly code: 'too-wide' }
  | { readonly code: 'upside-down'; readonly field: 'from' | 'totalFrom'; readonly value: string }

/**
 * Whether a question is bounded: by a person, or by a range of days.
 *
 * @returns null when it can be asked
 */
export function questionFault(filter: SettlementFilter, mostDays: number): SettlementQuestionFault | null {
  const { insuredId, from, until, totalFrom, totalUntil } = filter
  if (from !== null && until !== null && from > until) return { code: 'upside-down', field: 'from', value: from }
  if (totalFrom !== null && totalUntil !== null && totalFrom > totalUntil) {
    return { code: 'upside-down', field: 'totalFrom', value: String(totalFrom) }
  }
  if (insuredId !== null) return null
  return from === null || until === null || daysThrough(from, until) > mostDays ? { code: 'too-wide' } : null
}

/** Days that are looked at when somebody names neither days nor a person, today included. */
const usualDays = 31

/** The question with its days: who names neither days nor a person asks for the last month. */
export function withUsualDays(filter: SettlementFilter, today: IsoDate): SettlementFilter {
  const { insuredId, from, until } = filter
  if (insuredId !== null || from !== null || until !== null) return filter
  return { ...filter, from: addDays(today, 1 - usualDays), until: today }
}

const masked = (row: SettlementListRow): SettlementListRow => ({
  ...row,
  name: row.name === null ? null : maskName(row.name),
})

interface Asked {
  readonly after: EventKey | null
  readonly limit: number
  readonly mostDays: number
}

/** A page that may have come to the end of its stride before it was full. */
interface SettlementPage extends Page<SettlementListRow, EventKey> {
  /** Null when the page is full, or nothing is left to look at. */
  readonly lookedTo: LocalDateTime | null
}

/** One page of settlements, latest first, with masked names. Refuses with `too-wide`, `upside-down`. */
export async function findSettlements(
  settlements: Pick<SettlementStore, 'findStride'>,
  { reach }: Pick<Asker, 'reach'>,
  filter: SettlementFilter,
  { after, limit, mostDays }: Asked,
): Promise<Result<SettlementPage, SettlementQuestionFault>> {
  const fault = questionFault(filter, mostDays)
  if (fault !== null) return refuse(fault)
  const { found, lookedTo } = await settlements.findStride(filter, reach, after, limit + 1)
  const { rows, next } = pageOf(found, limit, ({ at, settlementId }) => ({ at, id: settlementId }))
  return ok({ rows: rows.map(masked), next: next ?? lookedTo, lookedTo: next === null ? (lookedTo?.at ?? null) : null })
}

interface CountedSettlements {
  readonly count: number
  readonly more: boolean
  /** Where to go on counting. */
  readonly next: EventKey | null
}

/** How many settlements a stride holds, counted to `most`. Refuses with `too-wide`, `upside-down`. */
export async function countSettlements(
  settlements: Pick<SettlementStore, 'countStride'>,
  { reach }: Pick<Asker, 'reach'>,
  filter: SettlementFilter,
  { after, mostDays, most }: Pick<Asked, 'after' | 'mostDays'> & { readonly most: number },
): Promise<Result<CountedSettlements, SettlementQuestionFault>> {
  const fault = questionFault(filter, mostDays)
  if (fault !== null) return refuse(fault)
  const { found, lookedTo } = await settlements.countStride(filter, reach, after, most + 1)
  const more = found > most
  return ok({ count: Math.min(found, most), more, next: more ? null : lookedTo })
}

interface SettlementWithChain {
  readonly settlement: FiledSettlement
  /** Masked; null where nobody has the person on file. */
  readonly personName: string | null
  /** Oldest first, this one included. */
  readonly chain: readonly FiledSettlement[]
  /** Whether the chain has its effect now. */
  readonly stands: boolean
}

/** With the person's name and its relatives' numbers masked; null when there is no such settlement within reach. */
export async function lookAtSettlement(
  settlements: Pick<SettlementStore, 'chain'>,
  asker: Asker,
  { insuredId, settlementId }: { readonly insuredId: string; readonly settlementId: string },
): Promise<SettlementWithChain | null> {
  const target = `${insuredId} ${settlementId}`
  const found = await withinReach(asker, target, await settlements.chain(insuredId, settlementId))
  const chain = found?.chain.map(maskRelatives) ?? []
  const settlement = chain.find((one) => one.settlementId === settlementId)
  if (found === null || settlement === undefined) return null
  const personName = found.personName === null ? null : maskName(found.personName)
  return { settlement, personName, chain, stands: chain.length % 2 === 1 }
}

/** A settlement with everything that happened around it; null when there is none within reach. */
export async function settlementTimeline(
  settlements: Pick<SettlementStore, 'chain' | 'surroundings'>,
  asker: Asker,
  asked: { readonly insuredId: string; readonly settlementId: string },
): Promise<(SettlementWithChain & SettlementSurroundings) | null> {
  const found = await lookAtSettlement(settlements, asker, asked)
  const last = found?.chain.at(-1)
  if (found === null || last === undefined) return null
  const around = await settlements.surroundings(found.settlement, last.at)
  const own = new Set<string | null>([null, ...found.chain.map(({ settlementId }) => settlementId)])
  // What settled something else belongs to another story.
  const messages = around.messages.filter(({ settlementId }) => own.has(settlementId))
  return { ...found, ...around, messages }
}
