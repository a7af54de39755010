import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { openBureau } from '../support/casework.ts'
import { answered, colleague, institution, region } from '../support/rest.ts'
import { hospital } from '../support/world.ts'

const skip = { skip: withoutBrowser }

test('a matter is assigned, announced with a file, answered by the institution, and its paper is saved', skip, () =>
  withConsole(async ({ world, pageFor }) => {
    const [lead, auditor] = [
      await colleague(world, region('supervision-lead')),
      await colleague(world, region('auditor')),
    ]
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const { matterId } = await (await openBureau(world.database)).take()
    const page = await pageFor(lead, '/matters')
    await page.getByRole('row', { name: /分解住院/ }).click()
    await page.getByRole('heading', { name: /分解住院/ }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: '分派', exact: true }).click()
    await page.getByRole('combobox', { name: '指派给' }).fill(auditor.userId)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '提交：分派' }).click()
    await page.getByText('已办理').waitFor()

    const theirs = await pageFor(auditor, `/matters/${matterId}`)
    await theirs.getByRole('button', { name: '告知', exact: true }).click()
    await theirs.getByRole('button', { name: '提交：告知' }).click()
    await theirs.getByText('请填写证据编号，或提交材料').waitFor()
    const file = { name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from('编号,金额\n1,120.00\n') }
    await theirs.locator('input[type=file]').setInputFiles(file)
    await theirs.getByTitle(/^sm3:/).waitFor()
    await theirs.getByLabel('理由').fill('住院间隔不足一日')
    await theirs.getByRole('button', { name: '提交：告知' }).click()
    await theirs.getByText('已办理').waitFor()
    const saved = theirs.waitForEvent('download')
    await theirs.getByRole('button', { name: 'PDF' }).click()
    assert.match((await saved).suggestedFilename(), /\.pdf$/)

    const ours = await pageFor(office, `/matters/${matterId}`, { language: 'en', looks: 'dark' })
    await ours.getByRole('button', { name: 'Answer', exact: true }).click()
    await ours.getByLabel('Reason').fill('两次入院病情不同')
    await ours.getByRole('button', { name: 'Submit: Answer' }).click()
    await ours.getByText('Done').waitFor()
    assert.deepEqual(await barriers(ours), [])
    assert.equal((await answered(lead.client.call('matters.get', { matterId }))).state, 'answered')
  }),
)

test('the board shows where matters stand, and measures are chosen from the clauses that allow them', skip, () =>
  withConsole(async ({ world, pageFor }) => {
    const [lead, first, second] = [
      await colleague(world, region('supervision-lead')),
      await colleague(world, region('auditor')),
      await colleague(world, region('auditor')),
    ]
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const { matterId } = await (await openBureau(world.database)).take()
    const does = async (who: typeof lead, act: 'assign' | 'notify' | 'answer' | 'assign-second', assignee?: string) => {
      const { version } = await answered(lead.client.call('matters.get', { matterId }))
      const told = { matterId, version, act, reason: '核查', evidence: ['E1'] }
      await answered(who.client.call('matters.act', { ...told, ...(assignee === undefined ? {} : { assignee }) }))
    }
    await does(lead, 'assign', first.userId)
    await does(first, 'notify')
    await does(office, 'answer')
    await does(lead, 'assign-second', second.userId)
    const keeper = await colleague(world, region('evidence-keeper', '990200'))
    const piece = {
      matterId,
      division: '990200',
      kind: 'object',
      title: '收费清单',
      source: '甲',
      place: '柜一',
    } as const
    const { code } = await answered(keeper.client.call('evidence.collect', { ...piece, reason: '现场检查' }))
    const page = await pageFor(second, '/matters?view=board')
    const lane = page.getByRole('region', { name: '复审' })
    await lane.getByRole('link', { name: /分解住院/ }).click()
    await page.getByRole('button', { name: '决定', exact: true }).click()
    await page.getByRole('button', { name: '添加措施' }).click()
    await page.getByText('最多可追回 1,200.00 元').waitFor()
    assert.equal(await page.getByLabel('金额（元）').inputValue(), '1200.00')
    await page.getByLabel('金额（元）').fill('9999')
    await page.getByRole('combobox', { name: '证据编号' }).click()
    await page.getByTitle(`${code} 收费清单`).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('理由').fill('分解住院属实')
    await page.getByRole('button', { name: '提交：决定' }).click()
    await page.getByText('金额不符').waitFor()
    await page.getByText('金额（元）：9999.00（最多 1200.00 元）').waitFor()
    await page.getByLabel('金额（元）').fill('1000')
    await page.getByRole('button', { name: '提交：决定' }).click()
    await page.getByText('已办理').waitFor()
    const decided = await answered(lead.client.call('matters.get', { matterId }))
    assert.deepEqual([decided.state, decided.decided], ['decided', 1_000_00])
  }),
)

test('a piece is taken in with its file, approved by another, handed out; its chain is shown', skip, () =>
  withConsole(async ({ world, pageFor }) => {
    const [keeper, leader] = [
      await colleague(world, region('evidence-keeper', '990200')),
      await colleague(world, region('leader')),
    ]
    const page = await pageFor(keeper, '/evidence')
    await page.getByRole('button', { name: '登记证据' }).click()
    await page
      .getByRole('button', { name: '登 记' })
      .or(page.getByRole('button', { name: '登记', exact: true }))
      .click()
    await page.getByText('必填').first().waitFor()
    await page.getByLabel('名称').fill('收费清单')
    await page.getByLabel('来源').fill('甲医院')
    await page.getByRole('textbox', { name: '存放处' }).fill('柜一')
    await page.getByLabel('事由').fill('现场检查')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from('编号\n1\n') })
    await page
      .getByRole('button', { name: '登 记' })
      .or(page.getByRole('button', { name: '登记', exact: true }))
      .click()
    await page.getByRole('row', { name: /收费清单/ }).click()
    await page.getByRole('button', { name: '清单.csv' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    const { code } = (await answered(keeper.client.call('evidence.list', {}))).rows[0] ?? { code: '' }
    const approves = await pageFor(leader, `/evidence/${code}`)
    await approves.getByRole('button', { name: /审\s?批/ }).click()
    await approves.getByLabel('有效至').fill('2023-12-31')
    await approves.getByLabel('借给谁').fill('wang.wu')
    await approves.getByLabel('事由').fill('复核需要')
    await approves.getByRole('button', { name: '提交：审批' }).click()
    await approves.getByText('已办理').waitFor()
    await page.reload()
    await page.getByRole('button', { name: /借\s?出/ }).click()
    await page.getByLabel('应还日期').fill('2023-12-01')
    await page.getByLabel('事由').fill('复核需要')
    await page.getByRole('button', { name: '提交：借出' }).click()
    await page.getByText('已办理').waitFor()
    assert.equal((await answered(keeper.client.call('evidence.get', { code }))).state, 'out')
  }),
)
