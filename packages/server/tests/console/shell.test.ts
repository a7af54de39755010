import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { colleague, colleaguePassword, region } from '../support/rest.ts'

const skip = { skip: withoutBrowser }
const newPassword = 'Another-horse-battery-7'

test('somebody signs in, sees the menu of his rights, and signs out', skip, () =>
  withConsole(async ({ world, openPage }) => {
    const { userId } = await colleague(world, region('auditor'))
    const page = await openPage('/people')
    await page.getByLabel('用户名').fill(userId)
    await page.getByLabel('口令').fill('wrong')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('口令').fill(colleaguePassword)
    await page.getByRole('button', { name: '登录' }).click()
    const menu = page.getByRole('navigation', { name: '主菜单' })
    await menu.getByRole('link', { name: '参保人' }).waitFor()
    assert.equal(await menu.getByRole('link', { name: '用户' }).count(), 0)
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByLabel('用户名').waitFor()
  }),
)

test(
  'a session that has ended is asked for again above the page: what was typed stays, and the call goes on',
  skip,
  () =>
    withConsole(async ({ pageOf }) => {
      const { page } = await pageOf([region('clerk')], '/people')
      const number = page.getByLabel('证件号码').last()
      await number.fill('990000198001100017')
      await page.context().clearCookies()
      await page.getByRole('button', { name: '查找', exact: true }).click()
      const again = page.getByRole('dialog', { name: '会话已结束，请重新登录' })
      await again.getByLabel('口令').fill(colleaguePassword)
      await again.getByRole('button', { name: '登录' }).click()
      await again.waitFor({ state: 'hidden' })
      await page.getByText('没有找到，或不在您的权限范围内').waitFor()
      assert.equal(await number.inputValue(), '990000198001100017')
    }),
)

test('a page that is not for one says which right it needs; an address without a page says so', skip, () =>
  withConsole(async ({ pageOf, url }) => {
    const { page } = await pageOf([region('system-admin')], '/people')
    await page.getByText('您没有打开此页的权限').waitFor()
    await page.getByText('需要权限：查询参保人').waitFor()
    await page.goto(`${url}/console/nowhere`)
    await page.getByText('没有这个页面').waitFor()
  }),
)

test('the address without its last slash leads to the console; a file that is not of it is no page', skip, () =>
  withConsole(async ({ openPage, url }) => {
    const page = await openPage('')
    await page.getByLabel('用户名').waitFor()
    assert.equal((await fetch(`${url}/console/nowhere`)).status, 200)
    assert.equal((await fetch(`${url}/console/assets/of-another-build.js`)).status, 404)
  }),
)

test('a password is changed, and wrong words are told at their field', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/account', { language: 'en' })
    await page.getByLabel('Present password').fill(colleaguePassword)
    await page.getByLabel('New password', { exact: true }).fill(newPassword)
    await page.getByLabel('New password once more').fill('something else')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('the two new passwords differ').waitFor()
    await page.getByLabel('New password once more').fill(newPassword)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('the password was changed').waitFor()
  }),
)

test('the palette finds pages by a few letters, from the keyboard alone', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/account')
    await page.getByRole('heading', { name: '我的账号' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: '查找' }).fill('insured')
    await page.getByRole('option', { name: '参保人' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '参保人' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('body').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '键盘操作' }).getByText('查找和跳转').waitFor()
  }),
)

test('when the centre is gone the page says so, with the cure, and goes on when it is back', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/people')
    await page.getByLabel('证件号码').last().fill('990000198001100017')
    await page.route('**/api/**', (route) => route.abort())
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await page.getByText('请检查网络；平台恢复后可重试').waitFor()
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await page.getByText('没有找到，或不在您的权限范围内').waitFor()
  }),
)
