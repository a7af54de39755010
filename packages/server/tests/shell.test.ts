import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
)

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

test(
  'the page of the centre says in a browser that it is up, and which regions it serves',
  { skip: browser === undefined && 'no chromium on this machine' },
  () =>
    withTestDatabase(async (database) => {
      const world = await openWorld(database)
      const address = await world.centre.listen('127.0.0.1', 0)
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      execFile(browser ?? '', [...quiet, '--virtual-time-budget=5000', '--dump-dom', `${address}/`], (error, dom) =>
        error === null ? resolve(dom) : reject(error),
      )
      const dom = await promise
      await world.close()
      assert.match(dom, /运行正常 The centre is up/)
      assert.match(dom, /宁波市/)
      assert.match(dom, /data-healthy="true"/)
    }),
)

test('the health of the centre is told to machines', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const up = await world.centre.app.inject('/health')
    await world.close()
    assert.equal(up.statusCode, 200)
    assert.equal(up.json().institutions, 4)
  }))
