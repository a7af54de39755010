import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { openBureau } from '../support/casework.ts'
import { answered, colleague, region } from '../support/rest.ts'

const skip = { skip: withoutBrowser }

test('two administrators grant roles to one account: the second is told who was faster, and goes on', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const system = await colleague(world, region('system-admin'))
    await answered(system.client.call('users.add', { userId: 'wang.wu', name: '王五', staffNumber: '9' }))
    const path = '/office/users/wang.wu'
    const [one, other] = [
      await pageOf([region('security-admin')], path),
      await pageOf([region('security-admin')], path),
    ]
    for (const [{ page }, role] of [
      [one, '经办人员'],
      [other, '稽核人员'],
    ] as const) {
      await page.getByLabel('授予角色').fill(role)
      await page.getByTitle(role, { exact: true }).click()
      const regions = page.getByRole('combobox', { name: '地区' })
      await regions.fill('990200')
      await regions.press('Enter')
    }
    await one.page.getByRole('button', { name: '授予', exact: true }).click()
    await one.page.getByRole('cell', { name: '经办人员' }).waitFor()

    await other.page.getByRole('button', { name: '授予', exact: true }).click()
    const told = other.page.getByRole('alert').filter({ hasText: '此间这个用户已有改动' })
    await told
      .getByText(new RegExp(`${one.user.userId} 于 2023-11-13 \\d\\d:\\d\\d:\\d\\d 改动；您填写的内容仍在`))
      .waitFor()
    await other.page.getByRole('cell', { name: '经办人员' }).waitFor()
    await other.page.locator('.ant-select').filter({ hasText: '990200' }).waitFor()
    assert.deepEqual(await barriers(other.page), [])

    await other.page.getByRole('button', { name: '授予', exact: true }).click()
    await other.page.getByRole('cell', { name: '稽核人员' }).waitFor()
    const { rows } = await answered(system.client.call('users.list', { text: 'wang.wu' }))
    assert.deepEqual(rows[0]?.grants.map(({ role }) => role).toSorted(), ['auditor', 'clerk'])
  }),
)

test('two who assign one review item: what the second wrote stays beside what the first did', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const { matterId } = await bureau.take()
    const path = `/matters/${matterId}`
    const [one, other] = [
      await pageOf([region('supervision-lead')], path),
      await pageOf([region('supervision-lead')], path),
    ]
    for (const [{ page }, assignee] of [
      [one, 'audit.sun'],
      [other, 'audit.li'],
    ] as const) {
      await page.getByRole('button', { name: '分派', exact: true }).click()
      await page.getByRole('combobox', { name: '指派给' }).fill(assignee)
      await page.getByLabel('理由').fill(`由 ${assignee} 核查`)
    }
    await one.page.getByRole('button', { name: '提交：分派' }).click()
    await one.page.getByText('已办理').waitFor()
    await other.page.getByRole('button', { name: '提交：分派' }).click()
    const told = other.page.getByRole('alert').filter({ hasText: '此间这件事项已有改动' })
    await told.getByText(`${one.user.userId} 于`).waitFor()
    assert.equal(await other.page.getByLabel('理由').inputValue(), '由 audit.li 核查')
    await other.page.getByText('由 audit.sun 核查').waitFor()
    assert.deepEqual(await barriers(other.page), [])
  }),
)
