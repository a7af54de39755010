import assert from 'node:assert/strict'
import { readInfno } from '@yibao/contract/national'
import { readNode, textIn } from '../../sim/answers.ts'
import { momentOf } from '../../sim/bills.ts'
import { queuesOf } from '../../sim/busy-hour.ts'
import { playEpisode } from '../../sim/conversation.ts'
import { openTill } from '../../sim/till.ts'
import type { Town } from '../../sim/town.ts'
import { openTransport, type Parcel, type Transport } from '../../sim/transport.ts'
import type { Episode } from '../../sim/visits.ts'
import { handlers } from '../../src/national/messages/index.ts'

/** A message with an effect, as its sender knows it. */
export interface SentMessage {
  readonly infno: string
  readonly providerCode: string
  readonly msgid: string
  readonly parcel: Parcel
  /** The whole answer that confirmed it; null when none came, or one that says the centre could not tell. */
  acknowledged: string | null
}

export interface CrashHour {
  readonly url: string
  readonly town: Town
  readonly episodes: readonly Episode[]
  /** So many settlements are acknowledged before the crash. */
  readonly settlements: number
  readonly crash: () => void
}

export interface CrashRecord {
  readonly messages: readonly SentMessage[]
  /** Messages refused after the crash, with the words of the centre. */
  readonly refusals: readonly string[]
}

const lanes = 16
const settling = new Set(['2102', '2207'])
const booking = new Set(['2102', '2103', '2207', '2208', '2601'])

/** Whether a message moves money. */
export const books = ({ infno }: SentMessage): boolean => booking.has(infno)

export const nameOf = (message: Pick<SentMessage, 'providerCode' | 'msgid'>): string =>
  `${message.providerCode} ${message.msgid}`

/** Reads what a till sent; null for a message that has no effect on a person's rows. */
function messageIn(parcel: Parcel): SentMessage | null {
  const envelope = readNode(parcel.body) ?? {}
  const infno = readInfno(textIn(envelope, 'infno'))
  if (!infno.ok || handlers[infno.value].gives !== 'answer') return null
  const [providerCode, msgid] = [textIn(envelope, 'fixmedins_code'), textIn(envelope, 'msgid')]
  return { infno: infno.value, providerCode, msgid, parcel, acknowledged: null }
}

/** The answer as text when it says yes, or the words with which it says no. */
function verdictOf(text: string): { readonly yes: boolean; readonly words: string } {
  const answer = readNode(text)
  assert.ok(answer !== null, `no JSON object: ${text}`)
  const infcode = textIn(answer, 'infcode')
  const words = textIn(answer, 'err_msg')
  assert.match(infcode, /^(0|-1)$/)
  assert.equal(words === '', infcode === '0', text)
  return { yes: infcode === '0', words }
}

/**
 * Plays an hour until so many settlements are acknowledged, crashes what it is told to crash in the middle of the others,
 * and stops. The plan must expect no refusal, so each one before the crash is a failure.
 */
export async function playUntilCrash({ url, town, episodes, settlements, crash }: CrashHour): Promise<CrashRecord> {
  const messages = new Map<Parcel, SentMessage>()
  const refusals: string[] = []
  let settled = 0
  let crashed = false
  const line = openTransport({ url, connections: lanes })

  const hear = (message: SentMessage, text: string): void => {
    const { yes, words } = verdictOf(text)
    if (!yes) {
      assert.ok(crashed, `refused before the crash: ${words}`)
      refusals.push(words)
      return
    }
    if (message.acknowledged !== null) assert.equal(text, message.acknowledged, 'a repeat gets the first answer')
    else if (settling.has(message.infno)) settled += 1
    message.acknowledged = text
    if (settled < settlements || crashed) return
    crashed = true
    crash()
  }
  const transport: Transport = {
    close: line.close,
    async post(parcel) {
      const message = messages.get(parcel) ?? messageIn(parcel)
      if (message !== null) messages.set(parcel, message)
      const reply = await line.post(parcel)
      // A fault of the centre has status 500, and words all the same.
      if (message !== null && (reply.status === 200 || reply.status === 500)) hear(message, reply.text)
      return reply
    },
  }

  const waiting = queuesOf(episodes)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let queue = waiting[next++]; queue !== undefined && !crashed; queue = waiting[next++]) {
      const { institution, window, episodes: people } = queue
      const till = openTill({ institution, window, transport, pauseMs: 10 })
      await till.signIn(momentOf(town.on, (people[0]?.second ?? 1) - 1))
      for (const episode of people) {
        if (crashed) return
        const { findings } = await playEpisode(till, episode, town.on)
        // One that the crash fell into may find its answers torn off.
        if (!crashed) assert.deepEqual(findings, [])
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    transport.close()
  }
  assert.ok(crashed, 'the hour is long enough for the crash')
  return { messages: [...messages.values()], refusals }
}

/** Sends messages again byte for byte; answers in the same order, each with its status and whether it says yes. */
export async function sendAgain(url: string, messages: readonly SentMessage[]) {
  const transport = openTransport({ url, connections: lanes })
  const answers: { readonly status: number; readonly text: string; readonly yes: boolean; readonly words: string }[] =
    []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let index = next++; index < messages.length; index = next++) {
      const message = messages[index]
      if (message === undefined) return
      const { status, text } = await transport.post(message.parcel)
      answers[index] = { status, text, ...verdictOf(text) }
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    return answers
  } finally {
    transport.close()
  }
}
