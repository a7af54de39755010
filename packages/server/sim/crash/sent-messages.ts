import { readInfno } from '@yibao/contract/national'
import { handlers } from '../../src/national/messages/index.ts'
import { nodeIn, readNode, textIn } from '../answers.ts'
import type { Parcel } from '../transport.ts'

/** A message with an effect, as its sender knows it. */
export interface SentMessage {
  readonly infno: string
  readonly providerCode: string
  readonly msgid: string
  readonly parcel: Parcel
  /** The name of the message that it takes back, of a 2601. */
  readonly takesBack: string | null
  /** The whole answer that confirmed it; null when none came, or one that says the centre could not tell. */
  acknowledged: string | null
}

const booking = new Set(['2102', '2103', '2207', '2208', '2601'])

/** Whether a message moves money. */
export const books = ({ infno }: SentMessage): boolean => booking.has(infno)

/** A message is known by its institution and its msgid. */
export const nameOf = (message: Pick<SentMessage, 'providerCode' | 'msgid'>): string =>
  `${message.providerCode} ${message.msgid}`

/** Reads what a till sent; null for a message that has no effect on a person's rows. */
export function messageIn(parcel: Parcel): SentMessage | null {
  const envelope = readNode(parcel.body) ?? {}
  const infno = readInfno(textIn(envelope, 'infno'))
  if (!infno.ok || handlers[infno.value].gives !== 'answer') return null
  const [providerCode, msgid] = [textIn(envelope, 'fixmedins_code'), textIn(envelope, 'msgid')]
  const original = textIn(nodeIn(nodeIn(envelope, 'input'), 'data'), 'omsgid')
  const takesBack = infno.value === '2601' ? nameOf({ providerCode, msgid: original }) : null
  return { infno: infno.value, providerCode, msgid, parcel, takesBack, acknowledged: null }
}

/** What an answer says: yes, no with its words, or nothing that the interface knows. */
export interface Verdict {
  readonly kind: 'yes' | 'no' | 'malformed'
  readonly words: string
}

export function verdictOf(text: string): Verdict {
  const answer = readNode(text) ?? {}
  const infcode = textIn(answer, 'infcode')
  const words = textIn(answer, 'err_msg')
  if (infcode === '0' && words === '') return { kind: 'yes', words }
  return infcode === '-1' && words !== '' ? { kind: 'no', words } : { kind: 'malformed', words: text.slice(0, 200) }
}

/** The number of the settlement that an answer confirms, '' when it confirms none. */
export const settlementIdIn = (answer: string): string =>
  textIn(nodeIn(nodeIn(readNode(answer) ?? {}, 'output'), 'setlinfo'), 'setl_id')
