import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { region } from '../support/rest.ts'

const skip = { skip: withoutBrowser }

/** A part of the console that is open here is gone. */
const missing = (page: Page, part: RegExp): Promise<unknown> =>
  page.route(part, (route) => route.fulfill({ status: 404 }))

/** The centre serves a console whose entry has another name. */
const anotherBuild = (page: Page): Promise<unknown> =>
  page.route(/\/console\/$/, (route) => route.fulfill({ contentType: 'text/html', body: '<p>another build</p>' }))

/** How often the page was loaded from its beginning. */
function loadsOf(page: Page): () => number {
  let loads = 0
  page.on('domcontentloaded', () => {
    loads += 1
  })
  return () => loads
}

test(
  'an open page that misses a part of a console built anew loads itself once, and then says what is wrong',
  skip,
  () =>
    withConsole(async ({ pageOf }) => {
      const { page } = await pageOf([region('clerk', '990200')], '/account')
      await page.getByRole('menuitem', { name: '参保人' }).waitFor()
      await anotherBuild(page)
      const loads = loadsOf(page)
      await missing(page, /\/assets\/find-page-[^/]+\.js$/)
      await page.getByRole('menuitem', { name: '参保人' }).click()
      await page.getByText('页面没有载入').waitFor()
      await page.waitForLoadState('networkidle')
      await page.getByText('页面没有载入').waitFor()
      assert.equal(loads(), 1)
      assert.match(page.url(), /\/console\/people$/)
      assert.deepEqual(await barriers(page), [])
    }),
)

test(
  'a picture that another build has not any more says so in its place, and what was typed beside it stays',
  skip,
  () =>
    withConsole(async ({ pageOf }) => {
      const { page } = await pageOf([region('policy-maker', '990200')], '/policies/990200/parameters')
      const wanted = page.getByLabel('在参数与依据中查找')
      await wanted.fill('起付')
      await anotherBuild(page)
      const loads = loadsOf(page)
      await missing(page, /\/assets\/chart-drawing-[^/]+\.js$/)
      await page.getByRole('button', { name: /起付/ }).first().click()
      await page.getByText('图没有载入').waitFor()
      assert.equal(loads(), 0)
      assert.equal(await wanted.inputValue(), '起付')
      assert.deepEqual(await barriers(page), [])
      const loaded = page.waitForEvent('domcontentloaded')
      await page.getByRole('button', { name: /刷\s?新/ }).click()
      await loaded
    }),
)
