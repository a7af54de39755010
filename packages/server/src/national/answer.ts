import { hash } from 'node:crypto'
import {
  compactTime,
  type Envelope,
  type Infno,
  type Messages,
  messages,
  readEnvelope,
  readInfno,
  referenceMessageId,
  writeAnswer,
  writeOutput,
} from '@yibao/contract/national'
import {
  type DivisionCode,
  divisionCode,
  type LocalDateTime,
  parseDivisionCode,
  type Result,
  refuse,
} from '@yibao/core/kernel'
import type { ArchivedMessage, IncomingMessage, Ports } from '../flows/ports.ts'
import { Unavailable } from '../flows/unavailable.ts'
import { unfitnessOf } from './fitness.ts'
import type { Admission, Gateway, Headers, Rejection } from './gateway.ts'
import type { Context, Delivery } from './handler.ts'
import { handlers } from './messages/index.ts'
import type { AnsweredMessage, Observer } from './observer.ts'
import type { Place, Pressure } from './pressure.ts'
import { type AnswerProtection, type Protection, unprotected } from './protection.ts'
import { type Refusal, say } from './refusal-words.ts'

export interface Door {
  readonly ports: Ports
  readonly gateway: Gateway
  readonly protection: Protection
  /** The messages as they are taken in a place, by the interface profile of its region. */
  readonly messagesIn: (place: DivisionCode) => Messages
  /** Numbers of at most ten digits, none given twice in a second. */
  readonly nextSequence: () => number
  /** Milliseconds of the current second, for the times of the response envelope. */
  readonly millisecond: () => number
  readonly reportFault: (reference: string, fault: unknown) => void
  /** Who answers in the place of our own handlers, for measurements. */
  readonly handlers?: Partial<typeof handlers>
  /** Who may be worked for now. */
  readonly pressure: Pressure
  readonly observe: Observer
}

/** The division that stands in our message numbers when the sender names none that is well-formed. */
const nowhere = divisionCode('000000')

interface Exchange {
  readonly at: LocalDateTime
  readonly refMsgTime: string
  readonly refMsgId: string
}

function exchangeOf(door: Door, envelope: Envelope | null): Exchange {
  const at = door.ports.clock.now()
  const division = parseDivisionCode(envelope?.mdtrtarea_admvs ?? '')
  return {
    at,
    refMsgTime: compactTime(at, door.millisecond()),
    refMsgId: referenceMessageId(division.ok ? division.value : nowhere, at, door.nextSequence()),
  }
}

function write(door: Door, exchange: Exchange, infcode: 0 | -1, errMsg: string, output: unknown): string {
  const { refMsgId, refMsgTime } = exchange
  const respondTime = compactTime(door.ports.clock.now(), door.millisecond())
  return writeAnswer({ infcode, refMsgId, refMsgTime, respondTime, errMsg, output })
}

/** JSON with sorted keys and numbers as text: a retry may write the same content in another way. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return `"${value}"`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonical(item) : `,${canonical(item)}`
    return `[${text}]`
  }
  const nodes = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(nodes).sort()) {
    const node = `${JSON.stringify(name)}:${canonical(nodes[name])}`
    text += text === '' ? node : `,${node}`
  }
  return `{${text}}`
}

const digestOf = (infno: string, input: unknown): Uint8Array =>
  hash('sha256', `${infno}\n${canonical(input)}`, 'buffer')

/** The longest request that is archived whole; what is longer was refused for its size. */
const archivedAtMost = 1_000_000

/** What is kept of a request that nobody known has signed: enough to see who tried what, too little to fill the disk. */
const keptOfStranger = 2_000

function incoming(
  door: Door,
  messageId: string,
  envelope: Envelope | null,
  providerCode: string,
  nonce: string | null,
  body: string,
): IncomingMessage {
  const stranger = providerCode === ''
  return {
    messageId,
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

/** The envelope of a message, as far as it can be read. */
interface Letter {
  readonly read: ReturnType<typeof readEnvelope>
  /** What cannot be kept of it. */
  readonly unfit: Refusal | null
  readonly envelope: Envelope | null
}

/** Opens the envelope when somebody asks for it: of a sender that has to wait nobody does. */
function letterIn(body: string): () => Letter {
  let letter: Letter | undefined
  return () => {
    if (letter !== undefined) return letter
    const read = readEnvelope(body)
    const unfit = read.ok ? unfitnessOf(read.value) : null
    letter = { read, unfit, envelope: read.ok && unfit === null ? read.value : null }
    return letter
  }
}

function knock({ gateway }: Door, headers: Headers, body: string, letter: () => Letter): Result<Admission, Rejection> {
  return gateway.admit({
    headers,
    body,
    get envelope() {
      const { envelope } = letter()
      return envelope === null ? null : { infTime: envelope.inf_time }
    },
  })
}

/** What can be said of a message before anything is decided. */
interface Arrival extends Letter {
  readonly entry: Result<Admission, Rejection>
}

interface Admitted {
  readonly message: IncomingMessage
  readonly protection: AnswerProtection
  readonly admitted: Result<{ readonly context: Omit<Context, 'refuse'>; readonly infno: Infno }, Refusal>
}

/** Everything that must be true before a handler is asked. */
async function admit(door: Door, arrival: Arrival, messageId: string, body: string): Promise<Admitted> {
  const { ports } = door
  const { entry, read, unfit, envelope: sent } = arrival
  const { key, nonce, names } = entry.ok ? entry.value : { key: null, nonce: null, names: null }
  const providerCode = key?.providerCode ?? ''
  const foreign = sent !== null && sent.fixmedins_code !== providerCode
  const opened = key === null || sent === null || foreign ? null : await door.protection.open(key, sent, body)
  const envelope = opened?.outcome.ok === true ? opened.outcome.value : sent
  const protection = opened?.protection ?? unprotected
  const message = incoming(door, messageId, envelope, providerCode, nonce, body)
  const no = (refusal: Refusal) => ({ message, protection, admitted: refuse(refusal) })
  if (!entry.ok) return no(entry.error.refusal)
  if (!read.ok) return no(read.error)
  if (unfit !== null) return no(unfit)
  const { fixmedins_code: stated, infno: number } = read.value
  if (opened === null) return no({ code: 'gateway.other-institution', stated })
  if (names !== null && names !== number) return no({ code: 'gateway.wrong-api-name', named: names, infno: number })
  if (!opened.outcome.ok) return no(opened.outcome.error)
  const provider = ports.registry.provider(providerCode)
  if (provider === null) return no({ code: 'gateway.unknown-institution', stated })
  const infno = readInfno(number)
  if (!infno.ok) return no(infno.error)
  const messagesHere = door.messagesIn(provider.division)
  const context = { ports, envelope: opened.outcome.value, provider, message, messages: messagesHere }
  return { message, protection, admitted: { ok: true, value: { context, infno: infno.value } } }
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

/** The response: its status, and its body as JSON text or as a file. */
export interface Response {
  /**
   * 200 for everything that was decided, refusals included: clients take any other status for a failure of the
   * transport. 401 for headers of the CSB style that let nobody in, because its clients look for that. 500 for a fault,
   * because then the outcome is as unknown as after a lost connection.
   */
  readonly status: 200 | 401 | 500
  /** What is archived; the body, unless there is a file. */
  readonly text: string
  readonly file: Delivery | null
  /** Null when the message was carried out. */
  readonly refusal: Refusal['code'] | null
}

const answered = (text: string): Response => ({ status: 200, text, file: null, refusal: null })
const refused = (text: string, { code }: Refusal): Response => ({ ...answered(text), refusal: code })

/**
 * Answers one request body of the national interface. Whatever comes in, what goes out is a well-formed answer, and
 * the message is archived with it: with its effect in one transaction, or by itself. Only who is told to come back
 * (`Pressure`, `Unavailable`) leaves no trace.
 */
export async function answer(door: Door, headers: Headers, body: string): Promise<Response> {
  const telling = tellOf(door)
  const place = door.pressure.enter()
  if (place === null) return turnAway(door, telling, crowded(door))
  try {
    return await answerIn(place, door, headers, body, telling)
  } finally {
    place.leave()
  }
}

/** Tells the observer of one message, with the time since now. */
function tellOf(door: Door) {
  const began = performance.now()
  const messageId = door.ports.newId()
  const tell = (message: Omit<AnsweredMessage, 'messageId' | 'milliseconds'>): void =>
    door.observe({ ...message, messageId, milliseconds: performance.now() - began })
  return { messageId, tell }
}

type Telling = ReturnType<typeof tellOf>

const crowded = ({ pressure }: Door): Refusal => ({ code: 'gateway.busy', places: pressure.limits.places })

function waitYourTurn(door: Door, sender: string): Refusal {
  if (sender === '') return crowded(door)
  const { institutionPlaces: places, institutionRate: perSecond } = door.pressure.limits
  return { code: 'gateway.institution-busy', places, perSecond }
}

/** The answer of whoever has to come back: nothing of the message is read, kept or asked of the database. */
function turnAway(door: Door, { tell }: Telling, refusal: Refusal, providerCode = ''): Response {
  tell({ infno: null, providerCode, msgid: '', refusal: refusal.code })
  return refused(write(door, exchangeOf(door, null), -1, say(refusal), {}), refusal)
}

async function answerIn(place: Place, door: Door, headers: Headers, body: string, telling: Telling): Promise<Response> {
  const letter = letterIn(body)
  const entry = knock(door, headers, body, letter)
  const providerCode = entry.ok ? entry.value.key.providerCode : ''
  if (!place.countFor(providerCode)) return turnAway(door, telling, waitYourTurn(door, providerCode), providerCode)
  const arrival = { entry, ...letter() }
  const { envelope } = arrival
  const response = await answerArrival(door, arrival, telling.messageId, body)
  const infno = readInfno(envelope?.infno ?? '')
  telling.tell({
    infno: infno.ok ? infno.value : null,
    providerCode,
    msgid: envelope?.msgid ?? '',
    refusal: response.refusal,
  })
  return response
}

async function answerArrival(door: Door, arrival: Arrival, messageId: string, body: string): Promise<Response> {
  const { entry, envelope } = arrival
  const exchange = exchangeOf(door, envelope)
  const inEnvelope = (refusal: Refusal): string => write(door, exchange, -1, say(refusal), {})
  const shutOutOfCsb = !entry.ok && entry.error.style === 'csb'
  const refuseText = shutOutOfCsb ? inCsbForm : inEnvelope
  try {
    const { message, protection, admitted } = await admit(door, arrival, messageId, body)
    const response = await decide(door, exchange, message, admitted, refuseText)
    if (shutOutOfCsb) return { ...response, status: 401 }
    return response.file === null
      ? { ...response, text: await door.protection.seal(response.text, protection) }
      : response
  } catch (fault) {
    if (fault instanceof Unavailable) {
      const away: Refusal = { code: 'gateway.database-unavailable' }
      return refused(inEnvelope(away), away)
    }
    door.reportFault(messageId, fault)
    const internal: Refusal = { code: 'gateway.internal', reference: messageId }
    return { ...refused(inEnvelope(internal), internal), status: 500 }
  }
}

/** A CSB gateway answers faults of its headers itself, before there is an envelope. */
const inCsbForm = (refusal: Refusal): string => JSON.stringify({ code: 401, message: say(refusal) })

async function decide(
  door: Door,
  exchange: Exchange,
  message: IncomingMessage,
  admitted: Admitted['admitted'],
  refuseText: (refusal: Refusal) => string,
): Promise<Response> {
  const refuseWith = async (insuredId: string, refusal: Refusal): Promise<Response> => {
    const text = refuseText(refusal)
    await archive(door, message, insuredId, text, refusal.code)
    return refused(text, refusal)
  }
  if (!admitted.ok) return await refuseWith('', admitted.error)
  const { context, infno } = admitted.value
  const handler = door.handlers?.[infno] ?? handlers[infno]
  const present = (output: never): string => write(door, exchange, 0, '', writeOutput(messages[infno], output))
  /** Refusals that a handler wrote to be committed with what they leave behind. */
  const written = new Map<string, Refusal>()
  const writeRefusal = (refusal: Refusal): string => {
    const text = refuseText(refusal)
    written.set(text, refusal)
    return text
  }
  const { insuredId, outcome } = await handler.handle(
    { ...context, refuse: writeRefusal },
    context.envelope.input,
    present,
  )
  if (!outcome.ok) return await refuseWith(insuredId, outcome.error)
  if (handler.gives === 'answer') {
    const text = outcome.value as string
    const refusal = written.get(text)
    return refusal === undefined ? answered(text) : refused(text, refusal)
  }
  const file = handler.gives === 'file' ? (outcome.value as Delivery) : null
  const text = file === null ? present(outcome.value as never) : write(door, exchange, 0, '', noteOf(file))
  await archive(door, message, insuredId, text, 'ok')
  return { ...answered(text), file }
}

/** What the archive keeps of a file that was fetched: which bytes they were, not the bytes. */
function noteOf({ filename, content }: Delivery) {
  return { filename, bytes: content.length, sha256: hash('sha256', content, 'hex') }
}

/** The answer to a sender for whose body there is no room. */
export function comeAgain(door: Door): string {
  return turnAway(door, tellOf(door), crowded(door)).text
}

/** The answer to a body that is too large to be read. */
export async function refuseUnread(door: Door, refusal: Refusal): Promise<string> {
  const telling = tellOf(door)
  const place = door.pressure.enter()
  try {
    // Whoever sends nothing but headers must not make us write without end.
    if (place?.countFor('') !== true) return turnAway(door, telling, crowded(door)).text
    return await archiveUnread(door, telling, refusal)
  } finally {
    place?.leave()
  }
}

async function archiveUnread(door: Door, { messageId, tell }: Telling, refusal: Refusal): Promise<string> {
  const text = write(door, exchangeOf(door, null), -1, say(refusal), {})
  const message = incoming(door, messageId, null, '', null, '')
  try {
    await archive(door, message, '', text, refusal.code)
  } catch (fault) {
    // The refusal stands, archived or not: nothing of the message was looked at.
    if (!(fault instanceof Unavailable)) door.reportFault(message.messageId, fault)
  }
  tell({ infno: null, providerCode: '', msgid: '', refusal: refusal.code })
  return text
}
