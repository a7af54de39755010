import { createHash } from 'node:crypto'
import {
  compactTime,
  type Envelope,
  type Infno,
  messages,
  readEnvelope,
  readInfno,
  referenceMessageId,
  writeAnswer,
  writeOutput,
} from '@yibao/contract/national'
import { divisionCode, type LocalDateTime, parseDivisionCode, type Result, refuse } from '@yibao/core/kernel'
import type { ArchivedMessage, IncomingMessage, Ports } from '../flows/ports.ts'
import { unfitnessOf } from './fitness.ts'
import type { Gateway, Headers } from './gateway.ts'
import type { Context } from './handler.ts'
import { handlers } from './messages/index.ts'
import { type Refusal, say } from './refusal-words.ts'

export interface Door {
  readonly ports: Ports
  readonly gateway: Gateway
  /** Milliseconds of the current second, for the times of the response envelope. */
  readonly millisecond: () => number
  readonly reportFault: (reference: string, fault: unknown) => void
}

/** The division that stands in our message numbers when the sender names none that is well-formed. */
const nowhere = divisionCode('000000')

interface Exchange {
  readonly at: LocalDateTime
  readonly refMsgTime: string
  readonly refMsgId: string
}

let sequence = 0

function exchangeOf(door: Door, envelope: Envelope | null): Exchange {
  const at = door.ports.clock.now()
  const division = parseDivisionCode(envelope?.mdtrtarea_admvs ?? '')
  sequence = (sequence + 1) % 1e10
  return {
    at,
    refMsgTime: compactTime(at, door.millisecond()),
    refMsgId: referenceMessageId(division.ok ? division.value : nowhere, at, sequence),
  }
}

function write(door: Door, exchange: Exchange, infcode: 0 | -1, errMsg: string, output: unknown): string {
  const { refMsgId, refMsgTime } = exchange
  const respondTime = compactTime(door.ports.clock.now(), door.millisecond())
  return writeAnswer({ infcode, refMsgId, refMsgTime, respondTime, errMsg, output })
}

/** JSON with sorted keys and numbers as text: a retry may write the same content in another way. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, node: unknown) => {
    if (typeof node === 'number') return String(node)
    return typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node
  })
}

const digestOf = (infno: string, input: unknown): Uint8Array =>
  createHash('sha256')
    .update(`${infno}\n${canonical(input)}`)
    .digest()

/** The longest request that is archived whole; what is longer was refused for its size. */
const archivedAtMost = 1_000_000

/** What is kept of a request that nobody known has signed: enough to see who tried what, too little to fill the disk. */
const keptOfStranger = 2_000

function incoming(
  door: Door,
  envelope: Envelope | null,
  providerCode: string,
  nonce: string | null,
  body: string,
): IncomingMessage {
  const stranger = providerCode === ''
  return {
    messageId: door.ports.newId(),
    providerCode,
    msgid: envelope?.msgid ?? '',
    infno: envelope?.infno ?? '',
    receivedAt: door.ports.clock.now(),
    nonce,
    // Only what may have an effect can be retried: nobody else makes us sort a megabyte of keys.
    inputDigest: digestOf(envelope?.infno ?? '', (stranger ? null : envelope?.input) ?? body),
    request: body
      .slice(0, stranger ? keptOfStranger : archivedAtMost)
      .toWellFormed()
      .replaceAll('\u0000', ''),
  }
}

type Admitted = Result<{ readonly context: Omit<Context, 'refuse'>; readonly infno: Infno }, Refusal>

/** Everything that must be true before a handler is asked. */
function admit(
  door: Door,
  headers: Headers,
  body: string,
): { message: IncomingMessage; envelope: Envelope | null; admitted: Admitted } {
  const { ports, gateway } = door
  const read = readEnvelope(body)
  const unfit = read.ok ? unfitnessOf(read.value) : null
  const envelope = read.ok && unfit === null ? read.value : null
  const key = gateway.admit(headers, body)
  const nonce = 'code' in key ? null : key.nonce
  const providerCode = 'code' in key ? '' : key.key.providerCode
  const message = incoming(door, envelope, providerCode, nonce, body)
  const no = (refusal: Refusal) => ({ message, envelope, admitted: refuse(refusal) })
  if ('code' in key) return no(key)
  if (!read.ok) return no(read.error)
  if (unfit !== null) return no(unfit)
  const { fixmedins_code: stated, enc_type: encType } = read.value
  if (stated !== providerCode) return no({ code: 'gateway.other-institution', stated })
  if (encType !== null) return no({ code: 'gateway.encryption-not-served', encType })
  const provider = ports.registry.provider(providerCode)
  if (provider === null) return no({ code: 'gateway.unknown-institution', stated })
  const infno = readInfno(read.value.infno)
  if (!infno.ok) return no(infno.error)
  const context = { ports, envelope: read.value, provider, message }
  return { message, envelope, admitted: { ok: true, value: { context, infno: infno.value } } }
}

async function archive(
  door: Door,
  message: IncomingMessage,
  insuredId: string,
  answer: string,
  outcome: string,
): Promise<void> {
  const archived: ArchivedMessage = { ...message, insuredId, answer, outcome, settlementId: null }
  await door.ports.people.archive(archived)
}

/** The response: its status, and its body as JSON text. */
export interface Response {
  /**
   * 200 for everything that was decided, refusals included: clients take any other status for a failure of the
   * transport. 500 for a fault, because then the outcome is as unknown as after a lost connection.
   */
  readonly status: 200 | 500
  readonly text: string
}

/**
 * Answers one request body of the national interface. Whatever comes in, what goes out is a well-formed answer, and
 * the message is archived with it: with its effect in one transaction, or by itself.
 */
export async function answer(door: Door, headers: Headers, body: string): Promise<Response> {
  const { message, envelope, admitted } = admit(door, headers, body)
  const exchange = exchangeOf(door, envelope)
  const refuseText = (refusal: Refusal): string => write(door, exchange, -1, say(refusal), {})
  try {
    return { status: 200, text: await decide(door, exchange, message, admitted, refuseText) }
  } catch (fault) {
    door.reportFault(message.messageId, fault)
    return { status: 500, text: refuseText({ code: 'gateway.internal', reference: message.messageId }) }
  }
}

async function decide(
  door: Door,
  exchange: Exchange,
  message: IncomingMessage,
  admitted: Admitted,
  refuseText: (refusal: Refusal) => string,
): Promise<string> {
  if (!admitted.ok) {
    const text = refuseText(admitted.error)
    await archive(door, message, '', text, admitted.error.code)
    return text
  }
  const { context, infno } = admitted.value
  const handler = handlers[infno]
  const present = (output: never): string => write(door, exchange, 0, '', writeOutput(messages[infno], output))
  const { insuredId, outcome } = await handler.handle(
    { ...context, refuse: refuseText },
    context.envelope.input,
    present,
  )
  if (!outcome.ok) {
    const text = refuseText(outcome.error)
    await archive(door, message, insuredId, text, outcome.error.code)
    return text
  }
  if (handler.records) return outcome.value as string
  const text = present(outcome.value as never)
  await archive(door, message, insuredId, text, 'ok')
  return text
}

/** The answer to a body that is too large to be read. */
export async function refuseUnread(door: Door, refusal: Refusal): Promise<string> {
  const text = write(door, exchangeOf(door, null), -1, say(refusal), {})
  const message = incoming(door, null, '', null, '')
  try {
    await archive(door, message, '', text, refusal.code)
  } catch (fault) {
    // The refusal stands, archived or not: nothing of the message was looked at.
    door.reportFault(message.messageId, fault)
  }
  return text
}
