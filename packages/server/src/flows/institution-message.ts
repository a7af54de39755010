import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { IncomingMessage, InstitutionTables, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { outcomeUnknown, Unavailable } from './unavailable.ts'

/**
 * The road of messages that change something of an institution and name no person whose rows they would change: stock,
 * mapping, clearing. `carryOut` is the road of the others. A room declares its tables in a port file of its own, adds them to
 * `InstitutionTables` of `ports.ts`, and `store/institution-effects.ts` gives them on the one transaction of the message.
 *
 *     return forInstitution(ports, message, async ({ stock }) => {
 *       const facts = await stock.read(…)          // gather, under the lock that the table gives
 *       const decided = decide(facts)              // core decides
 *       if (!decided.ok) return decided            // nothing is written
 *       await stock.write(decided.value)           // record
 *       return ok(present(decided.value))          // the whole answer, kept with the effect
 *     })
 *
 * The same message again gets its first answer and has no second effect; the same msgid with another content, or one
 * that a person's message holds, is refused with `flow.msgid-taken` or `flow.msgid-of-another`. Who waits too long for
 * another message of the institution is told `flow.busy`.
 *
 * @returns the answer's text, after it was committed
 */
export async function forInstitution<Refusal>(
  ports: Pick<Ports, 'msgids' | 'people' | 'institutionEffects'>,
  message: IncomingMessage,
  work: (tables: InstitutionTables) => Promise<Result<string, Refusal>>,
): Promise<Result<string, Refusal | FlowRefusal>> {
  const { providerCode, msgid, infno } = message
  const cameBefore = ports.msgids.holds(providerCode, msgid)
  if (!ports.msgids.take(providerCode, msgid, '')) return refuse({ code: 'flow.msgid-of-another', msgid })
  let keeps = true
  try {
    const done = await ports.institutionEffects.once(message, work).catch((error: unknown) => {
      if (error instanceof Unavailable) keeps = false
      throw error
    })
    if (done.kind === 'done') {
      keeps = done.outcome.ok
      return done.outcome
    }
    if (done.kind === 'busy') {
      keeps = false
      return refuse({ code: 'flow.busy' })
    }
    const { earlier } = done
    const same = earlier.infno === infno && earlier.inputDigest === Buffer.from(message.inputDigest).toString('hex')
    if (!same) return refuse({ code: 'flow.msgid-taken', msgid, infno: earlier.infno })
    // The repetition is kept too: its nonce must stay used after a restart.
    const { answer } = earlier
    await ports.people.archive({ ...message, insuredId: '', answer, outcome: 'ok', settlementId: null })
    return ok(answer)
  } catch (error) {
    throw cameBefore || keeps ? outcomeUnknown(error) : error
  } finally {
    // A fault leaves it taken: nobody knows whether the effect was committed.
    if (!keeps) ports.msgids.giveBack(providerCode, msgid)
  }
}
