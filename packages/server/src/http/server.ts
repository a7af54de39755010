import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import fastify, { type FastifyInstance } from 'fastify'
import { answer, type Door, type Response, refuseUnread } from '../national/answer.ts'
import { headersOf } from '../national/gateway/headers.ts'

import { type DeskOptions, deskRoutes } from './desk.ts'

export interface HttpOptions {
  readonly desk: DeskOptions
  readonly door: Door
  /** Whether the centre can do its work now; what the health page shows. */
  readonly health: () => Promise<Health>
  readonly version: string
}

export interface Health {
  readonly healthy: boolean
  readonly database: string
  readonly businessTime: string
  readonly catalogItems: number
  readonly institutions: number
  readonly regions: readonly string[]
}

/** One message; the limit keeps a slip from filling memory. */
const bodyLimit = 1_000_000

const nationalPath = '/fsi/api/rsfComIfsService/callService'

/** A message is on its way for this long at most; a sender that trickles keeps no connection for itself. */
const requestTimeout = 60_000

/** The addresses that clients are known to use: one fixed path, or the number appended to a base path. */
export const nationalPaths = [nationalPath, `${nationalPath}/:infno`, '/hsa/hgs/:infno', '/fsi/api/:infno', '/:infno']

const shell = new URL('../../../web/src/shell/', import.meta.url)

/** A name as a header may carry it (RFC 5987): these three would end it. */
const headerText = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)

/** Leaves out the mark (BOM) that some clients put before their UTF-8. */
const utf8 = new TextDecoder('utf-8')

/** A body as text; null when it is not UTF-8, for GBK read as UTF-8 would be stored as rubbish. */
function textOf(body: unknown): string | null {
  if (!Buffer.isBuffer(body)) return ''
  return isUtf8(body) ? utf8.decode(body) : null
}

/** Builds the HTTP door: the national interface, health for machines, and the console's shell. */
export function httpServer({ desk, door, health, version }: HttpOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit,
    requestTimeout,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
  })

  // Clients send any content type, or none; the body is what counts.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (request) => {
    request.raw.headers['content-type'] = 'application/octet-stream'
  })

  for (const path of nationalPaths) {
    app.post(path, async (request, reply) => {
      const body = textOf(request.body)
      const { status, text, file }: Response =
        body === null
          ? {
              status: 200,
              text: await refuseUnread(door, { code: 'message.broken-json', part: 'envelope' }),
              file: null,
            }
          : await answer(door, headersOf(request.raw.rawHeaders), body)
      if (file === null) return reply.code(status).type('application/json; charset=utf-8').send(text)
      // Clients tell a file from a refusal by its content type.
      return reply
        .code(status)
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${headerText(file.filename)}`)
        .send(Buffer.from(file.content))
    })
  }

  app.setErrorHandler(async (error: { code?: string }, request, reply) => {
    reply.type('application/json; charset=utf-8')
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      // Business refusals come with status 200: clients take every other one for a failure of the transport.
      return reply.code(200).send(await refuseUnread(door, { code: 'gateway.body-too-large', limit: bodyLimit }))
    }
    // The sender hung up before its message was whole: nothing to keep, nobody to answer, no fault of ours.
    if (error.code === 'ECONNRESET') return reply.code(400).send('')
    const reference = request.id
    door.reportFault(reference, error)
    return reply.code(500).send(await refuseUnread(door, { code: 'gateway.internal', reference }))
  })

  deskRoutes(app, desk)

  app.get('/health', async (_request, reply) => {
    const state = await health()
    return reply.code(state.healthy ? 200 : 503).send({ ...state, version })
  })

  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(await readFile(new URL('index.html', shell), 'utf8')),
  )
  app.get('/shell.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(await readFile(new URL('shell.js', shell), 'utf8')),
  )
  app.get('/shell.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(await readFile(new URL('shell.css', shell), 'utf8')),
  )
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('content-security-policy', "default-src 'self'; frame-ancestors 'none'")
  })
  return app
}
