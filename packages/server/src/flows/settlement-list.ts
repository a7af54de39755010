import type { Provider } from '@yibao/core/encounter'
import { addFen, ok, type Result, refuse, sumFen } from '@yibao/core/kernel'
import { payers } from '@yibao/core/policy'
import { type FiledSettlement, noChange, type PersonFile, stands } from '@yibao/core/settlement'
import {
  chargesOf,
  type FiledList,
  type FiledListHead,
  type ListChange,
  type ListedSettlement,
  type ListGround,
  type ListRefusal,
  type ListState,
  ownList,
  type SettlementList,
  type StateOrder,
  statesOf,
  uploadedList,
} from '@yibao/core/settlement-list'
import { type Answered, carryOut, gatherFor, type Task } from './carry-out.ts'
import type { KnownCodes } from './list-ports.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

function listedSettlement({ chain }: PersonFile): ListedSettlement | null {
  const [root] = chain
  const last = chain.at(-1)
  if (root === undefined || last === undefined) return null
  const { settlementId, providerCode, visitId, care } = root
  return { settlementId, providerCode, visitId, care, undoneBy: stands(chain) ? null : last.settlementId }
}

/** What the centre knows of the stay; the lines are those of the settlement alone. */
function groundOf(file: PersonFile, root: FiledSettlement, known: KnownCodes): ListGround {
  const lines = file.lines.filter(({ settlementId }) => settlementId === root.settlementId)
  return {
    ...known,
    insured: file.insured,
    admittedAt: file.visit?.begin ?? null,
    dischargedAt: file.visit?.stay?.dischargedAt ?? null,
    dischargeWay: file.visit?.stay?.dischargeWay ?? null,
    settledAt: root.at,
    total: root.amounts.total,
    paid: addFen(sumFen(payers.map((payer) => root.amounts[payer])), root.amounts.person),
    charges: chargesOf(
      lines.map(({ item, split }) => ({
        chargeType: item.chargeType,
        class: item.class,
        total: split.total,
        nonCovered: split.nonCovered,
      })),
    ),
  }
}

const noneKnown: KnownCodes = { knownDiagnoses: null, knownOperations: null }

/** Takes a settlement list (4101A); what is shown is its number. */
export async function uploadList(
  ports: Ports,
  task: Task<FiledList>,
  order: { readonly list: SettlementList; readonly state: ListState; readonly provider: Provider },
): Answered {
  const { list } = order
  const { settlementId } = list
  const known = await ports.lists.knownCodes(
    list.diagnoses.map(({ code }) => code),
    list.operations.flatMap(({ code }) => (code === null ? [] : [code])),
  )
  const upload = { ...order, listId: ports.newId(), msgid: task.message.msgid, at: ports.clock.now() }
  return carryOut(ports, {
    ...task,
    about: { kind: 'list', settlementId },
    decide: ({ file, lists = [] }) => {
      const [root] = file.chain
      const taken = uploadedList(upload, {
        settlement: listedSettlement(file),
        ground: root === undefined ? null : groundOf(file, root, known),
        latest: lists.find((one) => one.settlementId === settlementId) ?? null,
      })
      if (!taken.ok) return taken
      const change: ListChange = { put: taken.value, states: [] }
      return ok({ decision: noChange, lists: change, shown: taken.value })
    },
  })
}

/** Submits or withdraws lists of one person (4102), all or none. */
export function changeListStates(
  ports: Ports,
  task: Task<null>,
  provider: Provider,
  orders: readonly StateOrder[],
): Answered {
  return carryOut(ports, {
    ...task,
    about: { kind: 'list', settlementId: orders[0]?.settlementId ?? '' },
    decide: ({ lists = [] }) => {
      const states = statesOf(orders, lists, provider)
      return states.ok ? ok({ decision: noChange, lists: { put: null, states: states.value }, shown: null }) : states
    },
  })
}

/** A list with what the centre knows of its settlement. */
export interface ShownList {
  readonly file: PersonFile
  readonly root: FiledSettlement
  readonly list: FiledList & FiledListHead
  readonly ground: ListGround
}

/** Reads the sender's own list back (4103, 4104). Refuses with `list.unknown` and `list.other-providers-settlement`. */
export async function shownList(
  ports: Ports,
  message: IncomingMessage,
  asked: { readonly insuredId: string; readonly settlementId: string; readonly provider: Provider },
): Promise<Result<ShownList, ListRefusal | FlowRefusal>> {
  const { insuredId, settlementId, provider } = asked
  const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'settlement', settlementId })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const latest = await ports.lists.latest(insuredId, settlementId)
  const own = ownList(latest === null ? [] : [latest], settlementId, provider)
  if (!own.ok) return own
  const [root] = file.chain
  if (root === undefined) return refuse({ code: 'list.unknown', settlementId })
  return ok({ file, root, list: own.value, ground: groundOf(file, root, noneKnown) })
}
