import type { Provider } from '@yibao/core/encounter'
import { invariant, ok, type Result, refuse } from '@yibao/core/kernel'
import {
  admissionCancelOf,
  noChange,
  type PersonFile,
  reversalOf,
  type SettlementRefusal,
} from '@yibao/core/settlement'
import { type Answered, carryOut, type Decided, type Task } from './carry-out.ts'
import type { GatheredFile, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { claimAgain } from './trace-codes.ts'

/** Messages whose effect 2601 can take back. */
const reversible = ['2102', '2103', '2207', '2208', '2304', '2305', '2401']

/** The one that records no settlement: a reversed admission is cancelled. */
const admission = '2401'

export interface ReversalOrder {
  readonly provider: Provider
  readonly msgid: string
  readonly infno: string
}

function check(order: ReversalOrder, named: GatheredFile['named']): FlowRefusal | null {
  if (!reversible.includes(order.infno)) return { code: 'flow.not-reversible', infno: order.infno }
  if (named === null) return null
  if (named.infno !== order.infno) return { code: 'flow.infno-differs', stated: order.infno, filed: named.infno }
  return null
}

/** Cancels the stay that the message admitted to, while nothing hangs on it. */
function takeBack(file: PersonFile, provider: Provider): Result<Decided<null>, SettlementRefusal> {
  invariant(file.visit !== null, 'a message that admitted somebody names the stay')
  const { visitId } = file.visit
  const decision = admissionCancelOf(file, { visitId, provider, reversed: true })
  return decision.ok ? ok({ decision: decision.value, shown: null }) : decision
}

/**
 * Undoes what one message recorded (冲正), for a sender that never saw its answer.
 *
 * A message never seen is refused too, and leaves a mark under the person's version: should it arrive late, it is
 * refused. When it arrives at the same moment, one of the two comes first and the other sees it.
 */
export function reverseMessage(
  ports: Ports,
  task: Task<null>,
  order: ReversalOrder,
  presentRefusal: (refusal: FlowRefusal) => string,
): Answered {
  const settlementId = ports.newId()
  const at = ports.clock.now()
  const { msgid } = task.message
  const mark = { msgid: order.msgid, infno: order.infno }
  const unseen = { code: 'flow.nothing-to-reverse', msgid: order.msgid } as const
  return carryOut<FlowRefusal | null>(ports, {
    ...task,
    present: (refusal) => (refusal === null ? task.present(null) : presentRefusal(refusal)),
    about: { kind: 'message', msgid: order.msgid },
    decide: ({ file, named }) => {
      const problem = check(order, named)
      if (problem !== null) return refuse(problem)
      if (named === null) return ok({ decision: noChange, shown: unseen, mark, outcome: unseen.code })
      if (named.infno === admission) return takeBack(file, order.provider)
      invariant(named.settlementId !== null, 'a message of these kinds records a settlement')
      const decision = reversalOf(file, named.settlementId, { settlementId, provider: order.provider, msgid, at })
      return decision.ok ? ok({ decision: decision.value, shown: null }) : decision
    },
    claim: async ({ settlement }, { chain, insured }) => {
      const [root] = chain
      if (settlement?.kind !== 'restore' || root === undefined) return null
      const { providerCode } = root
      const holder = { providerCode, msgid: root.msgid, insuredId: insured.insuredId }
      return await claimAgain(ports, { holder, settlementId: root.settlementId, msgid })
    },
  })
}
