import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HistoryNeed } from '@yibao/core/audit'
import { isoDate } from '@yibao/core/kernel'
import type { PastQuestion, PersonStore } from '../src/flows/ports.ts'
import { pastAtMost } from '../src/store/past-sql.ts'
import { personStore } from '../src/store/person-store.ts'
import { newPerson } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { whileNoting } from './support/statements.ts'
import { type Bill, cancelInput, expectOk, feeLine, settleInput, upload } from './support/visit.ts'
import { hospital, type TestPerson, today, type World } from './support/world.ts'

const wanting = (need: HistoryNeed): PastQuestion => ({ today: isoDate(today), need: () => need })

const line = (code: string) => ({ code, price: 10, quantity: 1 })

async function settled(world: World, who: TestPerson, codes: readonly string[]) {
  const till = world.till(hospital)
  const bill = await upload(till, who, codes.map(line))
  return { bill, setlinfo: expectOk(await till.ask('2207', who, settleInput(bill))).output.setlinfo }
}

const stores = new WeakMap<World, Readonly<Record<'many' | 'one', PersonStore>>>()

function storesOf(world: World) {
  const { pool } = world.database
  const made = stores.get(world) ?? { many: personStore(pool), one: personStore(pool, { spread: true }) }
  stores.set(world, made)
  return made
}

/** What the store reads of the past, in the form for many and in the form for one. */
async function pastOf(world: World, { insuredId }: TestPerson, visitId: string, past: PastQuestion) {
  const read = async (form: 'many' | 'one') => {
    const people = storesOf(world)[form]
    const about = { kind: 'visit', visitId, past } as const
    return (await people.gather({ insuredId, providerCode: hospital.providerCode, msgid: 'M', about }))?.file.past
  }
  const many = await read('many')
  assert.deepEqual(await read('one'), many)
  return many
}

/** Copies the settled lines of a visit, each as many times, into the same visit under other numbers. */
async function multiply({ database }: World, { who, visitId }: Bill, times: number): Promise<void> {
  await database.pool.query(
    `with copied as (select l.*, n from bill_line l, generate_series(1, $3::int) n where l.insured_id = $1 and l.visit_id = $2)
     insert into bill_line select (jsonb_populate_record(null::bill_line, to_jsonb(c) - 'n'
       || jsonb_build_object('line_number', c.line_number || '-' || c.n))).* from copied c`,
    [who.insuredId, visitId, times],
  )
}

inOneWorld('what is read of the past', (open) => {
  test('is nothing unless rules ask for it', async () => {
    const world = open()
    const who = await newPerson(world)
    const { bill } = await settled(world, who, ['TEST-A'])
    assert.equal(await pastOf(world, who, bill.visitId, wanting({ days: 0, items: 'none' })), undefined)
  })

  test('are the settled lines of other visits with the items that are asked for', async () => {
    const world = open()
    const who = await newPerson(world)
    await settled(world, who, ['TEST-A', 'TEST-B'])
    const undone = await settled(world, who, ['TEST-A'])
    expectOk(await world.till(hospital).ask('2208', who, cancelInput(who, undone.setlinfo)))
    const now = await upload(world.till(hospital), who, [line('TEST-A')])
    const past = await pastOf(world, who, now.visitId, wanting({ days: 10, items: ['TEST-A', 'TEST-Z'] }))
    assert.equal(past?.from, '2023-11-03')
    assert.deepEqual(
      past?.visits.map(({ lines }) => lines.map(({ itemCode }) => itemCode)),
      [['TEST-A']],
    )
    assert.partialDeepStrictEqual(past?.visits[0]?.more, { total: 20_00 })
    const all = await pastOf(world, who, now.visitId, wanting({ days: 10, items: 'all' }))
    assert.equal(all?.visits[0]?.lines.length, 2)
    const visits = await pastOf(world, who, now.visitId, wanting({ days: 10, items: [] }))
    assert.deepEqual(visits?.visits[0]?.lines, [])
  })

  test('takes in a visit that began long ago and still went on', async () => {
    const world = open()
    const who = await newPerson(world)
    const { bill } = await settled(world, who, ['TEST-A'])
    for (const table of ['bill_line', 'visit'])
      await world.database.pool.query(
        `update ${table} set opened_on = '2023-06-01' where insured_id = $1 and visit_id = $2`,
        [who.insuredId, bill.visitId],
      )
    const now = await upload(world.till(hospital), who, [line('TEST-A')])
    const past = await pastOf(world, who, now.visitId, wanting({ days: 10, items: 'all' }))
    assert.deepEqual(
      past?.visits.map(({ lines }) => lines.length),
      [1],
    )
  })

  test('is known from a later day on where there is more than may be read', async () => {
    const world = open()
    const who = await newPerson(world)
    const { bill } = await settled(world, who, ['TEST-A'])
    await multiply(world, bill, pastAtMost.lines)
    const now = await upload(world.till(hospital), who, [line('TEST-A')])
    const past = await pastOf(world, who, now.visitId, wanting({ days: 10, items: 'all' }))
    assert.equal(past?.from, '2023-11-14')
    assert.deepEqual(past?.visits[0]?.lines, [])
  })

  test('is known only from the day on since which all lines are on file', async () => {
    const world = open()
    const { pool } = world.database
    const who = await newPerson(world)
    await settled(world, who, ['TEST-A'])
    const now = await upload(world.till(hospital), who, [line('TEST-A')])
    await pool.query(`insert into retired_month (table_name, month, rows, archive, digest, retired_at)
      values ('bill_line', '2023-10-01', 1, 'lines.jsonl.gz', 'x', '2023-11-01')`)
    const past = await pastOf(world, who, now.visitId, wanting({ days: 90, items: 'all' }))
    await pool.query('delete from retired_month')
    assert.equal(past?.from, '2023-11-01')
    assert.equal(past?.visits.length, 1)
  })

  test('is asked for anew when another process added lines to a visit that this one knew', async () => {
    const world = open()
    const who = await newPerson(world)
    await settled(world, who, ['TEST-A', 'TEST-B'])
    const till = world.till(hospital)
    const { visitId } = await upload(till, who, [line('TEST-A')])
    const need: PastQuestion['need'] = (file) => ({
      days: 10,
      items: file?.lines.map(({ itemCode }) => itemCode) ?? 'all',
    })
    const past: PastQuestion = { today: isoDate(today), need }
    const seen = async () => (await pastOf(world, who, visitId, past))?.visits.map(({ lines }) => lines.length)
    await seen()
    assert.deepEqual(await seen(), [1])
    expectOk(await till.ask('2204', who, { feedetail: [feeLine(line('TEST-B'), visitId, who, 'B2')] }))
    assert.deepEqual(await seen(), [2])
  })

  test('comes with the file, in no statement of its own', async () => {
    const world = open()
    const who = await newPerson(world)
    await settled(world, who, ['TEST-A'])
    const now = await upload(world.till(hospital), who, [line('TEST-A')])
    const noted = await whileNoting(async () => {
      await pastOf(world, who, now.visitId, wanting({ days: 10, items: 'all' }))
    }, false)
    // The queue of jobs asks for work beside everybody.
    const ofMessages = ({ name }: { readonly name: string }) => name !== '' && !name.endsWith('graphile_worker')
    assert.deepEqual(
      noted.filter(ofMessages).map(({ name }) => name),
      ['gather-visit-past', 'gather-visit-past-one'],
    )
  })
})
