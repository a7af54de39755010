import { invariant } from '@yibao/core/kernel'
import type { Decision } from '@yibao/core/settlement'
import type { CentreOptions } from '../src/compose.ts'
import type { ArchivedMessage } from '../src/flows/ports.ts'
import type { Handler } from '../src/national/handler.ts'
import { handlers } from '../src/national/messages/index.ts'
import { type VisitMessage, visitMessages } from './messages.ts'

/** What a message of a real visit came to. */
export interface RecordedMessage {
  /** Null of a message that decides and keeps nothing but itself. */
  readonly decision: Decision | null
  readonly answer: string
}

/** A real visit, to be repeated for others. */
export interface RecordedVisit {
  readonly scheme: string
  readonly lines: number
  readonly messages: Readonly<Record<VisitMessage, RecordedMessage>>
}

/** Handlers like ours that also hand over what each message came to. */
export function recordingHandlers(
  hear: (infno: VisitMessage, recorded: RecordedMessage) => void,
): NonNullable<CentreOptions['handlers']> {
  const listening = (infno: VisitMessage): Handler => {
    const ours = handlers[infno]
    return {
      ...ours,
      handle(context, input, present) {
        const { people } = context.ports
        const heard: typeof people = {
          ...people,
          record: async (recording) => {
            const recorded = await people.record(recording)
            const { decision, message } = recording
            if (recorded) hear(infno, { decision, answer: message.answer })
            return recorded
          },
        }
        return ours.handle({ ...context, ports: { ...context.ports, people: heard } }, input, present)
      },
    }
  }
  return Object.fromEntries(visitMessages.map((infno) => [infno, listening(infno)]))
}

/**
 * Makes a visit of its four messages.
 *
 * @param quoteAnswer the answer of 2206, which records nothing
 * @throws InvariantError when a message is missing
 */
export function recordedVisit(
  heard: ReadonlyMap<VisitMessage, RecordedMessage>,
  quoteAnswer: ArchivedMessage['answer'],
): RecordedVisit {
  const of = (infno: VisitMessage): RecordedMessage => {
    const message = heard.get(infno)
    invariant(message !== undefined, () => `a visit has its ${infno}`)
    return message
  }
  const messages = {
    '2201': of('2201'),
    '2204': of('2204'),
    '2206': { decision: null, answer: quoteAnswer },
    '2207': of('2207'),
  }
  const { decision } = messages['2207']
  invariant(decision !== null && decision.settlement !== null, 'a visit was settled')
  return { scheme: decision.settlement.scheme, lines: decision.settlement.lineNumbers.length, messages }
}
