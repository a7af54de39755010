import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealLog } from '../../src/flows/log-seal.ts'
import { idSource } from '../../src/ids.ts'
import { sealDesk } from '../../src/log-seals.ts'
import { barriers, withConsole, withoutBrowser } from '../support/browser.ts'
import { answered, colleague, region } from '../support/rest.ts'
import { hospital, openBox } from '../support/world.ts'

const skip = { skip: withoutBrowser }

test('one administrator makes a user, another grants the role; wrong input is told at the field', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const system = await pageOf([region('system-admin')], '/office/users')
    const { page } = system
    await page.getByRole('button', { name: '新建用户' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('用户名').fill('Zhang San')
    await dialog.getByRole('button', { name: '建立' }).click()
    await dialog.getByText(/请填写姓名/).waitFor()
    await dialog.getByText(/小写字母开头，3 至 32 位字母/).waitFor()
    await dialog.getByLabel('用户名').fill('zhang.san')
    await dialog.getByLabel('姓名').fill('张三')
    await dialog.getByLabel('工号').fill('A-7')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname)
    })
    // A second account of the same name would be refused in place of the first password.
    await dialog.getByRole('button', { name: '建立' }).dblclick()
    await dialog.getByText(/只显示这一次/).waitFor()
    assert.deepEqual(asked, ['/api/users'])
    assert.match((await dialog.locator('code').textContent()) ?? '', /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    assert.deepEqual(await barriers(page), [])
    await dialog.getByText(/请安全管理员授予角色/).waitFor()
    await dialog.getByRole('button', { name: '已记下口令' }).click()
    await page.getByRole('heading', { name: 'zhang.san' }).waitFor()
    assert.equal(await page.getByRole('button', { name: '授予' }).count(), 0, 'who makes users grants nothing')

    const security = await pageOf([region('security-admin')], '/todo', { looks: 'dark' })
    await security.page.getByRole('button', { name: /没有角色，待授予/ }).waitFor()
    await security.page.getByRole('link', { name: '张三' }).click()
    await security.page.getByLabel('授予角色').click()
    await security.page.getByTitle('经办人员').click()
    await security.page.getByRole('button', { name: '授予' }).click()
    await security.page.getByText('请选择范围').waitFor()
    const regions = security.page.getByRole('combobox', { name: '地区' })
    await regions.fill('880100')
    await regions.press('Enter')
    await security.page.getByRole('button', { name: '授予' }).click()
    await security.page.getByText('本中心没有这个区划').waitFor()
    await regions.fill('990200')
    await regions.press('Enter')
    await security.page.getByRole('button', { name: '授予' }).click()
    await security.page.getByRole('cell', { name: '截获报文对照区（990200）' }).waitFor()
    assert.deepEqual(await barriers(security.page), [])

    // The first page was looked at before the role was granted.
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '停用' }).click()
    await page.getByText('此间这个用户已有改动').waitFor()
    await page.getByRole('alert').getByRole('button').click()
    await page.getByRole('cell', { name: '截获报文对照区（990200）' }).waitFor()
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '停用' }).click()
    await page.getByText('已停用').waitFor()
    const { rows } = await world.database.pool.query<{ disabled: boolean }>(
      `select disabled_at is not null as disabled from user_account where user_id = 'zhang.san'`,
    )
    assert.deepEqual(rows, [{ disabled: true }])
  }),
)

test('the operation log says how far it is sealed, and what was changed in it', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const { pool } = world.database
    const source = { newId: idSource(), now: world.centre.ports.clock.now }
    await colleague(world, region('clerk'))
    await sealLog(await sealDesk({ pool, secretBox: openBox, source, dataDir: null }))
    const { page } = await pageOf([region('audit-admin')], '/office/log')
    await page.getByText(/封存至 .*尚未核对/).waitFor()
    await page.getByRole('button', { name: '现在核对' }).click()
    await page.getByText(/核对一致/).waitFor()
    await page.getByRole('button', { name: '全部封印' }).click()
    await page.getByRole('dialog').getByRole('cell', { name: '1', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await pool.query('alter table operation_log disable trigger all')
    await pool.query(`update operation_log set actor = 'nobody' where number = 1`)
    await pool.query('alter table operation_log enable trigger all')
    await page.getByRole('button', { name: '现在核对' }).click()
    await page.getByText(/核对发现 1 处不符/).waitFor()
    await page.getByText(/封印 1.*行被改动/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('做什么').fill('新建用户')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await page.waitForURL(/action=users\.add/)
    const rows = page.getByRole('grid', { name: '操作日志' })
    await rows.getByText('新建用户').first().waitFor()
    await rows.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('会话').first().waitFor()
  }),
)

test('sessions are ended, keys are listed without secrets, and the centre tells how it is', skip, () =>
  withConsole(async ({ world, pageOf }) => {
    const victim = await colleague(world, region('clerk'))
    const security = await pageOf([region('security-admin')], `/office/sessions?userId=${victim.userId}`)
    await security.page.getByRole('button', { name: '结束' }).click()
    await security.page.getByRole('tooltip').getByRole('button', { name: '结束' }).click()
    await security.page.getByText('没有符合条件的记录').waitFor()
    assert.ok(!(await victim.client.call('session.get')).ok, 'the session is over')
    assert.deepEqual(await barriers(security.page), [])

    const { page, user } = await pageOf([region('system-admin')], '/office/keys', { language: 'en' })
    const keys = page.getByRole('grid', { name: 'Keys of the interface' })
    await keys.getByText(hospital.name).first().waitFor()
    const { rows } = await answered(user.client.call('keys.list'))
    assert.equal(await keys.getByRole('row').count(), rows.length + 1)
    await page.getByText('Not in force').click()
    await page.getByText('Nothing found').waitFor()
    await page.getByRole('link', { name: 'Health' }).click()
    await page.getByRole('heading', { name: 'Health of the centre' }).waitFor()
    await page.getByText(/PostgreSQL \d+/).waitFor()
    await page.getByText('Answers').waitFor()
    assert.deepEqual(await barriers(page), [])
  }),
)
