import { setTimeout as pause } from 'node:timers/promises'
import type { FilingRefusal } from '@yibao/core/filing'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Decision, PersonFile, SettlementRefusal } from '@yibao/core/settlement'
import type { ListChange, ListRefusal } from '@yibao/core/settlement-list'
import type { FileQuestion, GatheredFile, IncomingMessage, PersonStore, Ports, Recording } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { outcomeUnknown, Unavailable } from './unavailable.ts'

/** Another decision about the same person may come first this often before the sender is told to try again. */
const attempts = 5

/**
 * Those who lost a race wait a little, each another while, so that they do not all meet again; then four times as long, for
 * somebody may hold the person for some tenths of a second.
 */
const pauseMs = 4

export interface Command<Shown> {
  readonly message: IncomingMessage
  readonly insuredId: string
  readonly about: FileQuestion['about']
  readonly decide: (gathered: GatheredFile) => Result<Decided<Shown>, Refusal>
  /**
   * Claims what lies beyond the person's rows, before the decision is recorded: an idempotent step of its own that is
   * repeated when the decision is made again, and that leaves nothing to repair when the recording never comes.
   */
  readonly claim?: (decision: Decision, file: PersonFile) => Promise<Refusal | null>
  /** The whole answer as text; it is stored with its effect, so that a retry gets the same. */
  readonly present: (shown: Shown) => string
}

export interface Decided<Shown> {
  readonly decision: Decision
  readonly shown: Shown
  /** A refusal that leaves this mark, recorded under the outcome below. */
  readonly mark?: Recording['mark']
  readonly outcome?: FlowRefusal['code']
  readonly lists?: ListChange
}

type Refusal = SettlementRefusal | FilingRefusal | ListRefusal | FlowRefusal

/** What a flow on one person is given by the door. */
export type Task<Shown> = Pick<Command<Shown>, 'message' | 'insuredId' | 'present'>

export type Answered = Promise<Result<string, Refusal>>

/** A command's decision from a decision of the core and what the door shows of it. */
export function deciding<Shown>(
  decide: (file: PersonFile) => Result<Decision, SettlementRefusal>,
  show: (decision: Decision, file: PersonFile) => Shown,
): Command<Shown>['decide'] {
  return ({ file }) => {
    const decision = decide(file)
    return decision.ok ? ok({ decision: decision.value, shown: show(decision.value, file) }) : decision
  }
}

function sameMessage(earlier: NonNullable<GatheredFile['earlier']>, message: IncomingMessage): boolean {
  return earlier.infno === message.infno && earlier.inputDigest === Buffer.from(message.inputDigest).toString('hex')
}

/** Reads the person's file; null when the sender must be told that nobody has this number. */
export async function gatherFor(
  people: PersonStore,
  message: IncomingMessage,
  insuredId: string,
  about: FileQuestion['about'],
): Promise<Result<GatheredFile, FlowRefusal>> {
  const { providerCode, msgid } = message
  const gathered = await people.gather({ insuredId, providerCode, msgid, about })
  return gathered === null ? refuse({ code: 'flow.unknown-insured', insuredId }) : ok(gathered)
}

/**
 * Gather, decide, record: the road of everything that changes a person's rows.
 *
 * The recording applies only if the person's version still stands, else the file is gathered and decided again.
 * A message that already had its effect gets its first answer, unless a 2601 took the effect back; the same msgid with
 * another content or for another person is refused.
 *
 * @returns the answer's text, after it was committed
 * @throws Unavailable only when no message of this msgid can have had an effect
 */
export async function carryOut<Shown>(ports: Ports, command: Command<Shown>): Answered {
  const { providerCode, msgid } = command.message
  const cameBefore = ports.msgids.holds(providerCode, msgid)
  if (!ports.msgids.take(providerCode, msgid, command.insuredId))
    return refuse({ code: 'flow.msgid-of-another', msgid })
  const hold: Hold = { keeps: false }
  try {
    return await repeatedly(ports, command, hold)
  } catch (error) {
    throw cameBefore || hold.keeps ? outcomeUnknown(error) : error
  } finally {
    if (!hold.keeps) ports.msgids.giveBack(providerCode, msgid)
  }
}

/** Whether the message keeps its msgid: it has its effect, or a fault met its recording and nobody knows. */
interface Hold {
  keeps: boolean
}

async function repeatedly<Shown>(ports: Ports, command: Command<Shown>, hold: Hold): Answered {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const outcome = await attemptOnce(ports, command, hold)
    if (outcome !== 'stale') return outcome
    if (attempt < attempts) await pause(pauseMs * 4 ** (attempt - 1) * (1 + Math.random()))
  }
  return refuse({ code: 'flow.busy' })
}

async function attemptOnce<Shown>(
  ports: Ports,
  command: Command<Shown>,
  hold: Hold,
): Promise<Result<string, Refusal> | 'stale'> {
  const { message, insuredId } = command
  const gathered = await gatherFor(ports.people, message, insuredId, command.about)
  if (!gathered.ok) return gathered
  const { earlier, reversed, file } = gathered.value
  const { msgid } = message
  if (earlier !== null) {
    if (!sameMessage(earlier, message)) return refuse({ code: 'flow.msgid-taken', msgid, infno: earlier.infno })
    // Who sends it again after a 2601 did not ask for that: the first answer would pass for a settlement.
    if (earlier.reversed) return refuse({ code: 'flow.reversed-before', msgid })
    hold.keeps = true
    if (earlier.answer === null) return refuse({ code: 'flow.answer-retired', msgid })
    // The repetition is kept too: its nonce must stay used after a restart.
    const { answer } = earlier
    await ports.people.archive({ ...message, insuredId, answer, outcome: 'ok', settlementId: null })
    return ok(answer)
  }
  if (reversed) return refuse({ code: 'flow.reversed-before', msgid })
  const decided = command.decide(gathered.value)
  if (!decided.ok) return decided
  const { decision, shown, mark = null, outcome = 'ok', lists } = decided.value
  const unclaimed = (await command.claim?.(decision, file)) ?? null
  if (unclaimed !== null) return refuse(unclaimed)
  const answer = command.present(shown)
  const settlementId = decision.settlement?.settlementId ?? null
  const archived = { ...message, insuredId, answer, outcome, settlementId }
  // A refusal that leaves a mark has no effect of its own.
  hold.keeps = mark === null
  const recording = { file, decision, message: archived, mark, ...(lists === undefined ? {} : { lists }) }
  const recorded = await ports.people.record(recording).catch((error: unknown) => {
    if (error instanceof Unavailable) hold.keeps = false
    throw error
  })
  if (!recorded) hold.keeps = false
  return recorded ? ok(answer) : 'stale'
}
