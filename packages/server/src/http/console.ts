import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const built = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

const prefix = '/console/'

/** The styles of the console's widgets are made in the browser; a card reader beside it answers on the machine itself. */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' http://127.0.0.1:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Names of these hold a digest of what is in them. */
const isNamedByContent = (path: string): boolean => path.includes('/assets/')

const oneYear = 'public, max-age=31536000, immutable'

const unbuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>OpenYibao</title>
<p>控制台尚未构建，请运行 <code>./yibao build</code> 后重新启动。</p>
<p lang="en">The console has not been built: run <code>./yibao build</code>, then start again.</p></html>`

interface ConsoleOptions {
  /** Where the built console stands. */
  readonly folder?: string
}

/** Serves the console as it was built, at `/console/`; what is no file there is a page of it. */
export async function consoleDoor(app: FastifyInstance, { folder = built }: ConsoleOptions): Promise<void> {
  const page = (reply: FastifyReply): FastifyReply =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache')
  for (const path of ['/', '/console']) app.get(path, async (_request, reply) => reply.redirect(prefix))
  if (!existsSync(join(folder, 'index.html'))) {
    app.get(`${prefix}*`, async (_request, reply) => page(reply).send(unbuilt))
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    prefix,
    wildcard: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', policy)
      reply.header('cache-control', isNamedByContent(path) ? oneYear : 'no-cache')
    },
  })
  app.get(`${prefix}*`, async (_request, reply) => page(reply).sendFile('index.html'))
  // A file of another build is told as missing: the page in its place would be taken for a script.
  app.get(`${prefix}assets/*`, async (_request, reply) => reply.callNotFound())
}
