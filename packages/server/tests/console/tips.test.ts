import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newHolderKey } from '../../src/crypto/holder-key.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { addHolder } from '../../src/flows/tip-identity.ts'
import { idSource } from '../../src/ids.ts'
import { tipDesk } from '../../src/tip-desk.ts'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { answered, type Colleague, colleague, region } from '../support/rest.ts'
import { hospital, type World } from '../support/world.ts'

const skip = { skip: withoutBrowser }
const shots = process.env.TIP_SHOTS
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

async function giveKeys({ database, centre }: World, holders: readonly Colleague[]): Promise<void> {
  const desk = await tipDesk(database.pool, { newId: idSource(), now: centre.ports.clock.now })
  for (const { userId: holder } of holders) {
    const { keyId, publicKey } = newHolderKey(holder, `K-${holder}`, 'a long passphrase')
    assert.ok((await addHolder(desk, atConsole, { holder, keyId, publicKey }, null)).ok)
  }
}

test(
  'a named tip is taken in, its code shown once; it is linked and answered, and the person asks with the code',
  skip,
  () =>
    withConsole(async ({ world, pageFor, openPage }) => {
      const lead = await colleague(world, region('supervision-lead', '990200'))
      const leader = await colleague(world, region('leader'))
      const page = await pageFor(lead, '/tips')
      await page.getByRole('button', { name: '登记举报' }).click()
      const form = page.getByRole('dialog', { name: '登记举报' })
      const send = form.getByRole('button', { name: '登记并给出凭证' })
      await send.click()
      await form.getByText('必填').waitFor()
      await form.getByLabel('举报内容').fill('同一项目重复收费\n已有半年')
      await form.getByLabel('被举报机构编码（不知道不填）').fill('H-NONE')
      await send.click()
      await form.getByText('没有这个机构').waitFor()
      await form.getByLabel('被举报机构编码（不知道不填）').fill(hospital.providerCode)
      await form.getByText('实名', { exact: true }).click()
      await form.getByText('./yibao tip keys make', { exact: false }).waitFor()
      await shoot(page, 'receive-zh')
      assert.deepEqual(await barriers(page), [])
      await giveKeys(world, [lead, leader])
      await form.getByLabel('姓名和联系方式').fill('举报人甲乙丙 19900001111')
      await send.click()
      const slip = page.getByRole('dialog', { name: '已登记，请交给举报人' })
      const claimCode = (await slip.locator('.slip-code').textContent()) ?? ''
      assert.match(claimCode, /^[A-Z2-9]{5}(-[A-Z2-9]{5}){3}$/)
      await shoot(page, 'slip-zh')
      assert.deepEqual(await barriers(page), [])
      await page.emulateMedia({ media: 'print' })
      assert.equal(await page.getByRole('heading', { name: '举报', exact: true }).isVisible(), false)
      assert.equal(await page.getByRole('button', { name: /打\s?印/ }).count(), 0)
      assert.ok(await page.locator('.slip-code').isVisible())
      await shoot(page, 'slip-print')
      await page.emulateMedia({ media: 'screen' })
      assert.ok(await slip.getByRole('button', { name: /关\s?闭/ }).isDisabled())
      await slip.getByLabel('已打印或抄录，交给举报人').check()
      await slip.getByRole('button', { name: /关\s?闭/ }).click()
      await shoot(page, 'list-zh')
      assert.equal((await page.content()).includes('甲乙丙'), false)
      await page.getByRole('grid', { name: '举报' }).getByText('同一项目重复收费…').click()
      await page.getByText('已有半年').waitFor()
      const tipId = page.url().split('/').at(-1) ?? ''
      await page.getByText(`./yibao tip open ${tipId}`, { exact: false }).waitFor()
      await page
        .getByRole('button', { name: /受\s?理/, exact: true })
        .first()
        .click()
      await page.getByRole('button', { name: '提交：受理' }).click()
      await page.getByText('已办理').waitFor()
      await page.getByRole('button', { name: '关联事项' }).click()
      await page.getByLabel('疑点或案件编号').fill('A0')
      await page.getByRole('button', { name: '提交：关联事项' }).click()
      await page.getByText('没有这件疑点或案件').waitFor()
      await page.getByRole('button', { name: '立一件疑点并关联' }).click()
      await page.getByText('核查中').waitFor()
      await page.getByRole('button', { name: /办\s?结/, exact: true }).click()
      await page.getByLabel('属实', { exact: true }).check()
      await page.getByLabel('查实金额（元），即基金损失').fill('6000')
      await page.getByLabel('理由').fill('经查属实')
      await page.getByRole('button', { name: '提交：办结' }).click()
      await page.getByText('已办结').waitFor()
      await shoot(page, 'tip-zh')
      assert.deepEqual(await barriers(page), [])

      const asks = await openPage('/tip-status')
      await asks.getByLabel('举报编号，以 T 开头').fill(tipId)
      await asks.getByLabel('凭证，20 个字母和数字').fill('AAAAA-AAAAA-AAAAA-AAAAA')
      await asks.getByRole('button', { name: /查\s?询/ }).click()
      await asks.getByText('举报编号或凭证不符').waitFor()
      await asks.getByLabel('凭证，20 个字母和数字').fill(claimCode.toLowerCase())
      await asks.getByRole('button', { name: /查\s?询/ }).click()
      await asks.getByText('核查结果：属实。').waitFor()
      await shoot(asks, 'status-zh')
      assert.deepEqual(await barriers(asks), [])
      assert.equal((await asks.content()).includes(hospital.name), false)
    }),
)

test('a reward is proposed, approved by another and paid by a cashier who sees the code only', skip, () =>
  withConsole(async ({ world, pageFor, pageOf }) => {
    const lead = await colleague(world, region('supervision-lead', '990200'))
    const leader = await colleague(world, region('leader'))
    const { client } = lead
    const told = {
      channel: 'visit',
      division: '990270',
      providerCode: hospital.providerCode,
      what: '重复收费',
    } as const
    const { tipId, claimCode } = await answered(client.call('tips.receive', told))
    await answered(client.call('tips.act', { tipId, version: 1, act: 'accept' }))
    const { version } = await answered(client.call('tips.offer', { tipId }))
    const found = { act: 'conclude', substantiated: true, amount: 600_000_00, reason: '经查属实' } as const
    await answered(client.call('tips.act', { tipId, version, ...found }))

    const page = await pageFor(lead, `/tips/${tipId}`, { language: 'en', looks: 'dark' })
    await page.getByText('Anonymous: nothing was sealed.').waitFor()
    await page.getByRole('button', { name: 'Propose a reward' }).click()
    await page.getByRole('button', { name: 'Submit: Propose a reward' }).click()
    await page.getByText('needed').waitFor()
    await page.getByLabel('Reason').fill('经查属实')
    await page.getByRole('button', { name: 'Submit: Propose a reward' }).click()
    await page.getByText('14,000.00').waitFor()
    await shoot(page, 'tip-dark-en')
    assert.deepEqual(await barriers(page), [])
    const approves = await pageFor(leader, `/tips/${tipId}`)
    await approves.getByRole('button', { name: '批准奖励' }).click()
    await approves.getByLabel('理由').fill('同意')
    await approves.getByRole('button', { name: '提交：批准奖励' }).click()
    await approves.getByText('待领奖').waitFor()

    const cashier = await pageOf([region('clerk')], '/tip-rewards')
    await cashier.page.getByLabel('举报编号，以 T 开头').fill(tipId)
    await cashier.page.getByLabel('凭证，20 个字母和数字').fill(claimCode)
    await cashier.page.getByRole('button', { name: '核对并登记发放' }).click()
    await cashier.page.getByText('凭证相符，请付给').waitFor()
    await shoot(cashier.page, 'paid-zh')
    assert.deepEqual(await barriers(cashier.page), [])
    const none = await pageFor(cashier.user, '/tips')
    await none.getByText('您没有打开此页的权限').waitFor()
  }),
)
