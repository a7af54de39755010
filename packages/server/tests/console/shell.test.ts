import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { colleague, colleaguePassword, region } from '../support/rest.ts'
import { person } from '../support/world.ts'

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
      await page.context().clearCookies()
      await page.getByRole('button', { name: '查找', exact: true }).click()
      await again.getByRole('button', { name: '换人，放弃未提交的内容' }).click()
      const name = page.getByLabel('用户名')
      await name.and(page.locator(':focus')).waitFor()
      assert.equal(await name.inputValue(), '')
      assert.equal(await number.count(), 0)
      assert.doesNotMatch(page.url(), /people/)
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

test('a page whose code cannot be loaded says so in its place, and is loaded when the network is back', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/account')
    const menu = page.getByRole('navigation', { name: '主菜单' })
    await menu.waitFor()
    await page.route('**/console/**', (route) => route.abort())
    await menu.getByRole('link', { name: '参保人' }).click()
    await page.getByRole('alert').getByText('页面没有载入').waitFor()
    await page.unroute('**/console/**')
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('heading', { name: '参保人' }).waitFor()
  }),
)

test('what is written stays text: a question mark in a field is no key of the page', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/people')
    const number = page.getByLabel('证件号码').last()
    await number.focus()
    await page.keyboard.type('9?9')
    assert.equal(await number.inputValue(), '9?9')
  }),
)

test('tabs of one browser share one session: none acts under the name of somebody else', skip, () =>
  withConsole(async ({ world, url, pageOf }) => {
    const { page, user } = await pageOf([region('clerk')], '/people')
    const other = await colleague(world, region('auditor'))
    const beside = await page.context().newPage()
    await beside.goto(`${url}/console/people`)
    const number = beside.getByLabel('证件号码').last()
    await number.fill('990000198001100017')
    const signInAs = async (userId: string): Promise<void> => {
      await page.getByLabel('用户名').fill(userId)
      await page.getByLabel('口令').fill(colleaguePassword)
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByRole('button', { name: '退出' }).waitFor()
    }

    // The session ends under both; who signs in again in one goes on in the other, with what was typed.
    await page.context().clearCookies()
    await beside.getByRole('button', { name: '查找', exact: true }).click()
    await beside.getByRole('dialog', { name: '会话已结束，请重新登录' }).waitFor()
    await page.goto(`${url}/console/account`)
    await signInAs(user.userId)
    await beside.getByText('没有找到，或不在您的权限范围内').waitFor()
    assert.equal(await number.inputValue(), '990000198001100017')

    await page.getByRole('button', { name: '退出' }).click()
    await beside.getByLabel('用户名').waitFor()
    await signInAs(other.userId)
    await beside.getByRole('button', { name: '退出' }).waitFor()
    const names = await Promise.all(
      [page, beside].map((tab) => tab.getByRole('banner').getByRole('link').last().textContent()),
    )
    assert.equal(names[0], names[1])
    assert.equal(await beside.getByLabel('证件号码').last().inputValue(), '')
  }),
)

test('of another person nothing stays that was shown for the one before', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const [one, another] = [person(1), person(2)]
    await world.plant([one, another].map((who) => ({ person: who, balance: fen(100_00) })))
    const { page } = await pageOf([region('clerk', '990200')], `/people/${another.insuredId}`)
    const open = async (insuredId: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: '查找' }).fill(insuredId)
      await page.getByRole('option').filter({ hasText: '参保人 ·' }).click()
      await page.getByRole('cell', { name: insuredId }).waitFor()
    }
    await page.getByRole('cell', { name: another.insuredId }).waitFor()
    await open(one.insuredId)
    await page.getByRole('button', { name: '查看原文' }).click()
    await page.getByLabel('事由（记入操作日志）').fill('核对身份')
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByText('已记入日志').waitFor()
    await open(another.insuredId)
    assert.equal(await page.getByText('已记入日志').count(), 0)
    await page.getByRole('button', { name: '查看原文' }).waitFor()
  }),
)
