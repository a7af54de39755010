import type { Filed } from './filed.ts'
import { books, nameOf, type SentMessage, settlementIdIn } from './sent-messages.ts'

/** Ways in which a database or an answer can betray a sender. */
export type Betrayal = 'lost' | 'doubled' | 'changed' | 'unsent'

/** One message about which the centre does not keep its word. */
export interface Finding {
  readonly what: Betrayal
  readonly message: string
  readonly detail: string
}

const counted = (list: readonly string[] | undefined): number => list?.length ?? 0

function betrayalOf(message: SentMessage, filed: Filed): Omit<Finding, 'message'> | null {
  const name = nameOf(message)
  const [effects, settlements] = [filed.effects.get(name), filed.settlements.get(name)]
  const { acknowledged } = message
  if (counted(effects) > 1) return { what: 'doubled', detail: `${counted(effects)} effects` }
  if (counted(settlements) > 1) return { what: 'doubled', detail: `${counted(settlements)} settlements` }
  if (books(message) && counted(effects) !== counted(settlements)) {
    return { what: 'changed', detail: `${counted(effects)} effects with ${counted(settlements)} settlements` }
  }
  if (acknowledged === null) return null
  if (effects?.[0] === undefined) return { what: 'lost', detail: 'acknowledged, and not on file' }
  if (effects[0] !== acknowledged) return { what: 'changed', detail: 'another answer is on file than was given' }
  const settled = settlementIdIn(acknowledged)
  if (!books(message) || message.infno === '2601' || settlements?.[0] === settled) return null
  return { what: 'changed', detail: `answered settlement ${settled}, on file is ${settlements?.[0]}` }
}

/**
 * Holds the database against what the senders know: what was acknowledged is on file exactly once with exactly that
 * answer, what was not at most once, and nothing is there that nobody sent.
 *
 * @param filed everything of the people of these messages
 */
export function compare(messages: readonly SentMessage[], filed: Filed): readonly Finding[] {
  const sent = new Set(messages.map(nameOf))
  const unsent = [...new Set([...filed.effects.keys(), ...filed.settlements.keys()])].filter((name) => !sent.has(name))
  return [
    ...messages.flatMap((message) => {
      const betrayal = betrayalOf(message, filed)
      return betrayal === null ? [] : [{ ...betrayal, message: `${message.infno} ${nameOf(message)}` }]
    }),
    ...unsent.map((name): Finding => ({ what: 'unsent', message: name, detail: 'on file, and nobody sent it' })),
  ]
}
