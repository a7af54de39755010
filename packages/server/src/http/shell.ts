import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

const folder = new URL('../../../web/src/shell/', import.meta.url)

const files = [
  { path: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/shell.js', file: 'shell.js', type: 'text/javascript; charset=utf-8' },
  { path: '/shell.css', file: 'shell.css', type: 'text/css; charset=utf-8' },
]

/** The console's shell: the page that says whether the centre is up. */
export async function consoleShell(app: FastifyInstance): Promise<void> {
  for (const { path, file, type } of files) {
    app.get(path, async (_request, reply) => reply.type(type).send(await readFile(new URL(file, folder), 'utf8')))
  }
}
