import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Grant } from '@yibao/core/office'
import type { Browser, Page } from 'playwright-core'
import { buildConsole } from '../../../../tools/console.ts'
import { openBrowser } from './chromium.ts'
import { type Colleague, colleague, colleaguePassword } from './rest.ts'
import { withTestDatabase } from './test-database.ts'
import { openWorld, type World } from './world.ts'

export { withoutBrowser } from './chromium.ts'

interface View {
  readonly language?: 'zh' | 'en'
  readonly looks?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
}

/** A centre with the console, and a browser before it. */
export interface Console {
  readonly world: World
  /** `http://127.0.0.1:12345` */
  readonly url: string
  /** A page that nobody has signed in on. */
  openPage(path: string, view?: View): Promise<Page>
  /** A page of a new colleague with these roles, signed in. */
  pageOf(
    grants: readonly Grant[],
    path: string,
    view?: View,
  ): Promise<{ readonly page: Page; readonly user: Colleague }>
  /** The same for a colleague who is there already. */
  pageFor(user: Colleague, path: string, view?: View): Promise<Page>
}

async function newPage(
  browser: Browser,
  { language = 'zh', looks = 'light', width = 1366, height = 768 }: View,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addInitScript(
    ([tongue, shade]) => {
      localStorage.setItem('yibao.language', tongue ?? 'zh')
      localStorage.setItem('yibao.looks', shade ?? 'light')
    },
    [language, looks],
  )
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  // A page that throws is broken even when it looks well.
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** Signs in from inside the page, for a session is used from where it was begun. */
async function signIn(page: Page, url: string, userId: string): Promise<void> {
  await page.goto(`${url}/health`)
  const status = await page.evaluate(
    async ([user, password]) => {
      const answer = await fetch('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-yibao-csrf': '1' },
        body: JSON.stringify({ userId: user, password }),
      })
      return answer.status
    },
    [userId, colleaguePassword],
  )
  if (status !== 200) throw new Error(`signing in as ${userId} was answered with ${status}`)
}

/** Runs a centre on a database of its own, the console as it is built, and a browser. */
export function withConsole(
  work: (console: Console) => Promise<void>,
  more: Parameters<typeof openWorld>[1] = {},
): Promise<void> {
  return withTestDatabase(async (database) => {
    await buildConsole()
    const world = await openWorld(database, more)
    const url = await world.centre.listen('127.0.0.1', 0)
    const browser = await openBrowser()
    const pageFor: Console['pageFor'] = async ({ userId }, path, view = {}) => {
      const page = await newPage(browser, view)
      await signIn(page, url, userId)
      await page.goto(`${url}/console${path}`)
      return page
    }
    try {
      await work({
        world,
        url,
        openPage: async (path, view = {}) => {
          const page = await newPage(browser, view)
          await page.goto(`${url}/console${path}`)
          return page
        },
        pageOf: async (grants, path, view) => {
          const user = await colleague(world, ...grants)
          return { user, page: await pageFor(user, path, view) }
        },
        pageFor,
      })
    } finally {
      await browser.close()
      await world.close()
    }
  })
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

const criteria = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Lists that show less than their columns; on a phone they are moved sideways. */
const wideLists = `innerWidth < 1280 ? [] : [...document.querySelectorAll('.rows-frame')]
  .filter((frame) => frame.scrollWidth > frame.clientWidth)
  .map((frame) => frame.getAttribute('aria-label') + ': ' + frame.scrollWidth + ' px in ' + frame.clientWidth)`

/**
 * What WCAG 2.2 A and AA find wrong with a page as it is shown now, one line each: rule, impact, the first element; and
 * the lists of it that are wider than their frame.
 */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  // As text, for what runs in the page is of another environment than this file.
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: criteria } })})`,
  )
  return [
    ...violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html ?? ''}`),
    ...(await page.evaluate<readonly string[]>(wideLists)),
  ]
}
