import type { Provider } from '@yibao/core/encounter'
import { invariant, ok, type Result, refuse } from '@yibao/core/kernel'
import { noChange, reversalOf, type SettlementRefusal } from '@yibao/core/settlement'
import { carryOut, gatherFor } from './carry-out.ts'
import type { GatheredFile, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import type { Task } from './visit.ts'

/** Messages whose effect 2601 can take back. */
const reversible = ['2102', '2103', '2207', '2208']

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

/**
 * Undoes what one message recorded (冲正), for a sender that never saw its answer.
 *
 * A message never seen is refused too, and leaves a mark under the person's version: should it arrive late, it is
 * refused. When it arrives at the same moment, one of the two comes first and the other sees it.
 */
export async function reverseMessage(
  ports: Ports,
  task: Task<null>,
  order: ReversalOrder,
  presentRefusal: (refusal: FlowRefusal) => string,
): Promise<Result<string, SettlementRefusal | FlowRefusal>> {
  const settlementId = ports.newId()
  const at = ports.clock.now()
  const { msgid } = task.message
  const about = { kind: 'message', msgid: order.msgid } as const
  const outcome = await carryOut(ports, {
    ...task,
    about,
    decide: ({ file, named }) => {
      const problem = check(order, named)
      if (problem !== null) return refuse(problem)
      if (named === null) return refuse({ code: 'flow.nothing-to-reverse', msgid: order.msgid })
      invariant(named.settlementId !== null, 'a message of these kinds records a settlement')
      const decision = reversalOf(file, named.settlementId, { settlementId, provider: order.provider, msgid, at })
      return decision.ok ? ok({ decision: decision.value, shown: null }) : decision
    },
  })
  if (outcome.ok || outcome.error.code !== 'flow.nothing-to-reverse') return outcome
  return leaveMark(ports, task, order, outcome.error, presentRefusal)
}

async function leaveMark(
  ports: Ports,
  task: Task<null>,
  order: ReversalOrder,
  refusal: FlowRefusal,
  presentRefusal: (refusal: FlowRefusal) => string,
): Promise<Result<string, SettlementRefusal | FlowRefusal>> {
  const { message, insuredId } = task
  const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'message', msgid: order.msgid })
  if (!gathered.ok) return gathered
  const { file, named } = gathered.value
  const answer = presentRefusal(refusal)
  const archived = { ...message, insuredId, answer, outcome: refusal.code, settlementId: null }
  const mark = { msgid: order.msgid, infno: order.infno }
  const left = named === null && (await ports.people.record({ file, decision: noChange, message: archived, mark }))
  // Somebody came first, perhaps the very message: the sender asks again and is answered from what stands then.
  return left ? ok(answer) : refuse({ code: 'flow.busy' })
}
