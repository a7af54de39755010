import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRestClient } from '@yibao/contract/rest'
import type { Role } from '@yibao/core/office'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/chromium.ts'

/** Takes the pictures of docs/pictures from a running demo: `node packages/server/tests/console/pictures.ts http://127.0.0.1:8080`. */
const [address = 'http://127.0.0.1:8080'] = process.argv.slice(2)
const folder = fileURLToPath(new URL('../../../../docs/pictures/', import.meta.url))

interface Picture {
  readonly file: string
  readonly role: Role
  readonly path: string
  readonly language?: 'en'
  readonly looks?: 'dark'
  readonly width?: number
  readonly height?: number
  /** What is done on the page before the picture is taken. */
  readonly first?: (page: Page) => Promise<void>
}

/** Opens the first row of the list that the page shows. */
const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('grid').first().focus()
  await page.keyboard.press('Enter')
}

/** Identifies somebody who has been there before, and looks for an item by the letters of its name. */
async function serve(page: Page): Promise<void> {
  const { rows } = (await page.evaluate(async () => (await fetch('/api/settlements?limit=1')).json())) as {
    readonly rows: readonly { readonly insuredId: string }[]
  }
  const [known] = rows
  if (known === undefined) throw new Error('nobody has been at this till; take the pictures when the hour is under way')
  await page.getByLabel('凭证类型').click()
  await page.getByTitle(/人员编号/).click()
  await page.getByRole('textbox', { name: '证件号码' }).fill(known.insuredId)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: '参保人' }).waitFor()
  await page.getByRole('combobox', { name: '找项目' }).pressSequentially('a')
}

const pictures: readonly Picture[] = [
  { file: 'todo', role: 'supervision-lead', path: '/todo' },
  { file: 'till', role: 'cashier', path: '/till', first: serve },
  { file: 'settlements', role: 'clerk', path: '/settlements' },
  { file: 'settlement', role: 'clerk', path: '/settlements', first: openFirst },
  { file: 'messages', role: 'clerk', path: '/messages' },
  { file: 'policy', role: 'policy-maker', path: '/policies' },
  { file: 'catalogue', role: 'clerk', path: '/catalogue' },
  { file: 'providers', role: 'clerk', path: '/providers' },
  { file: 'imports', role: 'clerk', path: '/imports' },
  { file: 'payments', role: 'clerk', path: '/payments/runs' },
  { file: 'statement', role: 'clerk', path: '/payments/statements', first: openFirst },
  { file: 'findings', role: 'auditor', path: '/findings' },
  { file: 'indicators', role: 'auditor', path: '/indicators?run=monthly%2F2023-10' },
  { file: 'rules', role: 'auditor', path: '/rules', language: 'en', looks: 'dark' },
  { file: 'matters', role: 'supervision-lead', path: '/matters' },
  { file: 'matter', role: 'legal-reviewer', path: '/matters', first: openFirst },
  { file: 'evidence', role: 'evidence-keeper', path: '/evidence' },
  { file: 'wall', role: 'leader', path: '/wall', width: 1920, height: 1080 },
  { file: 'wall-phone', role: 'leader', path: '/wall', width: 390, height: 844 },
  { file: 'users', role: 'system-admin', path: '/office/users' },
  { file: 'log', role: 'audit-admin', path: '/office/log' },
]

const hinted = await openRestClient({ url: address }).call('session.hints')
if (!hinted.ok) throw new Error(hinted.error.message.en)
const accounts = new Map(hinted.value.accounts.map((hint) => [hint.role, hint]))

await mkdir(folder, { recursive: true })
const browser = await openBrowser()
const first = await browser.newPage({ viewport: { width: 1366, height: 768 } })
await first.goto(`${address}/console/`)
await first.getByLabel('用户名').waitFor()
await first.screenshot({ path: join(folder, 'sign-in.png') })
for (const { file, role, path, language, looks, width = 1366, height = 768, first: before } of pictures) {
  const account = accounts.get(role)
  if (account === undefined) throw new Error(`the demo has no account of a ${role}`)
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addInitScript(
    ([tongue = 'zh', shade = 'light']) => {
      localStorage.setItem('yibao.language', tongue)
      localStorage.setItem('yibao.looks', shade)
    },
    [language ?? 'zh', looks ?? 'light'],
  )
  const page = await context.newPage()
  await page.goto(`${address}/console${path}`)
  await page.getByLabel(language === 'en' ? 'User name' : '用户名').fill(account.userId)
  await page.getByLabel(language === 'en' ? 'Password' : '口令', { exact: true }).fill(account.password)
  await page.keyboard.press('Enter')
  await page.getByLabel(language === 'en' ? 'User name' : '用户名').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await before?.(page)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: join(folder, `${file}.png`) })
  console.log(`${file}.png`)
  await context.close()
}
await browser.close()
