import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { verified } from './support/verified.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 100, quantity: 1 }

async function totalsOf({ database }: World, insuredId: string) {
  const { rows } = await database.pool.query(
    'select period, code, amount::int from running_total where insured_id = $1 and amount <> 0 order by period, code',
    [insuredId],
  )
  return rows.map(({ period, code, amount }) => [period, code, amount])
}

inOneWorld('what a bureau checks first', (world) => {
  test('trap 6: a refund in the new year is a negative row of that day, and moves the totals of the old year', async () => {
    const who = await newPerson(world(), { person: stranger('990270'), balance: fen(0) })
    const settled = expectOk(
      await world()
        .till(hospital)
        .ask('2207', who, settleInput(await upload(world().till(hospital), who, [line]))),
    ).output.setlinfo
    assert.deepEqual(await totalsOf(world(), who.insuredId), [['2023', 'otp_pool', 50_00]])

    await world().restart('2024-01-08 09:00:00')
    const cancelled = expectOk(await world().till(hospital).ask('2208', who, cancelInput(who, settled)))
    assert.deepEqual(
      [cancelled.output.setlinfo.fund_pay_sumamt, cancelled.output.setlinfo.setl_time?.slice(0, 10)],
      [-50, '2024-01-08'],
    )
    assert.deepEqual(await totalsOf(world(), who.insuredId), [])
    const { rows } = await world().database.pool.query(
      `select year, settled_at::date::text as day, total::int from settlement where insured_id = $1 order by settled_at`,
      [who.insuredId],
    )
    assert.deepEqual(
      rows.map(({ year, day, total }) => [year, day, total]),
      [
        [2023, '2023-11-13', 100_00],
        [2023, '2024-01-08', -100_00],
      ],
    )
    await verified(world())
  })
})
