import type { Provider } from '../encounter/index.ts'
import { type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { checkList } from './check.ts'
import type { ListRefusal } from './refusals.ts'
import type {
  FiledList,
  FiledListHead,
  ListChange,
  ListedSettlement,
  ListGround,
  ListState,
  SettlementList,
  StateOrder,
} from './types.ts'

/** How many findings a refusal names; the message of the interface has room for no more. */
const namedAtMost = 3

export interface ListUpload {
  readonly list: SettlementList
  readonly state: ListState
  /** The number of the list, should it be the first of its settlement. */
  readonly listId: string
  readonly provider: Provider
  readonly msgid: string
  readonly at: LocalDateTime
}

/** What is on file about the settlement that an upload names. */
export interface ListFile {
  readonly settlement: ListedSettlement | null
  readonly ground: ListGround | null
  readonly latest: FiledListHead | null
}

function listedSettlement({ list, provider }: ListUpload, file: ListFile): Result<ListGround, ListRefusal> {
  const { settlementId, visitId } = list
  const { settlement, ground } = file
  if (settlement === null || ground === null || settlement.settlementId !== settlementId) {
    return refuse({ code: 'list.unknown-settlement', settlementId })
  }
  if (settlement.providerCode !== provider.providerCode) {
    return refuse({ code: 'list.other-providers-settlement', settlementId })
  }
  if (settlement.visitId !== visitId) return refuse({ code: 'list.visit-differs', settlementId, visitId })
  if (settlement.care !== 'inpatient') {
    return refuse({ code: 'list.not-inpatient', settlementId, care: settlement.care })
  }
  if (settlement.undoneBy !== null) {
    return refuse({ code: 'list.settlement-undone', settlementId, by: settlement.undoneBy })
  }
  return ok(ground)
}

/**
 * Takes a list of the sender's own, standing, inpatient settlement; a second upload replaces the first while that is not submitted,
 * under the same number and the next version.
 *
 * Refusals: `list.unknown-settlement`, `.other-providers-settlement`, `.visit-differs`, `.not-inpatient`, `.settlement-undone`,
 * `.submitted`, and `.has-errors` with the first findings that keep it out.
 */
export function uploadedList(upload: ListUpload, file: ListFile): Result<FiledList, ListRefusal> {
  const { list, provider, msgid, at, state } = upload
  const ground = listedSettlement(upload, file)
  if (!ground.ok) return ground
  const { latest } = file
  const { settlementId } = list
  if (latest?.state === 'submitted') return refuse({ code: 'list.submitted', settlementId, listId: latest.listId })
  const findings = checkList(list, ground.value)
  const errors = findings.filter(({ severity }) => severity === 'refuse')
  if (errors.length > 0) {
    return refuse({ code: 'list.has-errors', count: errors.length, findings: errors.slice(0, namedAtMost) })
  }
  return ok({
    listId: latest?.listId ?? upload.listId,
    settlementId,
    version: (latest?.version ?? 0) + 1,
    state,
    providerCode: provider.providerCode,
    msgid,
    sentAt: at,
    content: list,
    findings,
  })
}

/** The sender's own list of a settlement, standing or not. Refuses with `list.unknown` and `list.other-providers-settlement`. */
export function ownList<List extends Pick<FiledListHead, 'settlementId' | 'providerCode'>>(
  lists: readonly List[],
  settlementId: string,
  provider: Provider,
): Result<List, ListRefusal> {
  const list = lists.find((one) => one.settlementId === settlementId)
  if (list === undefined) return refuse({ code: 'list.unknown', settlementId })
  return list.providerCode === provider.providerCode
    ? ok(list)
    : refuse({ code: 'list.other-providers-settlement', settlementId })
}

/**
 * Submits or withdraws lists of one person, all or none.
 *
 * Refusals: `list.named-twice`, `.unknown`, `.other-providers-settlement`, `.state-unchanged`, and `.settlement-undone` for the list
 * of a settlement that no longer stands, which can only be withdrawn.
 */
export function statesOf(
  orders: readonly StateOrder[],
  lists: readonly FiledListHead[],
  provider: Provider,
): Result<ListChange['states'], ListRefusal> {
  const states: ListChange['states'][number][] = []
  for (const [index, { settlementId, state }] of orders.entries()) {
    if (states.some((before) => before.settlementId === settlementId)) {
      return refuse({ code: 'list.named-twice', settlementId, row: index + 1 })
    }
    const list = ownList(lists, settlementId, provider)
    if (!list.ok) return list
    const { version, undoneBy } = list.value
    if (list.value.state === state) return refuse({ code: 'list.state-unchanged', settlementId, state })
    if (state === 'submitted' && undoneBy !== null) {
      return refuse({ code: 'list.settlement-undone', settlementId, by: undoneBy })
    }
    states.push({ settlementId, version, state })
  }
  return ok(states)
}
