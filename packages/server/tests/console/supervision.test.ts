import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAuditFolder, releaseFor } from '../../src/files/audit-folder.ts'
import { makeRelease } from '../../src/files/audit-release.ts'
import { policyFolder } from '../../src/files/shipped.ts'
import { audit, division, keep, overQuantity, settleVisits } from '../support/audit-archive.ts'
import { barriers, type Console, withConsole, withoutBrowser } from '../support/browser.ts'
import { plantRun } from '../support/indicator-run.ts'
import { answered, type Colleague, colleague, region } from '../support/rest.ts'
import { hospital, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const days = 'from=2023-11-01&until=2023-11-30'

/** Three bills of which two have too much of one item, audited by the rules that ship and one of our own. */
async function withFindings(world: World): Promise<{ readonly lead: Colleague; readonly auditor: Colleague }> {
  await settleVisits(world, [
    [1, [9, 1]],
    [2, [7]],
    [3, [2]],
  ])
  const folder = await loadAuditFolder(join(policyFolder, 'audit'), 'rules')
  assert.ok(folder.ok)
  const shipped = releaseFor(folder.value, division)
  const release = makeRelease([...shipped.rules, overQuantity(5)], shipped.tables)
  await keep(world.database, release, '2023-01-01')
  await audit(world.database, [release])
  return {
    lead: await colleague(world, region('supervision-lead')),
    auditor: await colleague(world, region('auditor')),
  }
}

const inTown = (
  work: (console: Console, staff: { readonly lead: Colleague; readonly auditor: Colleague }) => Promise<void>,
) => withConsole(async (console) => work(console, await withFindings(console.world)))

test(
  'a sum of findings opens its rows, a row the finding with its bill, and it is taken up, assigned and asked about',
  skip,
  () =>
    inTown(async ({ pageFor }, { lead, auditor }) => {
      const page = await pageFor(lead, `/findings?${days}`)
      await page.getByRole('row', { name: /T-QTY/ }).click()
      const rows = page.getByRole('grid', { name: '审核发现' })
      await rows.getByRole('row').nth(2).waitFor()
      assert.deepEqual(await barriers(page), [])
      await rows.getByRole('row', { name: /90\.00/ }).click()
      await page.getByRole('heading', { name: 'T-QTY 测试规则T-QTY' }).waitFor()
      await page.getByRole('row', { name: /命中/ }).getByText('90.00').waitFor()
      await page.getByText('测试条款 第一条', { exact: true }).waitFor()
      assert.deepEqual(await barriers(page), [])

      const ask = page.getByRole('button', { name: '告知机构陈述' })
      const why = page.locator(`[id="${await ask.getAttribute('aria-describedby')}"]`)
      assert.match((await why.textContent()) ?? '', /告知、排除由审核人员办理/)
      await page.getByRole('button', { name: '受理', exact: true }).click()
      await page.getByRole('button', { name: '提交', exact: true }).click()
      await page.getByText('请填写理由').waitFor()
      await page.getByLabel('指派给').fill(auditor.userId)
      await page.getByLabel('理由').fill('数量明显偏多')
      await page.getByRole('button', { name: '提交', exact: true }).click()
      await page.getByText(`初审人 ${auditor.userId}`).waitFor()

      const [one] = (await answered(auditor.client.call('findings.list', { state: 'open' }))).rows
      const theirs = await pageFor(auditor, `/findings/${one?.findingId ?? ''}`)
      await theirs.getByRole('button', { name: '告知机构陈述' }).click()
      await theirs.getByLabel('答复期限').fill('2023-11-10')
      await theirs.getByLabel('理由').fill('请说明用药数量')
      await theirs.getByRole('button', { name: '提交', exact: true }).click()
      await theirs.getByText('期限已过去').waitFor()
      await theirs.getByLabel('答复期限').fill('')
      await theirs.getByRole('button', { name: '提交', exact: true }).click()
      await theirs.getByText('已办理').waitFor()
    }),
)

test('several findings are chosen and taken up together', skip, () =>
  inTown(async ({ pageFor }, { auditor }) => {
    const page = await pageFor(auditor, `/findings?view=list&rule=T-QTY&${days}`)
    await page.getByRole('checkbox').nth(1).waitFor()
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByText('已选 2 条').waitFor()
    await page.getByRole('button', { name: '受理为疑点核查' }).click()
    await page.getByText('受理 2 件，此前已受理 0 件').waitFor()
    const { rows } = await answered(auditor.client.call('matters.list', { state: 'open' }))
    assert.equal(rows.length, 2)
  }),
)

test(
  'a rule is changed in the page: what is wrong is named by line, and the right text is tried on the past',
  skip,
  () =>
    inTown(async ({ pageFor, world }) => {
      const maker = await colleague(world, region('policy-maker', '990000'))
      const page = await pageFor(maker, '/rules?text=M-C15', { language: 'en' })
      await page.getByRole('link', { name: 'M-C15' }).click()
      const text = page.getByLabel('Text of the rule (YAML)')
      await page.getByText(/all 5 pass/).waitFor()
      assert.deepEqual(await barriers(page), [])
      const yaml = await text.inputValue()
      await text.fill(yaml.replace('sum: line.qty', 'sum: line.quanity'))
      await page.keyboard.press('F9')
      await page
        .getByRole('alert')
        .getByText(/line 21: .*quanity/)
        .waitFor()
      await text.fill(yaml.replace('hit: over', 'hit: reach'))
      await page.keyboard.press('F9')
      await page.getByText(/^[1-5] fail$/).waitFor()
      await page.getByRole('button', { name: 'Take back the changes' }).click()
      const [from, until] = [
        page.getByRole('textbox', { name: 'Days of settlement' }).first(),
        page.locator('input[date-range="end"]'),
      ]
      await from.fill('2023-11-01')
      await from.press('Enter')
      await until.fill('2023-11-30')
      await until.press('Enter')
      await page.getByLabel('Institution').fill(hospital.providerCode)
      await page.getByRole('button', { name: 'Try', exact: true }).click()
      await page.getByText('3 visits, 4 lines').waitFor()
    }),
)

test('before the first night the page of indicators says what to do', skip, () =>
  inTown(async ({ pageFor }, { auditor }) => {
    const page = await pageFor(auditor, '/indicators', { looks: 'dark' })
    await page.getByText('还没有运行结果').waitFor()
    assert.deepEqual(await barriers(page), [])
  }),
)

test(
  'a number that stands apart shows its peers and since when, in yuan; the wall counts and opens the same rows',
  skip,
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'yibao-console-run-'))
    try {
      await plantRun(dataDir)
      await withConsole(
        async ({ pageOf, pageFor }) => {
          const { page, user } = await pageOf([region('auditor', '330200')], '/indicators?view=beyond')
          const found = page.getByRole('grid', { name: '全部异常' })
          await found.getByRole('row', { name: /V03.*H3.*离群/ }).click()
          await page.getByRole('figure', { name: /同类分布：10 个/ }).waitFor()
          await page.getByText('江苏职工 2014 年水平，请设本地值（起步值，待校准）').waitFor()
          await page.getByText(/^2\d,\d{3}\.00 \/ \d{1,2},\d{3}\.\d{2} \(/).waitFor()
          assert.deepEqual(await barriers(page), [])
          const card = '/indicators/card?run=monthly/2025-03&indicator=V03&grain=provider&key=H4'
          const english = await pageFor(user, card, { language: 'en', looks: 'dark' })
          await english.getByRole('figure', { name: 'By month (yuan/stay)' }).waitFor()
          await english.getByText('From 2024-12').waitFor()
          assert.deepEqual(await barriers(english), [])
          assert.doesNotMatch((await english.getByRole('main').textContent()) ?? '', /\p{Script=Han}/u)

          const { page: wall } = await pageOf([region('leader', '330200')], '/wall')
          await wall.getByRole('link', { name: /^指标异常（2025-03）\s*5$/ }).click()
          await wall.getByRole('grid', { name: '全部异常' }).getByText('V03').first().waitFor()
          await wall.getByText('共 5 行').waitFor()
        },
        { dataDir },
      )
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
)

test('the desk is closed to whoever has not the right', skip, () =>
  withConsole(async ({ pageOf }) => {
    const { page } = await pageOf([region('clerk')], '/findings')
    await page.getByText('您没有打开此页的权限').waitFor()
  }),
)
