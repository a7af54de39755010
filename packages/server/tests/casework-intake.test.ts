import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import { everywhere } from '@yibao/core/office'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { dailyCasework } from '../src/flows/casework-daily.ts'
import { takeFindings, takeItems } from '../src/flows/casework-intake.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { caseworkVerifyStore } from '../src/store/casework-verify-store.ts'
import { paymentVerifyStore } from '../src/store/payment-verify-store.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { aMeasure, type Bureau, openBureau, toApproval } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'
import { type SettledStay, settledStay } from './support/settlement-list.ts'
import { stayCancelInput } from './support/stay.ts'
import { expectOk } from './support/visit.ts'
import { hospital } from './support/world.ts'

interface Found {
  readonly id: string
  readonly moment?: 'pre' | 'in' | 'post'
  readonly severity?: 'violation' | 'suspect' | 'remind'
  readonly stake: number
  readonly deducted?: number
  readonly line?: string
}

inOneWorld('audit findings as review items', (world) => {
  let bureau: Bureau

  before(async () => {
    bureau = await openBureau(world().database)
  })

  const find = (
    { who, settled }: SettledStay,
    { id, moment = 'post', severity = 'violation', stake, deducted = 0, line = '1' }: Found,
  ) =>
    world().database.pool.query(
      `insert into audit_finding (insured_id, finding_id, moment, release_digest, settlement_id, visit_id, line_number, rule, severity,
         action, bears, stake, deducted, provider_code, found_on, found_at, content)
       values ($1, $2, $3, 'R', $4, $5, $10, 'M-C01', $6, 'deduct', 'institution', $7, $8, $9, '2023-11-13', '2023-11-14 01:00:00',
         '{"name":{"zh":"重复收费","en":"duplicate charge"}}')`,
      [
        who.insuredId,
        id,
        moment,
        settled.setl_id,
        settled.mdtrt_id,
        severity,
        stake,
        deducted,
        hospital.providerCode,
        line,
      ],
    )

  const take = async () => {
    const asked = { from: isoDate('2023-11-01'), until: isoDate('2023-12-01'), rule: null, limit: 100 }
    const done = await takeFindings(bureau.desk, atConsole, asked)
    assert.ok(done.ok)
    return done.value.opened.map(({ item }) => [item.sourceKey, item.stake, item.title.zh])
  }

  test('what a settlement took out is not at stake again; reminders, pre-checks and undone bills are no items', async () => {
    const till = world().till(hospital)
    const stay = await settledStay(world(), till)
    await find(stay, { id: 'part', moment: 'in', stake: 48_00, deducted: 30_00 })
    await find(stay, { id: 'part', stake: 48_00 })
    await find(stay, { id: 'whole', moment: 'in', stake: 20_00, deducted: 20_00 })
    await find(stay, { id: 'told', severity: 'remind', stake: 9_00 })
    await find(stay, { id: 'asked', moment: 'pre', stake: 9_00 })
    await find(stay, { id: 'open', severity: 'suspect', stake: 7_00 })
    const undone = await settledStay(world(), till)
    await find(undone, { id: 'undone', stake: 50_00 })
    expectOk(await till.ask('2305', undone.who, stayCancelInput(undone.who, undone.settled)))
    assert.deepEqual(await take(), [
      ['part', 18_00, '重复收费'],
      ['open', 7_00, '重复收费'],
    ])
    assert.deepEqual(await take(), [], 'each is taken once')
    const { rows } = await world().database.pool.query(`select distinct division, scheme from matter`)
    assert.deepEqual(rows, [{ division: stay.who.division, scheme: '310' }])
  })

  test('what is below the least amount, or beyond the number asked for, stays and is counted', async () => {
    const stay = await settledStay(world(), world().till(hospital))
    for (const [id, stake] of [
      ['great', 90_00],
      ['middle', 60_00],
      ['small', 3_00],
    ] as const) {
      await find(stay, { id, stake })
    }
    const asked = {
      from: isoDate('2023-11-01'),
      until: isoDate('2023-12-01'),
      rule: null,
      limit: 1,
      atLeast: fen(10_00),
    }
    const done = await takeFindings(bureau.desk, atConsole, asked)
    assert.ok(done.ok)
    const { opened, small, beyond, isMore } = done.value
    assert.deepEqual([opened.map(({ item }) => item.sourceKey), small, beyond, isMore], [['great'], 1, 1, false])
    assert.deepEqual(await take(), [
      ['middle', 60_00, '重复收费'],
      ['small', 3_00, '重复收费'],
    ])
  })

  test('a bill that is undone after the decision brings no money back a second time', async () => {
    const till = world().till(hospital)
    const stay = await settledStay(world(), till)
    await find(stay, { id: 'late', stake: 48_00 })
    assert.deepEqual(await take(), [['late', 48_00, '重复收费']])
    const { rows } = await world().database.pool.query(`select matter_id from matter where source_key = 'late'`)
    const matterId = String(rows[0].matter_id)
    await toApproval(bureau, matterId, 48_00)
    expectOk(await till.ask('2305', stay.who, stayCancelInput(stay.who, stay.settled)))
    assert.equal(await bureau.try('clerk.feng', matterId, 'execute'), 'casework.bill-undone')
    assert.equal((await bureau.matter(matterId)).state, 'final')
    await bureau.act('leader.zheng', matterId, 'reopen')
  })

  /** The number under which a line of a stay is kept, and what the funds paid for it. */
  const lineOf = async ({ who, settled }: SettledStay) => {
    const { rows } = await world().database.pool.query<{ number: string; share: number }>(
      `select b.line_number as number, round(b.eligible::numeric * s.pool / s.eligible)::bigint as share
       from bill_line b join settlement s using (insured_id, visit_id)
       where b.insured_id = $1 and s.settlement_id = $2 order by b.eligible desc limit 1`,
      [who.insuredId, settled.setl_id],
    )
    const [line] = rows
    assert.ok(line !== undefined && line.share > 0)
    return line
  }

  /** Items of two rules about one line of a stay. */
  const twoItems = async (stay: SettledStay, name: string) => {
    const { number, share } = await lineOf(stay)
    for (const id of [`${name}-1`, `${name}-2`]) await find(stay, { id, stake: 2_000_00, line: number })
    assert.equal((await take()).length, 2)
    const { rows } = await world().database.pool.query<{ id: string }>(
      `select matter_id as id from matter where source_key like $1 order by source_key`,
      [`${name}-%`],
    )
    return { share, number, matters: rows.map(({ id }) => id) }
  }

  test('two rules on one line take back together what the funds paid for it, and no more', async () => {
    const stay = await settledStay(world(), world().till(hospital))
    const { share, number, matters } = await twoItems(stay, 'line')
    const [first = '', second = ''] = matters
    const filed = await bureau.desk.matters.matter(first)
    assert.equal(filed?.billOn, '2023-11-13', 'the day of the bill tells alike items apart')
    assert.match(filed?.personName ?? '', /^测试/)
    await toApproval(bureau, first, share - 5_00)
    await assert.rejects(toApproval(bureau, second, 2_000_00), /casework.beyond-line/)
    assert.deepEqual(bureau.refusal(), {
      code: 'casework.beyond-line',
      lineNumber: number,
      amount: 2_000_00,
      share,
      taken: share - 5_00,
      others: [first],
    })
    assert.equal((await bureau.matter(second)).state, 'second-review')
    assert.equal(
      await bureau.try('audit.li', second, 'decide', { details: { measures: [aMeasure(5_01)] } }),
      'casework.beyond-line',
    )
    await bureau.act('audit.li', second, 'decide', { details: { measures: [aMeasure(5_00)] } })
    await bureau.act('leader.zheng', await reopened(first), 'reopen')
    const { rows } = await world().database.pool.query(
      `select sum(decided)::bigint as decided from matter where source_key like 'line-%'`,
    )
    assert.deepEqual(rows, [{ decided: 5_00 }])
  })

  /** Executed, so that it can be opened again. */
  const reopened = async (matterId: string) => {
    await bureau.act('clerk.feng', matterId, 'execute')
    return matterId
  }

  test('what a bill took out of a line is what bills that stand took, not what findings tell of others', async () => {
    const { pool } = world().database
    const stay = await settledStay(world(), world().till(hospital))
    const { number, matters } = await twoItems(stay, 'taken')
    const [matterId = ''] = matters
    const takenOut = async () => (await bureau.desk.matters.line(matterId))?.line.takenOut
    await find(stay, { id: 'earlier', moment: 'in', stake: 40_00, deducted: 40_00, line: number })
    assert.equal(await takenOut(), 0)
    const deduction = { lineNumber: number, amount: 40_00, parts: { preCoinsurance: 4_00, eligible: 36_00 } }
    await pool.query(
      `update settlement set basis = basis || jsonb_build_object('audit', jsonb_build_object('deductions', $2::jsonb))
       where settlement_id = $1`,
      [stay.settled.setl_id, JSON.stringify([deduction, { ...deduction, lineNumber: 'another' }])],
    )
    assert.equal(await takenOut(), 36_00, 'of the eligible expense')
    await pool.query(`update settlement set basis = basis - 'audit' where settlement_id = $1`, [stay.settled.setl_id])
  })

  test('an amount that is none keeps everything out, also what came long before it', async () => {
    const items = Array.from({ length: 201 }, (_, index) => ({
      source: 'pattern' as const,
      sourceKey: `MANY/${index}`,
      providerCode: hospital.providerCode,
      insuredId: null,
      doctor: null,
      rule: 'F03',
      title: { zh: '分解住院', en: 'split stay' },
      stake: fen(index === 200 ? -1 : 1_00),
      division: divisionCode('990200'),
      facts: {},
    }))
    const done = await takeItems(bureau.desk, atConsole, items)
    assert.ok(!done.ok && done.error.code === 'casework.amount')
    const { rows } = await world().database.pool.query(
      `select count(*)::int as count from matter where source_key like 'MANY/%'`,
    )
    assert.deepEqual(rows, [{ count: 0 }])
    const [first] = items
    assert.ok(first !== undefined)
    const twice = await takeItems(bureau.desk, atConsole, [first, first])
    assert.ok(twice.ok)
    assert.deepEqual(
      [twice.value.opened.length, twice.value.known],
      [1, 1],
      'the same hit twice in one list is taken once',
    )
  })

  test('of two decisions on one line that are made at once, one is refused', async () => {
    const stay = await settledStay(world(), world().till(hospital))
    const { share, matters } = await twoItems(stay, 'race')
    for (const matterId of matters) {
      await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
      await bureau.act('audit.sun', matterId, 'notify')
      await bureau.act('office.h1', matterId, 'answer')
      await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
    }
    const whole = { details: { measures: [aMeasure(share)] } }
    const done = await Promise.all(matters.map((one) => bureau.try('audit.li', one, 'decide', whole)))
    assert.deepEqual(
      done.filter((one) => typeof one === 'string'),
      ['casework.beyond-line'],
    )
  })

  test('orders on one line are held against each other even where decisions were made without looking', async () => {
    const stay = await settledStay(world(), world().till(hospital))
    const { share, matters } = await twoItems(stay, 'old')
    const [first = '', second = ''] = matters
    await toApproval(bureau, first, share)
    await world().database.pool.query(`update matter set facts = facts - 'lineNumber' where matter_id = $1`, [second])
    await toApproval(bureau, second, share)
    await world().database.pool.query(
      `update matter m set facts = e.opened#>'{item,facts}' from matter_event e where e.matter_id = m.matter_id and e.number = 1
       and m.matter_id = $1`,
      [second],
    )
    await bureau.act('clerk.feng', first, 'execute')
    assert.equal(await bureau.try('clerk.feng', second, 'execute'), 'casework.beyond-line')
    assert.deepEqual(await bureau.desk.matters.money(second), [])
  })

  test('a bill that is undone after money was ordered is noted once, and the money goes back', async () => {
    const till = world().till(hospital)
    const stay = await settledStay(world(), till)
    await find(stay, { id: 'turned', stake: 48_00 })
    await take()
    const { rows } = await world().database.pool.query(`select matter_id from matter where source_key = 'turned'`)
    const matterId = String(rows[0].matter_id)
    await toApproval(bureau, matterId, 48_00)
    await bureau.act('clerk.feng', matterId, 'execute', { details: { how: 'claim' } })
    await bureau.act('clerk.feng', matterId, 'settle')
    await bureau.act('lead.qian', matterId, 'close')
    const turned = async () =>
      (await dailyCasework(bureau.desk, atConsole)).turned.filter((one) => one.matterId === matterId)
    assert.deepEqual(await turned(), [], 'the bill stands')
    expectOk(await till.ask('2305', stay.who, stayCancelInput(stay.who, stay.settled)))
    assert.deepEqual(await turned(), [{ matterId, act: 'note-undone', refusal: null }])
    assert.deepEqual(await turned(), [], 'it is noted once')
    const noted = await bureau.matter(matterId)
    assert.deepEqual([noted.state, noted.billUndone], ['closed', stay.settled.setl_id])
    const undone = await bureau.desk.matters.list({ ...everyMatter, billUndone: true }, everywhere, null, 10)
    assert.deepEqual(
      undone.map(({ matter }) => matter.matterId),
      [matterId],
    )
    await bureau.act('leader.zheng', matterId, 'reopen')
    assert.equal((await bureau.matter(matterId)).billUndone, null)
    await bureau.act('clerk.feng', matterId, 'pay-back')
    assert.deepEqual(await turned(), [], 'no money is ordered any more')
    const report = await verifyAll(
      verifyStore(world().database.pool),
      () => undefined,
      paymentVerifyStore(world().database.pool),
      caseworkVerifyStore(world().database.pool, localCrypto.sm3),
    )
    assert.deepEqual(
      report.violations.filter(({ where }) => where.includes(matterId)),
      [],
    )
  })
})

const everyMatter = { procedure: null, state: null, source: null, providerCode: null, userId: null, dueBefore: null }
