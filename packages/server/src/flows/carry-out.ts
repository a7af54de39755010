import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Decision, PersonFile, SettlementRefusal } from '@yibao/core/settlement'
import type { FileQuestion, GatheredFile, IncomingMessage, PersonStore, Ports, Recording } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

/** Another decision about the same person may come first this often before the sender is told to try again. */
const attempts = 5

export interface Command<Shown> {
  readonly message: IncomingMessage
  readonly insuredId: string
  readonly about: FileQuestion['about']
  readonly decide: (gathered: GatheredFile) => Result<Decided<Shown>, SettlementRefusal | FlowRefusal>
  /** The whole answer as text; it is stored with its effect, so that a retry gets the same. */
  readonly present: (shown: Shown) => string
}

export interface Decided<Shown> {
  readonly decision: Decision
  readonly shown: Shown
}

type Refusal = SettlementRefusal | FlowRefusal

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
 * A message that already had its effect gets its first answer; the same msgid with another content is refused.
 *
 * @returns the answer's text, after it was committed
 */
export async function carryOut<Shown>(ports: Ports, command: Command<Shown>): Promise<Result<string, Refusal>> {
  const { message, insuredId } = command
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const gathered = await gatherFor(ports.people, message, insuredId, command.about)
    if (!gathered.ok) return gathered
    const { earlier, reversed, file } = gathered.value
    if (earlier !== null) {
      if (!sameMessage(earlier, message)) {
        return refuse({ code: 'flow.msgid-taken', msgid: message.msgid, infno: earlier.infno })
      }
      // The repetition is kept too: its nonce must stay used after a restart.
      const { answer } = earlier
      await ports.people.archive({ ...message, insuredId, answer, outcome: 'ok', settlementId: null })
      return ok(answer)
    }
    if (reversed) return refuse({ code: 'flow.reversed-before', msgid: message.msgid })
    const decided = command.decide(gathered.value)
    if (!decided.ok) return decided
    const { decision, shown } = decided.value
    const answer = command.present(shown)
    const settlementId = decision.settlement?.settlementId ?? null
    const recording = recordingOf(file, decision, message, answer, settlementId)
    if (await ports.people.record(recording)) return ok(answer)
  }
  return refuse({ code: 'flow.busy' })
}

function recordingOf(
  file: PersonFile,
  decision: Decision,
  message: IncomingMessage,
  answer: string,
  settlementId: string | null,
): Recording {
  const { insuredId } = file.insured
  return { file, decision, message: { ...message, insuredId, answer, outcome: 'ok', settlementId }, mark: null }
}
