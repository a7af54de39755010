import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { answer, comeAgain, type Door, type Response, refuseUnread } from '../national/answer.ts'
import { headersOf } from '../national/gateway/headers.ts'
import { BodiesFull, type BodyMeter } from './pressure.ts'

/** One message; the limit keeps a slip from filling memory. */
const bodyLimit = 1_000_000

const nationalPath = '/fsi/api/rsfComIfsService/callService'

/** The addresses that clients are known to use: one fixed path, or the number appended to a base path. */
export const nationalPaths = [nationalPath, `${nationalPath}/:infno`, '/hsa/hgs/:infno', '/fsi/api/:infno', '/:infno']

/** A name as a header may carry it (RFC 5987): these three would end it. */
export const headerText = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)

/** Leaves out the mark (BOM) that some clients put before their UTF-8. */
const utf8 = new TextDecoder('utf-8')

/** A body as text; null when it is not UTF-8, for GBK read as UTF-8 would be stored as rubbish. */
function textOf(body: unknown): string | null {
  if (!Buffer.isBuffer(body)) return ''
  return isUtf8(body) ? utf8.decode(body) : null
}

/** Clients send any content type, or none; the body is what counts. */
function readBodiesRaw(app: FastifyInstance, bodies: BodyMeter): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', bodies.reader(bodyLimit))
  app.addHook('onRequest', (request, _reply, done) => {
    request.raw.headers['content-type'] = 'application/octet-stream'
    done()
  })
}

/** The national interface on every path that its clients use; in a scope of its own, for it reads bodies as nobody else does. */
export async function nationalDoor(
  app: FastifyInstance,
  { door, bodies }: { readonly door: Door; readonly bodies: BodyMeter },
): Promise<void> {
  readBodiesRaw(app, bodies)

  for (const path of nationalPaths) {
    app.post(path, { bodyLimit }, async (request, reply) => {
      const body = textOf(request.body)
      const { status, text, file }: Response =
        body === null
          ? {
              status: 200,
              text: await refuseUnread(door, { code: 'message.broken-json', part: 'envelope' }),
              file: null,
              refusal: 'message.broken-json',
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
    if (error instanceof BodiesFull) return reply.code(200).send(comeAgain(door))
    // The sender hung up before its message was whole: nothing to keep, nobody to answer, no fault of ours.
    if (error.code === 'ECONNRESET') return reply.code(400).send('')
    const reference = request.id
    door.reportFault(reference, error)
    return reply.code(500).send(await refuseUnread(door, { code: 'gateway.internal', reference }))
  })
}
