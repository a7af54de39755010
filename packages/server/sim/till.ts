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
  /** Hears of every exchange, sign-in and repeats included. */
  readonly onExchange?: (exchange: Exchange) => void
}

const gatewayPath = '/fsi/api/rsfComIfsService/callService'
const attemptsAtMost = 4
const sequencesPerWindow = 1000

/** The client's own number of a message: institution (12), time (14), sequence (4). */
export function messageId(providerCode: string, at: LocalDateTime, sequence: number): string {
  invariant(sequence >= 0 && sequence <= 9999, 'a sequence has four digits')
  return providerCode + at.replace(/\D/g, '') + String(sequence).padStart(4, '0')
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

/** Sends, and on an unclear outcome sends the same bytes up to three times more. */
async function deliver(
  { transport, pauseMs = 200 }: TillOptions,
  message: Pick<Exchange, 'infno' | 'msgid' | 'parcel'>,
): Promise<Exchange> {
  const { parcel } = message
  const begin = performance.now()
  let attempts = 1
  let outcome = await attempt(transport, parcel)
  while (outcome.kind === 'unknown' && attempts < attemptsAtMost) {
    await wait(pauseMs * attempts)
    attempts += 1
    outcome = await attempt(transport, parcel)
  }
  return { ...message, outcome, attempts, milliseconds: performance.now() - begin }
}

/**
 * Opens a window. Windows of one institution number their messages in ranges of their own, so that they need not ask
 * each other; a window must not send more than a thousand messages within one second of its time.
 */
export function openTill(options: TillOptions): Till {
  const { institution, window } = options
  const { provider, key, address } = institution
  const operator = institution.operators[window]
  invariant(operator !== undefined && window < 10, 'a window has an operator and a range of numbers')
  let sent = 0
  let signNo = ''

  const report = (exchange: Exchange): Exchange => {
    options.onExchange?.(exchange)
    return exchange
  }
  const send: Till['send'] = async (infno, input, { at, insuredAt }) => {
    const msgid = messageId(provider.providerCode, at, window * sequencesPerWindow + (sent % sequencesPerWindow))
    sent += 1
    const envelope = {
      infno,
      msgid,
      mdtrtarea_admvs: provider.division,
      insuplc_admdvs: insuredAt ?? '',
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
    const parcel = {
      path: address === 'fixed' ? gatewayPath : `${gatewayPath}/${infno}`,
      headers: { 'content-type': 'application/json; charset=utf-8', ...gatewayHeaders(key) },
      body: JSON.stringify(envelope),
    }
    return report(await deliver(options, { infno, msgid, parcel }))
  }

  return {
    institution,
    send,
    async signIn(at) {
      const signIn = { opter_no: operator.operatorNo, mac: `02-00-00-00-00-${10 + window}`, ip: '192.0.2.1' }
      const exchange = await send('9001', { signIn }, { at })
      if (exchange.outcome.kind === 'success') {
        signNo = textIn(nodeIn(exchange.outcome.output, 'signinoutb'), 'sign_no')
      }
      return exchange
    },
    async repeat({ infno, msgid, parcel }) {
      return report(await deliver(options, { infno, msgid, parcel }))
    },
  }
}
