import type { Provider } from '@yibao/core/encounter'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { maskIdentityNumbers } from '@yibao/core/office'
import type { Asker } from './asker.ts'
import { maskCarried } from './desk-mask.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { TillBooks } from './till-ports.ts'

/** The answer of the national door. */
interface LineAnswer {
  readonly status: number
  readonly text: string
  /** Null when the message was carried out. */
  readonly refusal: string | null
}

/** The door of the national interface, for who was admitted in a session. */
export interface TillLine {
  send(from: { readonly providerCode: string; readonly userId: string }, body: string): Promise<LineAnswer>
  /** Whether a transaction changes what is on file, asks about a person, or only computes. */
  directionOf(infno: string): 'write' | 'query' | 'compute'
  /** The people whom an input names, each once. */
  peopleNamed(input: object): readonly string[]
}

export interface TillDesk extends OperationSource {
  readonly providerOf: (providerCode: string) => Provider | null
  readonly line: TillLine
  readonly books: TillBooks
  readonly log: Pick<OperationLog, 'note'>
}

/** Who stands behind a till. */
export interface Cashier extends Asker {
  readonly actor: Actor
  readonly user: { readonly userId: string; readonly name: string }
}

/** The institution for which somebody works a till: the one that is named, or the only one. */
export async function tillAt(
  { providerOf }: Pick<TillDesk, 'providerOf'>,
  { reach, beyondReach }: Asker,
  asked: string | undefined,
): Promise<Result<Provider, { readonly code: 'till.which-institution' | 'till.unknown-institution' }>> {
  const { institutions } = reach
  const providerCode = asked ?? (institutions.length === 1 ? institutions[0] : undefined)
  if (providerCode === undefined) return refuse({ code: 'till.which-institution' })
  const provider = institutions.includes(providerCode) ? providerOf(providerCode) : null
  if (provider !== null) return ok(provider)
  if (!institutions.includes(providerCode)) await beyondReach(providerCode)
  return refuse({ code: 'till.unknown-institution' })
}

export interface TillOrder {
  readonly infno: string
  readonly msgid: string
  readonly insuredDivision: string | undefined
  /** Why, in the words of the cashier; needed to take something back. */
  readonly reason: string | undefined
  readonly input: object
}

/** What a till is told of its message. */
export interface TillAnswer {
  /** `unknown` where the message may or may not have had its effect: the same msgid sent again tells. */
  readonly state: 'done' | 'refused' | 'unknown'
  readonly infcode: number
  readonly err_msg: string
  readonly inf_refmsgid: string | null
  readonly refusal: string | null
  readonly output: object
}

/** Messages that take something back: a settlement, a registration, an admission, a discharge, what a message did. */
const undoing: ReadonlySet<string> = new Set(['2103', '2202', '2208', '2305', '2404', '2405', '2601'])

/** Refusals that say nothing of what an earlier sending of the same message did. */
const comeBack: ReadonlySet<string> = new Set([
  'gateway.busy',
  'gateway.institution-busy',
  'gateway.database-unavailable',
  'flow.busy',
])

/** What the answers of the national interface hold, as far as a till shows it. */
type Told = Partial<Pick<TillAnswer, 'infcode' | 'err_msg' | 'inf_refmsgid' | 'output'>>

function tillAnswer({ status, text, refusal }: LineAnswer, unknownBefore: boolean): TillAnswer {
  // The door writes nothing but answers of the interface.
  const { infcode = -1, err_msg = '', inf_refmsgid = null, ...told } = JSON.parse(text) as Told
  const unsure = status === 500 || (unknownBefore && refusal !== null && comeBack.has(refusal))
  return {
    state: unsure ? 'unknown' : infcode === 0 ? 'done' : 'refused',
    infcode,
    err_msg: maskIdentityNumbers(err_msg),
    inf_refmsgid,
    refusal,
    output: Object(maskCarried(told.output ?? {})),
  }
}

function envelopeOf(desk: TillDesk, provider: Provider, { user }: Cashier, order: TillOrder): string {
  return JSON.stringify({
    infno: order.infno,
    msgid: order.msgid,
    mdtrtarea_admvs: provider.division,
    insuplc_admdvs: order.insuredDivision ?? provider.division,
    recer_sys_code: 'YIBAO',
    infver: 'V1.0',
    opter_type: '1',
    opter: user.userId.slice(0, 30),
    opter_name: user.name.slice(0, 50),
    inf_time: desk.now(),
    fixmedins_code: provider.providerCode,
    fixmedins_name: provider.name,
    input: order.input,
  })
}

type SendRefusal =
  | Extract<Awaited<ReturnType<TillBooks['begin']>>, { kind: 'refused' }>['code']
  | 'till.no-person'
  | 'till.no-reason'

/**
 * Sends one message of the national interface for the institution of a session, as its own system would: archive, msgids,
 * audit rules and pressure count as ever. Who sent a message that changes something is written down before it goes out.
 *
 * Refuses with `till.no-person` when a message names several people, or changes something and names nobody, with
 * `till.no-reason` when it takes something back and nobody says why.
 */
export async function sendMessage(
  desk: TillDesk,
  cashier: Cashier,
  provider: Provider,
  order: TillOrder,
): Promise<Result<TillAnswer, SendRefusal>> {
  const { infno, msgid, input } = order
  const { providerCode } = provider
  const { userId } = cashier.user
  const direction = desk.line.directionOf(infno)
  const [insuredId = '', ...others] = desk.line.peopleNamed(input)
  // A part that its table does not know is passed over there, and would stand for somebody else here and in the shift.
  if (others.length > 0) return refuse('till.no-person')
  const details = { infno, msgid, providerCode }
  const told = { action: 'till.send', target: insuredId || null, reason: order.reason ?? null, details }
  const operation = operationOf(desk, cashier.actor, told)
  const send = () => desk.line.send({ providerCode, userId }, envelopeOf(desk, provider, cashier, order))
  if (direction !== 'write') {
    // A question shows a person; what is only computed shows what the sender said.
    if (direction === 'query') await desk.log.note(operation)
    return ok(tillAnswer(await send(), false))
  }
  if (insuredId === '') return refuse('till.no-person')
  if (undoing.has(infno) && order.reason === undefined) return refuse('till.no-reason')
  const message = { insuredId, providerCode, msgid, infno, userId, at: operation.at }
  const begun = await desk.books.begin(message, desk.newId(), operation)
  if (begun.kind === 'refused') return refuse(begun.code)
  const answer = tillAnswer(await send(), begun.kind === 'again' && begun.unknown)
  if (answer.state !== 'unknown') await desk.books.told(message, answer.state)
  return ok(answer)
}
