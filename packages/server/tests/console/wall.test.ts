import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import { generatedFunds } from '../../sandbox/funds.ts'
import { importWriters } from '../../src/store/import-store.ts'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { institution, region } from '../support/rest.ts'
import { expectOk, settleInput, upload } from '../support/visit.ts'
import { hospital, items, otherHospital, person, today } from '../support/world.ts'

const skip = { skip: withoutBrowser }

const own = person(1)

/** Somebody settles a bill of so many boxes. */
async function settle(
  { world }: Console,
  where: typeof hospital,
  visitNumber: string,
  quantity: number,
): Promise<void> {
  const till = world.till(where)
  const line = { code: items.whole.code, price: 700, quantity }
  expectOk(await till.ask('2207', own, settleInput(await upload(till, own, [line], visitNumber))))
}

async function busyDay(at: Console): Promise<void> {
  await at.world.plant([{ person: own, balance: fen(500_00) }])
  await settle(at, hospital, 'V1', 2)
  await settle(at, otherHospital, 'V2', 1)
  const lines = generatedFunds(divisionCode('990200'), isoDate(today))
  await importWriters(at.world.database.pool).writeFundIncome(lines, {
    at: at.world.centre.ports.clock.now(),
    by: 'test',
  })
}

test('the wall rolls with what is settled, and each of its figures opens its rows', skip, () =>
  withConsole(async (at) => {
    await busyDay(at)
    const { page } = await at.pageOf([region('leader', '990200')], '/wall', { width: 1920, height: 1080 })
    const now = page.getByRole('region', { name: '今日结算' })
    await now.getByText('2,100.00').waitFor()
    const funds = page.getByRole('region', { name: '基金' })
    await funds.getByText('职工医保').waitFor()
    await funds.getByText('亿').first().waitFor()
    await page.getByRole('region', { name: '机构排名' }).getByText(hospital.name).waitFor()
    const rolling = page.getByRole('region', { name: '最新结算' })
    assert.equal(await rolling.getByRole('listitem').count(), 2)
    assert.match((await rolling.textContent()) ?? '', /\*/, 'names are masked')
    assert.deepEqual(await barriers(page), [])

    await settle(at, hospital, 'V3', 3)
    await rolling.getByRole('listitem').nth(2).waitFor()
    await now.getByText('4,200.00').waitFor()

    await now.getByRole('link', { name: /医疗总费用/ }).click()
    await page.getByRole('heading', { name: '结算报表' }).waitFor()
    const rows = page.getByRole('grid', { name: '按机构结算' })
    await rows.getByText('3,500.00').first().waitFor()
    await page.getByText('4,200.00').waitFor()
    await page.goBack()
    await page.getByRole('region', { name: '就医地分布' }).getByRole('link').first().click()
    await page.getByRole('grid', { name: '按机构结算' }).getByText('3,500.00').first().waitFor()
    await page.goBack()
    await page
      .getByRole('link', { name: /累计结余/ })
      .first()
      .click()
    await page.getByRole('grid', { name: '基金收入逐笔' }).getByText('期初结余').first().waitFor()
    assert.deepEqual(await barriers(page), [])
  }),
)

test('the wall is light when somebody wants it, fits a phone, and speaks English', skip, () =>
  withConsole(async (at) => {
    await busyDay(at)
    const view = { width: 390, height: 844, language: 'en' } as const
    const { page } = await at.pageOf([region('clerk', '990200')], '/wall', view)
    await page.getByRole('region', { name: 'Settled today' }).getByText('2.10 k').waitFor()
    assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= 390, 'nothing sticks out')
    await page.getByRole('button', { name: 'Light' }).click()
    await page.getByRole('button', { name: 'Dark' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Dark' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: 'This year' }).press('Enter')
    assert.equal(await page.getByRole('button', { name: 'This year' }).getAttribute('aria-pressed'), 'true')
    await page.getByRole('region', { name: 'Settled this year' }).getByText('2.10 k').waitFor()
    await page.getByRole('region', { name: 'Institutions' }).getByText(hospital.name).waitFor()
  }),
)

test(
  'an institution sees its own settlements on the wall, and no fund; reports take their filters from the address',
  skip,
  () =>
    withConsole(async (at) => {
      await busyDay(at)
      const { page, user } = await at.pageOf([institution('institution-office', otherHospital.providerCode)], '/wall')
      await page.getByRole('region', { name: '今日结算' }).getByText('700.00').waitFor()
      assert.equal(await page.getByRole('region', { name: '基金' }).count(), 0)
      const reports = await at.pageFor(user, `/reports?by=day&from=${today}&until=${today}&scheme=390`)
      await reports.getByText('没有符合条件的记录').waitFor()
      const broken = await at.pageFor(user, '/reports?by=nonsense&from=yesterday&scheme=7&providerCode=%27')
      await broken.getByRole('grid', { name: '按机构结算' }).getByText('700.00').first().waitFor()
      const { page: stranger } = await at.pageOf([region('system-admin')], '/wall')
      await stranger.getByText('您没有打开此页的权限').waitFor()
    }),
)
