import { type IsoDate, type LocalDateTime, parseIsoDate } from '@yibao/core/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type DeskStore, type DeskToken, findMessages, noteUnmasking } from '../flows/desk.ts'
import {
  type FilterRefusal,
  filterFields,
  pageWord,
  readFilter,
  readPageWord,
  type TypedFilter,
} from '../flows/desk-filter.ts'
import { maskRow, maskWhole } from '../flows/desk-mask.ts'
import { tokenHolder } from '../flows/desk-token.ts'
import { rerunMessages } from '../flows/rerun.ts'
import { messageJson } from '../text/message-text.ts'
import { rerunJson } from '../text/rerun-text.ts'
import { wrongTokens } from './wrong-tokens.ts'

export interface DeskOptions {
  readonly store: DeskStore
  readonly now: () => LocalDateTime
  readonly newId: () => string
  readonly milliseconds: () => number
  readonly reportFault: (reference: string, fault: unknown) => void
}

/** As many messages as one request may compute again; the command line takes more. */
const rerunLimit = 2_000
const defaultPage = 50
/** A filter and a law; nothing longer is meant. */
const orderLimit = 10_000

/** What a request is refused with, and its status. */
class Refused extends Error {
  readonly status: number
  readonly body: object
  constructor(status: number, code: string, cure: string, facts: object = {}) {
    super(code)
    this.status = status
    this.body = { error: { code, ...facts, cure } }
  }
}

function refuseFilter({ code, cure, ...facts }: FilterRefusal): never {
  throw new Refused(400, code, cure, facts)
}

type Fields = Readonly<Record<string, unknown>>

/** The one text of a field; null when it is absent. A field given twice has no one text. */
function textOf(fields: Fields, field: string): string | null {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  return refuseFilter({
    code: 'desk.bad-filter',
    field,
    value: JSON.stringify(value).slice(0, 100),
    cure: '只写一个文本 write one text',
  })
}

function checkNames(fields: Fields, others: readonly string[]): void {
  const known: readonly string[] = [...filterFields, ...others]
  const unknown = Object.keys(fields).find((field) => !known.includes(field))
  if (unknown === undefined) return
  // A filter that is misspelled and ignored would show, or compute, everything.
  refuseFilter({
    code: 'desk.bad-filter',
    field: unknown.slice(0, 100),
    value: '',
    cure: `可用 use one of: ${known.join(', ')}`,
  })
}

function filterOf(fields: Fields, others: readonly string[]) {
  checkNames(fields, others)
  const typed: TypedFilter = Object.fromEntries(
    filterFields.map((field) => [field, textOf(fields, field) ?? undefined]),
  )
  const filter = readFilter(typed)
  return filter.ok ? { typed, filter: filter.value } : refuseFilter(filter.error)
}

function pageOf(fields: Fields) {
  const [limit, after] = [textOf(fields, 'limit'), textOf(fields, 'after')]
  if (limit !== null && !/^[1-9]\d{0,8}$/.test(limit)) {
    refuseFilter({
      code: 'desk.bad-filter',
      field: 'limit',
      value: limit.slice(0, 100),
      cure: '写 1 或更大的整数 write 1 or more',
    })
  }
  const key = after === null ? null : readPageWord(after)
  if (key?.ok === false) return refuseFilter(key.error)
  return { limit: limit === null ? defaultPage : Number(limit), after: key === null ? null : key.value }
}

function dayOf(fields: Fields): IsoDate | null {
  const text = textOf(fields, 'on')
  if (text === null) return null
  const date = parseIsoDate(text)
  return date.ok
    ? date.value
    : refuseFilter({
        code: 'desk.bad-filter',
        field: 'on',
        value: text.slice(0, 100),
        cure: '写成 write it as 2025-03-01',
      })
}

function jsonOf(body: unknown): Fields {
  try {
    const parsed: unknown = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Fields
  } catch {
    // Falls through to the refusal that every other body meets.
  }
  throw new Refused(400, 'desk.bad-body', '请发送一个 JSON 对象 send one JSON object')
}

/** A body that could not be read is refused here, without the archive of the national door. */
async function refuseUnread(error: { readonly statusCode?: number }, _request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 400
  const body = { error: { code: 'desk.bad-body', cure: '请发送一个较短的 JSON 对象 send one short JSON object' } }
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

/** The message desk: finding, showing and computing again, for whoever holds a token. */
export function deskRoutes(app: FastifyInstance, { store, now, newId, milliseconds, reportFault }: DeskOptions): void {
  const wrong = wrongTokens(milliseconds)

  async function admit(request: FastifyRequest): Promise<DeskToken> {
    const token = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    const missing = new Refused(
      401,
      'desk.no-token',
      '请在 Authorization 头写 Bearer 令牌 send a bearer token: ./yibao messages token --name NAME',
    )
    if (token === undefined) throw missing
    if (wrong.tooMany(request.ip)) {
      throw new Refused(429, 'desk.too-many-wrong-tokens', '请一分钟后再试 wait a minute')
    }
    const holder = await tokenHolder(store, token)
    if (holder !== null) return holder
    wrong.note(request.ip)
    throw new Refused(
      401,
      'desk.wrong-token',
      '请核对令牌，或重新签发 check the token, or make another: ./yibao messages token --name NAME',
    )
  }

  /** Looks at names and identity numbers are written down before anything is shown. */
  async function unmasks(fields: Fields, holder: DeskToken, details: object): Promise<boolean> {
    const text = textOf(fields, 'unmask')
    if (text !== null && text !== 'true' && text !== 'false') {
      refuseFilter({
        code: 'desk.bad-filter',
        field: 'unmask',
        value: text.slice(0, 100),
        cure: '写 write true 或 or false',
      })
    }
    if (text !== 'true') return false
    const actor = `token ${holder.tokenId} ${holder.name}`
    await noteUnmasking(store, { operationId: newId(), at: now(), actor, details })
    return true
  }

  const answering =
    (answer: (request: FastifyRequest, holder: DeskToken) => Promise<object>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      reply.type('application/json; charset=utf-8').header('cache-control', 'no-store')
      try {
        return JSON.stringify(await answer(request, await admit(request)))
      } catch (error) {
        if (error instanceof Refused) {
          if (error.status === 401) reply.header('www-authenticate', 'Bearer')
          if (error.status === 429) reply.header('retry-after', '60')
          return reply.code(error.status).send(JSON.stringify(error.body))
        }
        const reference = newId()
        reportFault(reference, error)
        return reply.code(500).send(JSON.stringify({ error: { code: 'desk.internal', reference } }))
      }
    }

  app.get(
    '/desk/messages',
    answering(async ({ query }, holder) => {
      const fields = query as Fields
      const { typed, filter } = filterOf(fields, ['limit', 'after', 'unmask'])
      const page = pageOf(fields)
      const unmasked = await unmasks(fields, holder, { filter: typed, after: textOf(fields, 'after') })
      const { rows, next } = await findMessages(store, filter, page)
      return { messages: unmasked ? rows : rows.map(maskRow), next: next === null ? null : pageWord(next) }
    }),
  )

  app.get(
    '/desk/messages/:messageId',
    answering(async ({ query, params }, holder) => {
      const { messageId } = params as { readonly messageId: string }
      const found = /^[0-9A-Za-z-]{1,40}$/.test(messageId) ? await store.whole(messageId) : null
      if (found === null)
        throw new Refused(404, 'desk.unknown-message', '请用 find 查到的报文号 use a message number that find shows')
      const unmasked = await unmasks(query as Fields, holder, { messageId })
      return messageJson(unmasked ? found : maskWhole(found))
    }),
  )

  app.post(
    '/desk/messages/rerun',
    { bodyLimit: orderLimit, errorHandler: refuseUnread },
    answering(async ({ body }) => {
      const fields = jsonOf(body)
      const { filter } = filterOf(fields, ['pack', 'on'])
      const [packHash, on] = [textOf(fields, 'pack'), dayOf(fields)]
      if (packHash === null && on === null) {
        throw new Refused(400, 'desk.no-law', '请给出 pack（政策包哈希）或 on（日期） name a pack hash or a day')
      }
      const pack = packHash === null ? null : await store.pack(packHash)
      if (packHash !== null && pack === null) {
        throw new Refused(404, 'desk.unknown-pack', '请用本中心存档的政策包哈希 use the hash of a pack on file', {
          value: packHash.slice(0, 100),
        })
      }
      const law = { packs: pack === null ? null : [pack], on }
      return rerunJson(await rerunMessages(store, filter, law, { most: rerunLimit, progress: () => undefined }))
    }),
  )
}
