import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const built = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

const prefix = '/console'

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
<p>控制台尚未构建，或正在构建：请运行 <code>./yibao build</code>，完成后刷新。</p>
<p lang="en">The console has not been built, or is being built: run <code>./yibao build</code>, then reload.</p></html>`

interface ConsoleOptions {
  /** Where the built console stands. */
  readonly folder?: string
}

/**
 * Serves the console at `/console/` as it stands built at this moment, for it may be built anew while we run; what is no file
 * there is a page of it.
 */
export async function consoleDoor(app: FastifyInstance, { folder = built }: ConsoleOptions): Promise<void> {
  for (const path of ['/', prefix]) app.get(path, async (_request, reply) => reply.redirect(`${prefix}/`))
  await app.register(
    async (scope) => {
      await scope.register(fastifyStatic, {
        root: folder,
        preCompressed: true,
        index: false,
        dotfiles: 'ignore',
        cacheControl: false,
        setHeaders: (reply, path) => {
          reply.header('content-security-policy', policy)
          reply.header('cache-control', isNamedByContent(path) ? oneYear : 'no-cache')
        },
      })
      const sendPage = async (reply: FastifyReply): Promise<FastifyReply> => {
        const stands = await access(join(folder, 'index.html')).then(
          () => true,
          () => false,
        )
        const page = reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache')
        return stands ? page.code(200).sendFile('index.html') : page.code(503).send(unbuilt)
      }
      scope.get('/', { prefixTrailingSlash: 'slash' }, async (_request, reply) => sendPage(reply))
      scope.setNotFoundHandler(async (request, reply) => {
        // A file of another build is told as missing: the page in its place would be taken for a script.
        if (!isNamedByContent(request.url)) return sendPage(reply)
        return reply.code(404).header('cache-control', 'no-cache').send({ missing: request.url })
      })
    },
    { prefix },
  )
}
