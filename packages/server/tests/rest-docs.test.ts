import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { routes } from '@yibao/contract/rest'
import { chromium } from 'playwright-core'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }))
  .find(({ status }) => status === 0)
  ?.stdout.trim()

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Where pictures of the page go; none are taken without it. */
const pictures = process.env.YIBAO_PICTURES

test(
  'the interface can be read in a browser: every route, its fields and its errors, without a complaint of the page',
  { skip: browserPath === undefined && 'no chromium on this machine' },
  () =>
    withTestDatabase(async (database) => {
      const world = await openWorld(database)
      const address = await world.centre.listen('127.0.0.1', 0)
      const browser = await chromium.launch({ executablePath: browserPath ?? '', args: quiet })
      const complaints: string[] = []
      try {
        // The page draws only the routes that are in view: here all of them are.
        const page = await browser.newPage({ viewport: { width: 1280, height: 20_000 } })
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
        })
        page.on('pageerror', (error) => complaints.push(error.message))
        page.on('requestfailed', (request) => complaints.push(request.url()))
        const answer = await page.goto(`${address}/api/docs`, { waitUntil: 'networkidle' })
        assert.match(answer?.headers()['content-security-policy'] ?? '', /default-src 'self'/)
        await page
          .locator('.opblock')
          .nth(routes.length - 1)
          .waitFor()
        assert.equal(await page.locator('.opblock').count(), routes.length)
        const picture = async (name: string) => {
          if (pictures === undefined) return
          await mkdir(pictures, { recursive: true })
          await page.screenshot({ path: join(pictures, `${name}.png`) })
        }
        await picture('openapi-routes')
        const path = '/api/people/{insuredId}/settlements/{settlementId}'
        const one = page.locator('.opblock', { has: page.locator(`[data-path="${path}"]`) })
        await one.locator('.opblock-summary-control').click()
        await one.locator('.opblock-body').waitFor()
        const told = (await one.textContent()) ?? ''
        assert.match(told, /insuredId/)
        assert.match(told, /settlements\.unknown/)
        assert.match(told, /settlements\.read/)
        await one.scrollIntoViewIfNeeded()
        await picture('openapi-one-route')
      } finally {
        await browser.close()
        await world.close()
      }
      assert.deepEqual(complaints, [])
    }),
)

test('the document is the same wherever it is asked for', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const { app } = world.centre
    const [document, shown] = await Promise.all(
      ['/api/openapi.json', '/api/docs/json'].map((url) => app.inject({ url })),
    )
    await world.close()
    assert.equal(document?.statusCode, 200)
    assert.deepEqual(document?.json(), shown?.json())
    assert.equal(document?.json().openapi, '3.1.0')
  }))
