import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { openBureau } from '../support/casework.ts'
import { colleague, colleaguePassword, region } from '../support/rest.ts'

const skip = { skip: withoutBrowser }

test('the first page says what waits, opens it, and says so when nothing does', skip, () =>
  withConsole(async ({ world, pageOf, pageFor }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const { page, user } = await pageOf([region('auditor', '990200')], '/')
    await page.getByRole('heading', { name: /^待办/ }).waitFor()
    await page.getByText('现在没有等您办的事').waitFor()
    await page.getByText('近两个月没有提醒').waitFor()
    assert.deepEqual(await barriers(page), [])

    const { matterId } = await bureau.take()
    await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: user.userId } })
    await world.database.pool.query(
      `insert into matter_reminder (matter_id, deadline_name, deadline_until, mark, office, told, reminded_at)
       select matter_id, deadline_name, deadline_until, '5', 'reviewer', $1, '2023-11-13 08:00:00' from matter where matter_id = $2`,
      [user.userId, matterId],
    )
    await page.getByRole('button', { name: '刷新' }).click()
    const heap = page.getByRole('button', { name: /疑点：初审 → 告知/ })
    await heap.waitFor()
    assert.equal(await heap.getAttribute('aria-expanded'), 'true', 'the most urgent is open')
    await page.getByRole('cell', { name: '分解住院' }).waitFor()
    await page.getByRole('columnheader', { name: '参保人、费用日期、编号' }).waitFor()
    await page.getByText('提前 5 天提醒').waitFor()
    assert.deepEqual(await barriers(page), [])
    await heap.focus()
    await page.keyboard.press('Enter')
    assert.equal(await heap.getAttribute('aria-expanded'), 'false')
    assert.equal(await page.getByRole('link', { name: '三目录' }).count(), 1)
    assert.equal(
      await page.getByRole('link', { name: '目录对照审核' }).count(),
      0,
      'who cannot review is not led there',
    )
    await page.getByRole('button', { name: /查找/ }).click()
    await page.getByText(/^为您查找：参保人、机构、.*结算单.*、页面$/).waitFor()

    const lead = await pageOf([region('supervision-lead', '990200')], '/todo', { language: 'en', looks: 'dark' })
    await lead.page.getByRole('button', { name: /review items: waiting to be assigned → assign/ }).waitFor()
    assert.deepEqual(await barriers(lead.page), [])
    const phone = await pageFor(user, '/todo', { width: 390, height: 844 })
    await phone.getByRole('button', { name: /疑点：初审 → 告知/ }).waitFor()
  }),
)

test('the sign-in page of a demo offers its accounts; choosing one fills the form and opens what waits', skip, () =>
  withConsole(async ({ world, openPage }) => {
    const { userId } = await colleague(world, region('clerk', '990200'))
    const page = await openPage('/')
    await page.getByLabel('用户名').waitFor()
    assert.equal(await page.getByText('演示账号').count(), 0, 'no centre but a demo shows any')
    const account = {
      userId,
      password: colleaguePassword,
      role: 'clerk',
      label: { zh: '经办人员', en: 'clerk' },
      place: { zh: '统筹区 990200', en: 'region 990200' },
      work: { zh: '参保', en: 'people' },
    }
    const somebody = '990101199001011234'
    await page.route('**/api/session/hints', (route) => route.fulfill({ json: { accounts: [account], somebody } }))
    await page.reload()
    await page.getByText(somebody).waitFor()
    await page.getByRole('button', { name: '经办人员' }).click()
    assert.equal(await page.getByLabel('用户名').inputValue(), userId)
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { name: /^待办/ }).waitFor()
  }),
)
