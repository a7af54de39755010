import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { settleDeductions } from '../src/flows/casework-daily.ts'
import { takeItems } from '../src/flows/casework-intake.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { reopenPeriod } from '../src/flows/payment-reopen.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { caseworkVerifyStore } from '../src/store/casework-verify-store.ts'
import type { Database } from '../src/store/database.ts'
import { paymentVerifyStore } from '../src/store/payment-verify-store.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { approved, openBureau } from './support/casework.ts'
import {
  deskAt,
  division,
  endMonth,
  groupByStarter,
  lawOf,
  listedStay,
  lists,
  month,
  scheme,
} from './support/payment.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, type World } from './support/world.ts'

const code = hospital.providerCode

const checked = ({ pool }: Pick<Database, 'pool'>) =>
  verifyAll(verifyStore(pool), () => undefined, paymentVerifyStore(pool), caseworkVerifyStore(pool, localCrypto.sm3))

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await groupByStarter(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

async function postings({ pool }: Pick<Database, 'pool'>, kind: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ account: string; amount: number }>(
    `select account, sum(amount)::bigint as amount from payment_posting join payment_entry using (provider_code, entry_id)
     where kind = $1 group by account`,
    [kind],
  )
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]))
}

test('a decision is taken from the next statement, and recovered with the number of its entry', () =>
  inTown(async (world) => {
    const { database } = world
    const payer = deskAt(database)
    await payer.plans.keep(lawOf(), payer.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    const { money, document } = await bureau.act('clerk.feng', matterId, 'execute')
    assert.deepEqual(
      money.map(({ kind, amount }) => [kind, amount]),
      [['deduction', 1_000_00]],
    )
    assert.match(document?.documentNo ?? '', /^ZH990270-2023-00001$/)
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [], 'nothing is settled before the statement')

    const month = await endMonth(payer)
    assert.ok(month.ok)
    const [statement] = await payer.runs.statements(month.value.run.runId)
    assert.equal(statement?.deducted, 1_000_00)
    bureau.at('2023-12-03 09:00:00')
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [{ matterId, act: 'settle', refusal: null }])
    const entries = await postings(database, 'deduction')
    assert.deepEqual(entries, { 'fund:990270:310:pool': 1_000_00, [`provider:${code}:receivable`]: -1_000_00 })
    const recovered = await bureau.matter(matterId)
    assert.equal(recovered.state, 'recovered')
    assert.equal(recovered.recovered, 1_000_00)
    const events = await bureau.desk.matters.events(matterId)
    const { rows } = await database.pool.query(`select entry_id from payment_entry where kind = 'deduction'`)
    assert.deepEqual(events.at(-1)?.evidence, [rows[0].entry_id])
    await bureau.act('lead.qian', matterId, 'close')

    const report = await checked(database)
    assert.deepEqual(report.violations, [])
    assert.equal(report.matters, 1)
  }))

test('a claim is booked at once, paid in, and taken back by the opposite entry when the matter is opened again', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    await bureau.act('clerk.feng', matterId, 'execute', { details: { how: 'claim' } })
    assert.deepEqual(await postings(database, 'recovery-claim'), {
      'fund:990270:310:pool': 1_000_00,
      [`provider:${code}:recovery`]: -1_000_00,
    })
    await bureau.act('clerk.feng', matterId, 'settle')
    assert.deepEqual(await postings(database, 'recovery-received'), {
      [`provider:${code}:recovery`]: 1_000_00,
      [`provider:${code}:disbursed`]: -1_000_00,
    })
    assert.deepEqual((await checked(database)).violations, [])

    const { money } = await bureau.act('leader.zheng', matterId, 'reopen')
    assert.deepEqual(
      money.map(({ kind, amount }) => [kind, amount]),
      [['withdrawn', 1_000_00]],
    )
    assert.deepEqual(await postings(database, 'recovery-withdrawn'), {
      'fund:990270:310:pool': -1_000_00,
      [`provider:${code}:recovery`]: 1_000_00,
    })
    assert.equal((await bureau.matter(matterId)).state, 'open')
    assert.deepEqual((await checked(database)).violations, [])
  }))

test('a deduction that no statement took yet is withdrawn with the decision; one that was taken is owed again', () =>
  inTown(async (world) => {
    const { database } = world
    const payer = deskAt(database)
    await payer.plans.keep(lawOf(), payer.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const bureau = await openBureau(database)
    const early = await approved(bureau)
    await bureau.act('clerk.feng', early, 'execute')
    assert.equal(await bureau.try('clerk.feng', early, 'settle'), 'casework.deduction-waits')
    await bureau.act('leader.zheng', early, 'reopen')
    const late = await approved(bureau, 700_00)
    await bureau.act('clerk.feng', late, 'execute')

    const month = await endMonth(payer)
    assert.ok(month.ok)
    const [statement] = await payer.runs.statements(month.value.run.runId)
    assert.equal(statement?.deducted, 700_00)
    await bureau.act('leader.zheng', late, 'reopen')
    assert.deepEqual(await postings(database, 'recovery-withdrawn'), {
      'fund:990270:310:pool': -700_00,
      [`provider:${code}:recovery`]: 700_00,
    })
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [])
    assert.deepEqual((await checked(database)).violations, [])
  }))

test('what a statement took and an appeal or a leader gave back is paid out once, with its paper, and owed no more', () =>
  inTown(async (world) => {
    const { database } = world
    const payer = deskAt(database)
    await payer.plans.keep(lawOf(), payer.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const bureau = await openBureau(database)
    const matterId = await approved(bureau, 700_00)
    assert.equal(await bureau.try('clerk.feng', matterId, 'pay-back'), 'casework.nothing-owed')
    await bureau.act('clerk.feng', matterId, 'execute')
    assert.ok((await endMonth(payer)).ok)
    await settleDeductions(bureau.desk, atConsole)
    assert.equal(await bureau.try('clerk.feng', matterId, 'pay-back'), 'casework.nothing-owed')
    await bureau.act('leader.zheng', matterId, 'reopen')
    assert.equal(await bureau.try('lead.qian', matterId, 'pay-back'), 'casework.not-yours')
    const half = { details: { amount: fen(350_00) } }
    assert.equal(await bureau.try('clerk.feng', matterId, 'pay-back', half), 'casework.amount')

    const { version } = await bureau.matter(matterId)
    const both = await Promise.all([
      bureau.try('clerk.feng', matterId, 'pay-back', {}, version),
      bureau.try('clerk.feng', matterId, 'pay-back', {}, version),
    ])
    assert.deepEqual(
      both.filter((one) => typeof one === 'string'),
      ['casework.changed-meanwhile'],
    )
    assert.equal(await bureau.try('clerk.feng', matterId, 'pay-back'), 'casework.nothing-owed')
    assert.deepEqual(await postings(database, 'recovery-returned'), {
      [`provider:${code}:recovery`]: -700_00,
      [`provider:${code}:disbursed`]: 700_00,
    })
    const { rows } = await database.pool.query(
      `select sum(amount)::bigint as owed from payment_posting where account = 'provider:${code}:recovery'`,
    )
    assert.deepEqual(rows, [{ owed: 0 }])
    const [paper] = (await bureau.desk.matters.documents(matterId)).filter(({ kind }) => kind === 'pay-back-order')
    assert.match(paper?.documentNo ?? '', /^TH990270-2023-00001$/)
    assert.deepEqual([paper?.content.paidBack, paper?.content.deadline], [700_00, null])
    assert.equal((await bureau.matter(matterId)).state, 'open', 'the matter stays where it is')
    assert.deepEqual((await checked(database)).violations, [])
    const broken = async (change: string) => {
      await database.pool.query(change)
      return (await checked(database)).violations.map(({ invariant, what }) => `${invariant} ${what}`)
    }
    const more = await broken(`update matter_money set amount = 800_00 where kind = 'returned'`)
    for (const what of ['12 entry of a matter', '12 recoveries of an institution', '12 money paid back']) {
      assert.ok(more.includes(what), what)
    }
  }))

test('a claim that was paid in goes back to the institution when the decision falls', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    const claim = { details: { how: 'claim' as const } }
    await bureau.act('clerk.feng', matterId, 'execute', claim)
    assert.equal(await bureau.try('clerk.feng', matterId, 'pay-back'), 'casework.nothing-owed', 'it owes the fund')
    await bureau.act('clerk.feng', matterId, 'settle')
    await bureau.act('leader.zheng', matterId, 'reopen')
    const { money } = await bureau.act('clerk.feng', matterId, 'pay-back')
    assert.deepEqual(
      money.map(({ kind, amount }) => [kind, amount]),
      [['returned', 1_000_00]],
    )
    assert.deepEqual((await checked(database)).violations, [])
  }))

test('a month that is opened again and closed anew takes the deduction again, and the matter stays recovered', () =>
  inTown(async (world) => {
    const { database } = world
    const payer = deskAt(database)
    await payer.plans.keep(lawOf(), payer.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    await bureau.act('clerk.feng', matterId, 'execute')
    assert.ok((await endMonth(payer)).ok)
    const again = async () => {
      const order = { division, scheme, kind: 'month', period: month, reason: '更正', actor: atConsole } as const
      assert.ok((await reopenPeriod(payer, order)).ok)
    }
    await again()
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [], 'what was opened again has taken nothing')
    assert.ok((await endMonth(payer)).ok)
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [{ matterId, act: 'settle', refusal: null }])
    await again()
    assert.ok((await endMonth(payer)).ok)
    assert.deepEqual(await settleDeductions(bureau.desk, atConsole), [])
    assert.deepEqual((await checked(database)).violations, [])

    await again()
    await bureau.act('leader.zheng', matterId, 'reopen')
    const anew = await endMonth(payer)
    assert.ok(anew.ok)
    const [statement] = await payer.runs.statements(anew.value.run.runId)
    assert.equal(statement?.deducted, 0)
    assert.deepEqual((await checked(database)).violations, [])
  }))

test('while statements of the region are made no deduction is entered or taken back', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const [waiting, ordered] = [await approved(bureau), await approved(bureau)]
    await bureau.act('clerk.feng', ordered, 'execute')
    const held = await deskAt(database).runs.locked(division, async () => [
      await bureau.try('clerk.feng', waiting, 'execute'),
      await bureau.try('leader.zheng', ordered, 'reopen'),
    ])
    assert.deepEqual(held, { ok: true, value: ['casework.statement-runs', 'casework.statement-runs'] })
    await bureau.act('clerk.feng', waiting, 'execute')
    await bureau.act('leader.zheng', ordered, 'reopen')
    assert.deepEqual((await checked(database)).violations, [])
  }))

test('the same hit offered twice is taken once', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const { source, sourceKey, providerCode, insuredId, doctor, rule, title, stake, division } = await bureau.take()
    const item = { source, sourceKey, providerCode, insuredId, doctor, rule, title, stake, division, facts: {} }
    const again = await takeItems(bureau.desk, atConsole, [item, { ...item, sourceKey: 'another' }])
    assert.ok(again.ok)
    assert.deepEqual([again.value.opened.length, again.value.known], [1, 1])
  }))

test('verify finds an event that was left out, a row that was changed, money that nobody booked', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    await bureau.act('clerk.feng', matterId, 'execute', { details: { how: 'claim' } })
    const broken = async (change: string): Promise<readonly string[]> => {
      await database.pool.query(change)
      return (await checked(database)).violations.map(({ invariant, what }) => `${invariant} ${what}`)
    }
    await assert.rejects(database.pool.query('update matter_event set number = 9 where number = 8'), /append-only/)
    assert.ok((await broken(`update matter set stake = 1`)).includes('12 columns of a matter'))
    await database.pool.query('update matter set stake = 120000')
    assert.ok(
      (await broken(`update matter set content = jsonb_set(content, '{stake}', '1'), stake = 1`)).includes(
        '12 replay of a matter',
      ),
    )
    await database.pool.query(`update matter set content = jsonb_set(content, '{stake}', '120000'), stake = 120000`)
    assert.ok((await broken('update matter_money set amount = 5')).includes('12 entry of a matter'))
    await database.pool.query('update matter_money set amount = 100000')
    assert.ok(
      (await broken(`update matter_document set content = jsonb_set(content::jsonb, '{stake}', '1')`)).includes(
        '12 paper of a matter',
      ),
    )
  }))

test('verify finds whatever is changed in one place, even where rows can only be added', () =>
  inTown(async ({ database }) => {
    const bureau = await openBureau(database)
    const matterId = await approved(bureau)
    await bureau.act('clerk.feng', matterId, 'execute')
    await bureau.act('leader.zheng', matterId, 'reopen')
    const changes = [
      `update matter set rule = 'X'`,
      `update matter set appeal_reviewer = 'audit.zhou'`,
      `update matter set insured_id = 'P1'`,
      `update matter set opened_on = opened_on - 1`,
      `update matter set deadline_name = 'answer', deadline_until = '2030-01-01'`,
      `update matter set facts = '{}'`,
      `update matter set scheme = '390'`,
      `update matter_event set reason = '别的理由' where number = 5`,
      `update matter_event set evidence = '{E9}' where number = 6`,
      `update matter_event set actor = 'audit.zhou' where number = 4`,
      `update matter_event set acted_at = acted_at - interval '1 day' where number = 4`,
      `update matter_event set deadline = jsonb_set(deadline, '{until}', '"2030-01-01"') where number = 3`,
      `delete from matter_document where kind = 'notice'`,
      `update matter_document set digest = 'x', content = '{}' where kind = 'decision'`,
      `update matter_money set amount = 1 where kind = 'withdrawn'`,
      `update matter_money set division = '990299'`,
      `delete from matter_money where kind = 'withdrawn'`,
      `update payment_deduction set amount = 1`,
      `update payment_deduction set withdrawn_at = null`,
    ]
    assert.deepEqual((await checked(database)).violations, [])
    const copied = ['matter', 'matter_event', 'matter_document', 'matter_money', 'payment_deduction']
    const inTurn = (text: (table: string) => string) => database.pool.query(copied.map(text).join(';'))
    await inTurn((table) => `create table kept_${table} as table ${table}`)
    const client = await database.pool.connect()
    try {
      for (const change of changes) {
        await client.query(`set session_replication_role = replica; ${change}`)
        assert.ok((await checked(database)).violations.length > 0, change)
        for (const table of copied) await client.query(`delete from ${table}; insert into ${table} table kept_${table}`)
      }
    } finally {
      await client.query('reset session_replication_role')
      client.release()
    }
    assert.deepEqual((await checked(database)).violations, [])
  }))
