import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fen, isoDate } from '@yibao/core/kernel'
import { takeFindings } from '../src/flows/casework-intake.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { type Bureau, openBureau, toApproval } from './support/casework.ts'
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
}

inOneWorld('audit findings as review items', (world) => {
  let bureau: Bureau

  before(async () => {
    bureau = await openBureau(world().database)
  })

  const find = (
    { who, settled }: SettledStay,
    { id, moment = 'post', severity = 'violation', stake, deducted = 0 }: Found,
  ) =>
    world().database.pool.query(
      `insert into audit_finding (insured_id, finding_id, moment, release_digest, settlement_id, visit_id, line_number, rule, severity,
         action, bears, stake, deducted, provider_code, found_on, found_at, content)
       values ($1, $2, $3, 'R', $4, $5, '1', 'M-C01', $6, 'deduct', 'institution', $7, $8, $9, '2023-11-13', '2023-11-14 01:00:00',
         '{"name":{"zh":"重复收费","en":"duplicate charge"}}')`,
      [who.insuredId, id, moment, settled.setl_id, settled.mdtrt_id, severity, stake, deducted, hospital.providerCode],
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
})
