import { test } from 'node:test'
import { first, withBusyWorld } from './support/desk.ts'
import { codeOf, colleague, colleaguePassword, institution, region } from './support/rest.ts'
import { hospital, otherHospital, today } from './support/world.ts'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'

const log = (...x: unknown[]) => console.error(...x)
test('probe', () =>
  withBusyWorld(async ({ world, client, settled }) => {
    const app = world.centre.app
    const pool = world.database.pool
    // a stranger's message
    await app.inject({ method: 'POST', url: '/api', payload: 'no json' })
    const list = await client.call('messages.find', { outcome: 'message.broken-json', from: today })
    const bare = list.ok ? list.value.rows[0] : undefined
    log('1 stranger listed', list.ok ? list.value.rows.length : list, 'get:', bare && await codeOf(client.call('messages.get', { messageId: bare.messageId })))
    // person without an enrolment
    await pool.query('delete from enrolment where insured_id = $1', [first.insuredId])
    const found = await client.call('people.find', { insuredId: first.insuredId })
    log('2 listed', found.ok && found.value.rows.length, 'get', await codeOf(client.call('people.get', { insuredId: first.insuredId })))
    const post = async (token: string, url: string, payload: string) => {
      const r = await app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-yibao-csrf': '1' }, payload })
      return `${r.statusCode} ${r.body.slice(0, 200)}`
    }
    const auditor = await colleague(world, region('auditor'))
    const sys = await colleague(world, region('system-admin'))
    log('3 surrogate find', await post(auditor.token, '/api/people/find', '{"insuredId":"\\ud800"}'))
    log('3 surrogate name', await post(auditor.token, '/api/people/find', '{"name":"\\ud800"}'))
    log('3 surrogate add', await post(sys.token, '/api/users', '{"userId":"abc","name":"\\ud800","staffNumber":"1x"}'))
    log('3 surrogate reason', await post(auditor.token, `/api/people/${first.insuredId}/unmask`, '{"reason":"abc\\ud800\\u009b\\u202e"}'))
    log('3 c1 name', await post(sys.token, '/api/users', '{"userId":"abd","name":"a\\u009b31m","staffNumber":"1y"}'))
    const audit = await colleague(world, region('audit-admin'))
    const before = await pool.query(`select count(*)::int n from operation_log where action='log.find'`)
    const peek = await audit.client.call('log.find', { after: '2999-12-31T23:59:59_z' })
    const after = await pool.query(`select count(*)::int n from operation_log where action='log.find'`)
    log('4 log read', peek.ok && peek.value.rows.length, 'noted', after.rows[0].n - before.rows[0].n)
    // birth dates in messages
    const till = world.till(hospital)
    const { rows } = await pool.query<{ message_id: string; infno: string }>('select message_id, infno from message')
    for (const { message_id, infno } of rows) {
      const m = await client.call('messages.get', { messageId: message_id })
      if (m.ok && /brdy|naty/.test(m.value.answer + m.value.request)) log('5 brdy in', infno, /"brdy":"[^"]*"/.exec(m.value.answer + m.value.request)?.[0])
    }
    // race of a changed password and a reset
    const victim = await colleague(world, region('clerk'))
    const [change, reset] = await Promise.all([
      victim.client.call('session.changePassword', { current: colleaguePassword, next: 'kettle-lamp-orbit-7', keep: 'token' }),
      new Promise<void>((r) => setTimeout(r, 60)).then(() => sys.client.call('users.disable', { userId: victim.userId })),
    ])
    const { rows: pw } = await pool.query('select disabled_at, held, must_change, password_set_at from user_account where user_id=$1', [victim.userId])
    log('6 change', change.ok ? 'ok' : change.error.code, 'disable', reset.ok, pw)
    const { rows: ops } = await pool.query(`select action, outcome, reason from operation_log where target=$1 order by operation_id`, [victim.userId])
    log(ops)
    void settled; void institution; void otherHospital; void everyOperation; void operationLogStore; void till
  }))
