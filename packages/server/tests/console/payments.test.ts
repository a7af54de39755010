import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { keepComparison } from '../support/comparison.ts'
import { deskAt, endMonth, groupByStarter, lawOf, listedStay, lists, month } from '../support/payment.ts'
import { colleague, institution, region } from '../support/rest.ts'
import { settledStay } from '../support/settlement-list.ts'
import { hospital, otherHospital, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const shots = process.env.H6_SHOTS
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

/** Two institutions with their stays of November, one list missing, under a plan. */
async function plantMonth(world: World) {
  await groupByStarter(world.database)
  const desk = deskAt(world.database)
  await desk.plans.keep(lawOf(), desk.now(), true)
  const stay = await listedStay(world, world.till(hospital), lists.plain)
  await listedStay(world, world.till(otherHospital), lists.complicated)
  await settledStay(world, world.till(hospital))
  return { desk, caseId: stay.settled.setl_id }
}

test('a month is tried first, its waiting cases can be seen, and what is wrong is told at its field', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    await plantMonth(world)
    const { page } = await pageOf([region('clerk')], '/payments/runs')
    await page.getByRole('button', { name: '办理' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[value="2023-10"]').waitFor()
    await dialog.getByLabel('月份，如 2025-03').fill('2023-13')
    await dialog.getByRole('button', { name: '开始试算' }).click()
    await dialog.getByText('请写年和月，如 2025-03').waitFor()
    await dialog.getByLabel('记账并出结算单').check()
    await dialog.getByText('给每家机构出具结算单和拨付通知', { exact: false }).waitFor()
    await dialog.getByLabel('月份，如 2025-03').fill(month)
    await dialog.getByRole('button', { name: '开始办理' }).click()
    await dialog.getByText(`${month} 还没有结束，只能试算`, { exact: false }).waitFor()
    await shoot(page, 'start-zh')
    assert.deepEqual(await barriers(page), [])
    assert.equal(await page.getByText('个未成', { exact: false }).count(), 0, 'nothing was sent')
    await dialog.getByLabel('试算，不记账').check()
    await dialog.getByText('不出结算单，不记账', { exact: false }).waitFor()
    await dialog.getByLabel('不能定价的病例留到下月').check()
    await dialog.getByRole('button', { name: '开始试算' }).click()
    await page.getByText('试算完成，没有记账').waitFor()
    await page.getByRole('button', { name: '1 例，看是哪些' }).click()
    await page.getByRole('grid', { name: '病例' }).getByText('暂不支付 · 缺清单').waitFor()
    await shoot(page, 'trial-zh')
    assert.deepEqual(await barriers(page), [])
    const away = await pageOf([region('clerk', '980000')], '/payments/runs')
    await shoot(away.page, 'away-zh')
    await away.page.getByText('您管辖的统筹区没有启用按病例付费的方案').waitFor()
    const none = await pageOf([region('system-admin')], '/payments/runs')
    await none.page.getByText('您没有打开此页的权限').waitFor()
  }),
)

test('a statement opens its cases, a case the road to its group, and an edited record goes elsewhere', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const { desk, caseId } = await plantMonth(world)
    const done = await endMonth(desk, { hold: true })
    assert.ok(done.ok)
    const office = institution('institution-office', hospital.providerCode)
    const { page } = await pageOf([office], '/payments/statements')
    const grid = page.getByRole('grid', { name: '结算单' })
    await grid.getByText('JS990270-310-202311-0001').waitFor()
    assert.equal(await grid.getByRole('row').count(), 2, 'the head and its own statement')
    await shoot(page, 'statements-zh')
    await grid.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /结算单 JS990270/ }).waitFor()
    await page.getByRole('grid', { name: '病例' }).getByText(caseId).waitFor()
    await page.getByRole('cell', { name: `${hospital.name} ${hospital.providerCode}` }).waitFor()
    await shoot(page, 'statement-zh')
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: '另有暂不支付 1 例，不计入' }).click()
    await page.getByText('共 1 行').waitFor()
    await page.getByRole('grid', { name: '病例' }).getByText('暂不支付 · 缺清单').waitFor()
    await page.getByRole('button', { name: /^本次拨付/ }).click()
    await page.getByRole('columnheader', { name: '科目' }).waitFor()
    await page.getByRole('button', { name: /^基金应付/ }).click()
    await page.getByText('共 2 行').waitFor()
    await page.getByRole('tab', { name: '计算过程' }).click()
    await page.getByRole('region', { name: '计算过程' }).waitFor()
    await page.getByRole('tab', { name: '病例' }).click()
    await page.getByRole('grid', { name: '病例' }).getByText(caseId).click()
    await page.getByRole('heading', { name: `病例 ${caseId}` }).waitFor()
    const road = page.getByRole('region', { name: '分组过程' })
    await road.getByText('GD25', { exact: false }).first().waitFor()
    assert.equal(await road.getByText('未进入', { exact: false }).count(), 0)
    await page.getByRole('switch', { name: '显示不成立的条件' }).check()
    assert.ok((await road.getByText('未进入', { exact: false }).count()) > 0)
    await shoot(page, 'road-zh')
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('tab', { name: '改病案试分组' }).click()
    await page.getByLabel('诊断编码，首位为主要').fill('K65.900')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '试分组' }).click()
    await page.getByText('结算时为 GD25').waitFor()
    await page.getByText('GD23', { exact: false }).filter({ visible: true }).first().waitFor()
    await shoot(page, 'try-zh')

    await page.getByRole('button', { name: '申请特例单议' }).click()
    await page.getByLabel('为何不宜按病组支付').fill('病情复杂，费用过高')
    await page.getByRole('button', { name: '提出申请' }).click()
    await page.getByRole('grid', { name: '特例单议' }).getByText('病情复杂，费用过高').waitFor()
    const auditors = [await colleague(world, region('auditor')), await colleague(world, region('auditor'))]
    const clerk = await pageOf([region('clerk')], '/payments/reviews', { language: 'en' })
    await clerk.page.getByText('病情复杂，费用过高').click()
    await clerk.page
      .getByLabel('Two reviewers, by their sign-in names')
      .fill(`${auditors.map(({ userId }) => userId).join(' ')} `)
    await shoot(clerk.page, 'review-en')
    assert.deepEqual(await barriers(clerk.page), [])
    await clerk.page.getByRole('button', { name: 'Name them' }).click()
    await clerk.page.getByRole('grid', { name: 'Special cases' }).getByText('under review').waitFor()
  }),
)

test('a closed month is reopened from its page with a reason, and its statements are void', skip, () =>
  withConsole(async ({ world, pageOf, pageFor }) => {
    const { desk } = await plantMonth(world)
    const done = await endMonth(desk, { hold: true })
    assert.ok(done.ok)
    const path = `/payments/runs/${done.value.run.runId}`
    const { page, user } = await pageOf([region('clerk')], path)
    await page.getByText('住院对照区（990270）').waitFor()
    await page.getByRole('button', { name: '重开本期' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('本期 2 张结算单和拨付通知全部作废', { exact: false }).waitFor()
    const confirm = dialog.getByRole('button', { name: '作废结算单并重开' })
    await confirm.click()
    await dialog.getByText('请写明理由').waitFor()
    await shoot(page, 'reopen-zh')
    assert.deepEqual(await barriers(page), [])
    const late = await pageFor(user, path, { language: 'en', looks: 'dark' })
    await late.getByRole('button', { name: 'Reopen the period' }).click()
    await dialog.getByLabel('为何重开', { exact: false }).fill('方案更正后重办')
    await confirm.click()
    await page.getByText('以下结算单全部作废', { exact: false }).waitFor()
    await page.getByText('方案更正后重办').waitFor()
    assert.equal(await page.getByRole('button', { name: '重开本期' }).count(), 0)
    await late.getByLabel('Why', { exact: false }).fill('once more')
    await late.getByRole('button', { name: 'Void the statements and reopen' }).click()
    await late.getByText('the run is not closed, or was reopened').waitFor()
    await shoot(late, 'reopen-dark-en')
    assert.deepEqual(await barriers(late), [])

    const office = await pageOf([institution('institution-office', hospital.providerCode)], path)
    await office.page.getByText('以下结算单全部作废', { exact: false }).waitFor()
    assert.equal(await office.page.getByText('方案更正后重办').count(), 0)
    await office.page.getByRole('banner').getByText(hospital.name).waitFor()
    await office.page.getByRole('link', { name: '月结算' }).click()
    await office.page.getByText('月结算由医保经办机构办理', { exact: false }).waitFor()
    assert.equal(await office.page.getByText('没有启用按病例付费的方案', { exact: false }).count(), 0)
    await shoot(office.page, 'office-runs-zh')
  }),
)

test('two reviewers say what they hold, and the second decides', skip, () =>
  withConsole(async ({ world, pageOf, pageFor }) => {
    const { desk, caseId } = await plantMonth(world)
    assert.ok((await endMonth(desk, { hold: true })).ok)
    const { user: office } = await pageOf([institution('institution-office', hospital.providerCode)], '/payments/runs')
    const { user: clerk } = await pageOf([region('clerk')], '/payments/runs')
    const auditors = [await colleague(world, region('auditor')), await colleague(world, region('auditor'))]
    const applied = await office.client.call('payments.apply', { caseId, reason: '费用过高' })
    assert.ok(applied.ok)
    const { reviewId } = applied.value
    const named = await clerk.client.call('payments.assign', {
      reviewId,
      reviewers: auditors.map(({ userId }) => userId),
    })
    assert.ok(named.ok)
    for (const auditor of auditors) {
      const page = await pageFor(auditor, '/payments/reviews')
      await page.getByRole('grid', { name: '特例单议' }).getByText('费用过高').click()
      await page.getByText('按金额', { exact: true }).click()
      await page.getByRole('button', { name: '表示意见' }).click()
      await page.getByText('请写明理由').waitFor()
      await page.getByLabel('支付标准（元）').fill('6000')
      await page.getByLabel('理由', { exact: true }).fill('同意按此支付')
      await page.getByRole('button', { name: '表示意见' }).click()
      await shoot(page, 'decide-zh')
      await page.getByRole('button', { name: '表示意见' }).waitFor({ state: 'hidden' })
    }
    const [first] = auditors
    assert.ok(first !== undefined)
    const told = await first.client.call('payments.reviews', {})
    assert.partialDeepStrictEqual(told, {
      value: { rows: [{ state: 'decided', outcome: { kind: 'money', standard: 6_000_00 } }] },
    })
  }),
)

test(
  'lists of a month by institution open what is missing; a comparison shows its pictures with their numbers',
  skip,
  () =>
    withConsole(async ({ world, pageOf }) => {
      await plantMonth(world)
      await keepComparison(world)
      const { page, user } = await pageOf([region('leader')], `/payments/lists?month=${month}`)
      const grid = page.getByRole('grid', { name: '各机构的结算清单' })
      await grid.getByText(hospital.providerCode).waitFor()
      await shoot(page, 'quality-zh')
      assert.deepEqual(await barriers(page), [])
      await grid.getByText(hospital.providerCode).click()
      await page.getByRole('grid', { name: '结算清单' }).getByText('已提交').waitFor()
      await page.getByText('缺', { exact: true }).first().click()
      await page.getByText('共 1 行').waitFor()
      await shoot(page, 'lists-zh')
      assert.deepEqual(await barriers(page), [])
      void user

      const chinese = await pageOf([region('clerk')], '/payments/methods')
      await chinese.page.getByRole('grid', { name: '测算' }).getByText('模拟数据，种子 3').waitFor()
      const methods = await pageOf([region('clerk')], '/payments/methods', { language: 'en', looks: 'dark' })
      await methods.page.getByRole('grid', { name: 'Comparisons' }).getByText('A / B').click()
      await methods.page.getByRole('columnheader', { name: 'Income from the fund' }).waitFor()
      await shoot(methods.page, 'methods-dark-en')
      await methods.page.getByRole('tab', { name: 'Charts' }).click()
      await methods.page.getByRole('figure').first().waitFor()
      await methods.page.locator('svg text').first().waitFor()
      await shoot(methods.page, 'charts-dark-en')
      assert.deepEqual(await barriers(methods.page), [])
      await methods.page.getByRole('tab', { name: 'Institutions' }).click()
      await methods.page.getByText('12 rows').waitFor()
      await methods.page.getByRole('tab', { name: 'Groups' }).click()
      await shoot(methods.page, 'groups-dark-en')
    }),
)
