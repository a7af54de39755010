import { setTimeout as wait } from 'node:timers/promises'
import { invariant, type LocalDateTime } from '@yibao/core/kernel'
import { type AnswerNode, nodeIn, readNode, textIn } from './answers.ts'
import { gatewayHeaders } from './gateway.ts'
import type { Institution } from './town.ts'
import type { Parcel, Transport } from './transport.ts'

/**
 * What a client knows after sending: it worked, it was refused, or nobody knows. The third leads to a query or a
 * reversal, never to a second settlement.
 */
export type Outcome =
  | { readonly kind: 'success'; readonly output: AnswerNode }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unknown'; readonly reason: string }

const faultReason = 'HTTP 500'

/** Whether the centre said by its status that it met a fault of its own. */
export function isFault(outcome: Outcome): boolean {
  return outcome.kind === 'unknown' && outcome.reason === faultReason
}

export interface Exchange {
  readonly infno: string
  readonly msgid: string
  readonly outcome: Outcome
  readonly attempts: number
  readonly milliseconds: number
  /** What was sent, to send it again as it was. */
  readonly parcel: Parcel
}

interface Sending {
  /** The till's own time, which the message and its number carry. */
  readonly at: LocalDateTime
  /** Division of insurance from 1101; needed once a message names a person. */
  readonly insuredAt?: string
}

/** One window of one institution; sends one message after another. */
export interface Till {
  readonly institution: Institution
  signIn(at: LocalDateTime): Promise<Exchange>
  send(infno: string, input: unknown, sending: Sending): Promise<Exchange>
  /** Sends the same bytes once more, as a client that lost the answer does. */
  repeat(exchange: Exchange): Promise<Exchange>
}

export interface TillOptions {
  readonly institution: Institution
  /** From 0; also the range of the numbers this window gives its messages. */
  readonly window: number
  readonly transport: Transport
  /** The first wait before sending again; the next ones are longer. */
  readonly pauseMs?: number
  /** Where the window's numbering begins, for one that has sent messages before; 0 unless told. */
  readonly firstMessage?: number
  /** Hears of every exchange, sign-in and repeats included. */
  readonly onExchange?: (exchange: Exchange) => void
}

const gatewayPath = '/fsi/api/rsfComIfsService/callService'
const attemptsAtMost = 4
/** "Busy" says that nothing happened yet: a cashier waits longer for that than for an answer that got lost. */
const busyAttemptsAtMost = 12
const longestPauseMs = 5_000
const sequencesPerWindow = 1000

/** The client's own number of a message: institution (12), time (14), sequence (4). */
export function messageId(providerCode: string, at: LocalDateTime, sequence: number): string {
  invariant(sequence >= 0 && sequence <= 9999, 'a sequence has four digits')
  return providerCode + at.replace(/\D/g, '') + String(sequence).padStart(4, '0')
}

/** The codes with which a centre says: nothing happened, send the same message again. */
const busyWords = /\[(gateway\.(busy|institution-busy|database-unavailable)|flow\.busy)\]$/

function isBusy(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && busyWords.test(outcome.message)
}

function outcomeOf(status: number, text: string): Outcome {
  const answer = readNode(text)
  if (status >= 400 && status < 500) {
    const said = answer === null ? '' : textIn(answer, 'err_msg') || textIn(answer, 'message')
    return { kind: 'refused', message: `HTTP ${status} ${said}`.trim() }
  }
  if (status !== 200) return { kind: 'unknown', reason: `HTTP ${status}` }
  if (answer === null) return { kind: 'unknown', reason: 'the answer is no JSON object' }
  const infcode = textIn(answer, 'infcode')
  if (infcode === '0') return { kind: 'success', output: nodeIn(answer, 'output') }
  if (infcode === '') return { kind: 'unknown', reason: 'the answer has no infcode' }
  return { kind: 'refused', message: textIn(answer, 'err_msg') }
}

async function attempt(transport: Transport, parcel: Parcel): Promise<Outcome> {
  try {
    const { status, text } = await transport.post(parcel)
    return outcomeOf(status, text)
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Sends, and sends the same bytes again: up to three times after an unclear outcome, up to eleven times after "busy",
 * with a growing pause.
 */
async function deliver(
  { transport, pauseMs = 200 }: TillOptions,
  message: Pick<Exchange, 'infno' | 'msgid' | 'parcel'>,
): Promise<Exchange> {
  const { parcel } = message
  const begin = performance.now()
  let attempts = 1
  let unclear = 0
  let outcome = await attempt(transport, parcel)
  const goesOn = (): boolean => {
    if (isBusy(outcome)) return attempts < busyAttemptsAtMost
    return outcome.kind === 'unknown' && unclear < attemptsAtMost
  }
  if (outcome.kind === 'unknown') unclear += 1
  while (goesOn()) {
    await wait(isBusy(outcome) ? Math.min(longestPauseMs, pauseMs * 2 ** (attempts - 1)) : pauseMs * attempts)
    attempts += 1
    outcome = await attempt(transport, parcel)
    if (outcome.kind === 'unknown') unclear += 1
  }
  // "Busy" speaks of its own attempt; one before it may have had its effect.
  if (isBusy(outcome) && unclear > 0) outcome = { kind: 'unknown', reason: 'busy after an unclear attempt' }
  return { ...message, outcome, attempts, milliseconds: performance.now() - begin }
}

/** One message of a window, before it is written down. */
export interface Message {
  readonly institution: Institution
  /** Which of the operators sends it, from 0. */
  readonly window: number
  readonly signNo: string
  readonly infno: string
  readonly msgid: string
  readonly at: LocalDateTime
  readonly insuredAt: string
  readonly input: unknown
}

/** What the envelope of a message says of its sender and of itself; its time may also be a text that is filled in later. */
type EnvelopeFacts = Omit<Message, 'window' | 'at'> & {
  readonly operator: Institution['operators'][number]
  readonly at: string
}

/** The envelope of a message, as these clients write it. */
export function envelopeOf({ institution, operator, signNo, infno, msgid, at, insuredAt, input }: EnvelopeFacts) {
  const { provider } = institution
  return {
    infno,
    msgid,
    mdtrtarea_admvs: provider.division,
    insuplc_admdvs: insuredAt,
    recer_sys_code: 'YIBAO',
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: '',
    infver: 'V1.0',
    opter_type: '1',
    opter: operator.operatorNo,
    opter_name: operator.name,
    inf_time: at,
    fixmedins_code: provider.providerCode,
    fixmedins_name: provider.name,
    sign_no: signNo,
    input,
  }
}

/** Puts a message into its envelope and signs it, with the time and a nonce of this moment. */
export function parcelOf(message: Message): Parcel {
  const { institution, window, infno } = message
  const { key, address, operators } = institution
  const operator = operators[window]
  invariant(operator !== undefined, 'a window has an operator')
  const envelope = envelopeOf({ ...message, operator })
  return {
    path: address === 'fixed' ? gatewayPath : `${gatewayPath}/${infno}`,
    headers: { 'content-type': 'application/json; charset=utf-8', ...gatewayHeaders(key) },
    body: JSON.stringify(envelope),
  }
}

/** What a window says when it signs in. */
function signInOf({ operators }: Institution, window: number): unknown {
  const mac = `02-00-00-00-00-${10 + window}`
  return { signIn: { opter_no: operators[window]?.operatorNo, mac, ip: '192.0.2.1' } }
}

/** The number that a sign-in was answered with. */
export const signNoIn = (output: AnswerNode): string => textIn(nodeIn(output, 'signinoutb'), 'sign_no')

/**
 * Opens a window. Windows of one institution number their messages in ranges of their own, so that they need not ask
 * each other; a window must not send more than a thousand messages within one second of its time.
 */
export function openTill(options: TillOptions): Till {
  const { institution, window } = options
  const { providerCode } = institution.provider
  invariant(window < 10, 'a window has a range of numbers')
  let sent = options.firstMessage ?? 0
  let signNo = ''

  const report = (exchange: Exchange): Exchange => {
    options.onExchange?.(exchange)
    return exchange
  }
  const send: Till['send'] = async (infno, input, { at, insuredAt }) => {
    const msgid = messageId(providerCode, at, window * sequencesPerWindow + (sent % sequencesPerWindow))
    sent += 1
    const parcel = parcelOf({ institution, window, signNo, infno, msgid, at, insuredAt: insuredAt ?? '', input })
    return report(await deliver(options, { infno, msgid, parcel }))
  }

  return {
    institution,
    send,
    async signIn(at) {
      const exchange = await send('9001', signInOf(institution, window), { at })
      if (exchange.outcome.kind === 'success') signNo = signNoIn(exchange.outcome.output)
      return exchange
    },
    async repeat({ infno, msgid, parcel }) {
      return report(await deliver(options, { infno, msgid, parcel }))
    },
  }
}
