import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { importWriters } from '../../src/store/import-store.ts'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { institution, region } from '../support/rest.ts'
import { expectOk } from '../support/visit.ts'
import { hospital, items, otherHospital, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }

async function mappings(world: World): Promise<void> {
  const rows = ['L1', 'L2', 'L3'].map((code) => ({
    fixmedins_hilist_id: code,
    fixmedins_hilist_name: code === 'L2' ? '别的东西' : items.shared.name,
    list_type: '101',
    med_list_codg: items.shared.code,
    dosform: '片剂',
  }))
  expectOk(await world.till(hospital).ask('3301', null, { data: rows }))
}

test('an item is found, and what changes between two days is told field by field', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await importWriters(world.database.pool).writeCatalogItems([
      { ...items.shared, class: 'A', range: { from: isoDate('2024-01-01'), until: null } },
    ])
    const { page } = await pageOf([region('clerk', '990200')], '/catalogue')
    await page.getByRole('searchbox', { name: '编码开头或名称' }).fill('test-b')
    const found = page.getByRole('grid', { name: '目录条目' }).getByRole('row', { name: /TEST-B/ })
    await found.waitFor()
    await page.getByText('共 1 行').waitFor()
    assert.deepEqual(await barriers(page), [])
    // The menu asks for everything again, and the field says so.
    const menu = page.getByRole('navigation', { name: '主菜单' })
    await menu.getByRole('link', { name: '三目录' }).click()
    const field = page.getByRole('searchbox', { name: '编码开头或名称' })
    await page.waitForURL((url) => url.search === '')
    await page.getByText('共 1 行').waitFor({ state: 'hidden' })
    assert.equal(await field.inputValue(), '')
    await field.fill('test-b')
    await page.getByText('共 1 行').waitFor()
    await found.click()
    await page.getByRole('heading', { name: '目录条目' }).waitFor()
    await page.getByRole('row', { name: /2024-01-01 – +尚未生效 甲类/ }).waitFor()
    await page.getByRole('row', { name: /2020-01-01 – 2024-01-01 有效 乙类/ }).waitFor()
    assert.deepEqual(await barriers(page), [])

    await page.goto(`${new URL(page.url()).origin}/console/catalogue/difference?from=2023-11-13&until=2024-01-01`)
    await page.getByText('变更 1').waitFor()
    await page
      .getByRole('grid', { name: '不同的条目' })
      .getByRole('row', { name: /TEST-B/ })
      .click()
    const told = page.getByRole('dialog')
    await told.getByRole('row', { name: '甲乙丙类 乙类 甲类' }).waitFor()
    assert.deepEqual(await barriers(page), [])
  }),
)

test('mappings are accepted and refused from the keyboard, and a refusal asks for its reason', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await mappings(world)
    const { page } = await pageOf([region('clerk', '990200')], '/mappings')
    const queue = page.getByRole('listbox', { name: '对照' })
    await queue.getByRole('option').nth(2).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('Alt+a')
    await queue.getByRole('option', { name: /L1/ }).waitFor({ state: 'detached' })
    await queue.getByRole('option', { name: /L2.*/, selected: true }).waitFor()
    await page.getByRole('row', { name: /名称 别的东西 .*不同/ }).waitFor()
    await page.getByRole('row', { name: /^类别 西药中成药 / }).waitFor()
    await page.keyboard.press('Alt+r')
    await page.getByText('请写明理由（至少 2 字），再按回车').waitFor()
    await page.keyboard.type('名称与目录不符')
    await page.keyboard.press('Enter')
    await queue.getByRole('option', { name: /L2/ }).waitFor({ state: 'detached' })
    const reviewed = await world.database.pool.query(
      'select local_code, review_state, review_reason from local_mapping order by local_code',
    )
    assert.deepEqual(reviewed.rows, [
      { local_code: 'L1', review_state: 'accepted', review_reason: null },
      { local_code: 'L2', review_state: 'refused', review_reason: '名称与目录不符' },
      { local_code: 'L3', review_state: 'waiting', review_reason: null },
    ])
  }),
)

test('what somebody else decided meanwhile is told, and looked at again', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await mappings(world)
    const { page } = await pageOf([region('clerk', '990200')], '/mappings', { language: 'en' })
    await page.getByRole('option').nth(2).waitFor()
    await world.database.pool.query(`update local_mapping set review_version = 2 where local_code = 'L1'`)
    await page.getByRole('button', { name: /^Accept/ }).click()
    await page.getByRole('alert').getByText('the mapping was changed meanwhile').waitFor()
    await page.getByRole('button', { name: /^Accept/ }).click()
    await page.getByRole('option', { name: /L1/ }).waitFor({ state: 'detached' })
  }),
)

test('an institution looks at its own mappings and cannot decide on them', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await mappings(world)
    const own = await pageOf([institution('institution-office', hospital.providerCode)], '/mappings')
    await own.page.getByRole('option').nth(2).waitFor()
    assert.equal(await own.page.getByRole('button', { name: /通过/ }).count(), 0)
    const other = await pageOf([institution('institution-office', otherHospital.providerCode)], '/mappings')
    await other.page.getByText('没有符合条件的对照').waitFor()
    await other.page.goto(`${new URL(other.page.url()).origin}/console/imports`)
    await other.page.getByText('您没有打开此页的权限').waitFor()
  }),
)

test('the file of an institution opens from the list', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('auditor', '990200')], '/providers')
    await page.getByRole('searchbox', { name: '编码开头或名称' }).fill(hospital.providerCode)
    const grid = page.getByRole('grid', { name: '机构' })
    await page.getByText('共 1 行').waitFor()
    assert.equal(await grid.getByRole('row', { name: new RegExp(otherHospital.providerCode) }).count(), 0)
    assert.deepEqual(await barriers(page), [])
    await grid.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: hospital.name }).waitFor()
    await page.getByText('信用记分').waitFor()
    assert.deepEqual(await barriers(page), [])
  }),
)
