import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { consoleDoor } from './console.ts'

/** Puts a console of one page and one script where the door looks for it. */
async function build(folder: string, name: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), `<script src="/console/assets/${name}.js"></script>`)
  await writeFile(join(folder, 'assets', `${name}.js`), `"${name}"`)
  await writeFile(join(folder, '.built'), 'digest')
}

async function withDoor(work: (app: FastifyInstance, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  const app = fastify()
  app.register(consoleDoor, { folder: join(folder, 'dist') })
  try {
    await work(app, join(folder, 'dist'))
  } finally {
    await app.close()
    await rm(folder, { recursive: true })
  }
}

test('a console that is built, or built anew, while the centre runs is served as it stands', () =>
  withDoor(async (app, folder) => {
    const at = (url: string) => app.inject({ url })
    assert.match((await at('/console/')).body, /yibao build/)
    assert.equal((await at('/console/')).statusCode, 503)
    await build(folder, 'old')
    for (const url of ['/console/', '/console/till', '/console/people/99/settlements/1?tab=why']) {
      const page = await at(url)
      assert.deepEqual([page.statusCode, page.headers['cache-control']], [200, 'no-cache'], url)
      assert.match(page.body, /assets\/old\.js/, url)
    }
    assert.equal((await at('/console/assets/old.js')).body, '"old"')
    await build(folder, 'new')
    assert.match((await at('/console/till')).body, /assets\/new\.js/)
    const script = await at('/console/assets/new.js')
    assert.equal(script.body, '"new"')
    assert.match(String(script.headers['cache-control']), /immutable/)
    assert.match(String(script.headers['content-security-policy']), /form-action 'self'/)
  }))

test('a script of another build is missing, no page in its place; what lies beside the console stays there', () =>
  withDoor(async (app, folder) => {
    await build(folder, 'new')
    await writeFile(join(folder, '..', 'secret.txt'), 'secret')
    const missing = await app.inject({ url: '/console/assets/old.js' })
    assert.deepEqual([missing.statusCode, missing.headers['cache-control']], [404, 'no-cache'])
    for (const url of [
      '/console/..%2fsecret.txt',
      '/console/%2e%2e%2fsecret.txt',
      '/console/.built',
      '/console//.built',
    ]) {
      assert.doesNotMatch((await app.inject({ url })).body, /secret$|digest/, url)
    }
  }))
