import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { takeUpShippedAudit } from '../src/audit-shipped.ts'
import { loadAuditFolder, releaseFor } from '../src/files/audit-folder.ts'
import { policyFolder } from '../src/files/shipped.ts'
import { newPerson } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, type TestPerson, today, type World } from './support/world.ts'

/** A test machine does other things beside; the printed number is what counts. */
const generous = 5

const division = divisionCode('990200')

/** Item codes of the knowledge tables that ship, so that rules have something to say. */
async function watchedItems(): Promise<readonly string[]> {
  const folder = await loadAuditFolder(join(policyFolder, 'audit'))
  assert.ok(folder.ok)
  return [...releaseFor(folder.value, division).tables.values()].flatMap(({ points }) => [...points.keys()])
}

const orderOf = (code: string, index: number) => ({
  rx_id: `RX${index}`,
  hilist_code: code,
  hilist_name: `项目${index}`,
  cnt: 1 + (index % 4),
  pric: 20,
  sumamt: 20 * (1 + (index % 4)),
  drord_begn_date: today,
  drord_dr_codg: 'DR1',
})

const asked = ({ insuredId }: TestPerson, codes: readonly string[]) => ({
  data: {
    trig_scen: '2',
    patient_dtos: [
      {
        patn_id: insuredId,
        fsi_encounter_dtos: { mdtrt_id: 'V1', med_type: '11', insutype: '310', fsi_order_dtos: codes.map(orderOf) },
      },
    ],
  },
})

/** A person with some visits behind them, under the rules that ship. */
async function ruledPerson(world: World): Promise<TestPerson> {
  let number = 0
  const newId = () => `audit-time-${String(++number)}`
  const source = { newId, now: () => localDateTime(`${today} 07:00:00`) }
  await takeUpShippedAudit(world.database.pool, source, { division, from: isoDate('2020-01-01') })
  await world.centre.registry.refresh()
  const till = world.till(hospital)
  const who = await newPerson(world)
  for (let visit = 0; visit < 3; visit += 1) {
    const bill = await upload(till, who, [{ code: 'TEST-A', price: 10, quantity: 1 }])
    expectOk(await till.ask('2207', who, settleInput(bill)))
  }
  return who
}

async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let round = 0; round < times; round += 1) {
    const begin = performance.now()
    await work()
    taken.push(performance.now() - begin)
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0
}

function within(context: TestContext, what: string, milliseconds: number, limit: number): void {
  context.diagnostic(`${what}: ${milliseconds.toFixed(1)} ms, aim ${limit} ms`)
  assert.ok(milliseconds <= limit * generous, `${what} took ${milliseconds.toFixed(1)} ms`)
}

inOneWorld('the rules that ship, in time', (open) => {
  test('an order set is answered in 200 ms, a bill of 200 lines in 300 ms', async (context) => {
    const world = open()
    const who = await ruledPerson(world)
    const till = world.till(hospital)
    const items = await watchedItems()
    const some = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => items[(index * 37) % items.length] ?? 'TEST-A')
    const orders = asked(who, some(10))
    within(context, '3101, 10 orders', await medianOf(9, () => till.ask('3101', who, orders)), 200)
    const bill = asked(who, some(200))
    within(context, '3102, 200 lines', await medianOf(9, () => till.ask('3102', who, bill)), 300)
    const { result } = expectOk(await till.ask('3102', who, bill)).output
    context.diagnostic(`${result.length} findings about the 200 lines`)
    assert.ok(result.some(({ rule_id }) => /^[A-Z]-/.test(rule_id ?? '')))
  })
})
