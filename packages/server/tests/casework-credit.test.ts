import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { CreditOrder } from '@yibao/core/credit'
import { reachOf } from '@yibao/core/office'
import { creditDesk, shippedCreditRules } from '../src/credit-desk.ts'
import { actOnCredit, creditOf } from '../src/flows/credit-archive.ts'
import type { CreditDesk } from '../src/flows/credit-archive-ports.ts'
import { caseworkVerifyStore } from '../src/store/casework-verify-store.ts'
import { approved, type Bureau, decided, openBureau, type StaffName } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'
import { hospital, otherHospital } from './support/world.ts'

inOneWorld('credit archives', (world) => {
  let bureau: Bureau
  let desk: CreditDesk
  let breach: string

  before(async () => {
    bureau = await openBureau(world().database)
    const rules = await shippedCreditRules()
    desk = creditDesk(world().database.pool, { now: bureau.desk.now, newId: bureau.desk.newId }, rules)
    breach = rules.breaches.find(({ kind }) => kind === 'institution')?.code ?? ''
  })

  const enter = async (user: StaffName, order: CreditOrder, providerCode = hospital.providerCode) => {
    const { actor } = await bureau.actor(user)
    if (actor.hand.kind !== 'user') throw new Error('a user')
    const reach = reachOf(actor.hand.user, 'credit.record')
    const by = { reach, beyondReach: () => Promise.resolve(), actor, userId: user }
    const of = { kind: 'institution', subject: providerCode } as const
    const done = await actOnCredit(desk, by, { of, order, reason: '核查属实' })
    return done.ok ? done.value.standing.value : done.error.code
  }
  const record = (matterId: string): CreditOrder => ({ kind: 'record', breach, responsibility: 'main', matterId })

  test('points are taken for what is final, once, of whom it is about, and every point explains itself', async () => {
    const waiting = await decided(bureau)
    assert.equal(await enter('lead.qian', record(waiting)), 'credit.not-decided')
    const matterId = await approved(bureau)
    assert.equal(await enter('lead.qian', record('none')), 'credit.unknown-matter')
    assert.equal(await enter('lead.qian', record(matterId), otherHospital.providerCode), 'credit.other-subject')
    assert.equal(
      await enter('audit.sun', record(matterId)),
      'credit.unknown-subject',
      'who may not record reaches nobody',
    )
    const left = await enter('lead.qian', record(matterId))
    assert.ok(typeof left === 'number' && left < 100, String(left))
    assert.equal(await enter('lead.qian', record(matterId)), 'credit.already-recorded')
    const of = { kind: 'institution', subject: hospital.providerCode } as const
    const archive = await creditOf(desk, await bureau.actor('lead.qian'), of, '2023-11-20' as never)
    assert.ok(archive.ok)
    assert.deepEqual(
      archive.value.standing.parts.map(({ matterId: one, counts, recorded }) => [one, counts === recorded]),
      [[matterId, true]],
    )
    assert.equal(await enter('lead.qian', { kind: 'appeal', refers: 1 }), left)
    assert.equal(await enter('lead.qian', { kind: 'resolve', refers: 1, points: 0 }), 'credit.same-person')
  })

  test('two entries at once: one stands, the other is told', async () => {
    const [first, second] = [await approved(bureau), await approved(bureau)]
    const both = await Promise.all([enter('lead.qian', record(first)), enter('lead.qian', record(second))])
    const refused = both.filter((one) => typeof one === 'string')
    assert.ok(refused.every((code) => code === 'credit.changed-meanwhile'))
    const { rows } = await world().database.pool.query<{ count: number }>(
      `select count(*)::int as count from operation_log where action like 'credit.%' and outcome = 'done'`,
    )
    const events = await desk.archives.events({ kind: 'institution', subject: hospital.providerCode })
    assert.equal(rows[0]?.count, events.length)
    assert.deepEqual(
      events.map(({ number }) => number),
      events.map((_, index) => index + 1),
    )
    await assert.rejects(world().database.pool.query('delete from credit_event'), /append-only/)
  })

  test('nothing is recorded for what an appeal left nothing of', async () => {
    const matterId = await decided(bureau)
    await bureau.act('office.h1', matterId, 'appeal')
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.zhou' } })
    await bureau.act('audit.zhou', matterId, 'resolve-appeal', { details: { measures: [] } })
    assert.equal((await bureau.matter(matterId)).state, 'final')
    assert.equal(await enter('lead.qian', record(matterId)), 'credit.not-decided')
  })

  test('verify finds points that were changed, left out, or that nobody entered', async () => {
    const { pool } = world().database
    const wrong = async () => (await caseworkVerifyStore(pool, bureau.desk.digest).books()).map(({ what }) => what)
    assert.deepEqual(await wrong(), [])
    const client = await pool.connect()
    try {
      await client.query('set session_replication_role = replica')
      for (const change of [
        `update credit_event set deed = jsonb_set(deed, '{points}', '0') where number = 1`,
        `update credit_event set reason = '无' where number = 1`,
        'delete from credit_event where number = 2',
      ]) {
        await client.query('create temp table kept as table credit_event')
        await client.query(change)
        assert.deepEqual(await wrong(), ['entry of a credit archive'], change)
        await client.query('delete from credit_event; insert into credit_event table kept; drop table kept')
      }
    } finally {
      await client.query('reset session_replication_role')
      client.release()
    }
    assert.deepEqual(await wrong(), [])
  })
})
