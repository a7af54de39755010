import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { planBook } from '@yibao/core/benefit'
import { fen, isoDate, localDateTime } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { loadPacks } from '../src/files/shipped.ts'
import { bookAll, type CorrectionFilter, everybody, findAll, undoOne } from '../src/flows/correction.ts'
import { idSource } from '../src/ids.ts'
import { correctionStore } from '../src/store/correction-store.ts'
import { digestOf, yibao } from './support/desk.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { type Bill, cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, type World } from './support/world.ts'

const testPolicy = fileURLToPath(new URL('./support/policy', import.meta.url))
const plan = 'regions/990200-captured/employee-outpatient.yaml'
const who = person(1)
const other = person(2)

/** A copy of the test policy with one piece of the outpatient plan replaced. */
async function withPolicy(from: RegExp, to: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp('/tmp/yibao-corrections-')
  try {
    await cp(testPolicy, folder, { recursive: true })
    const text = await readFile(join(folder, plan), 'utf8')
    const changed = text.replace(from, to)
    assert.notEqual(changed, text, 'the piece stands in the file')
    await writeFile(join(folder, plan), changed)
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The law that pays the retired 80 %. */
const byStatus = (work: (folder: string) => Promise<void>) =>
  withPolicy(
    /rate:\n[\s\S]*?limit:/,
    `rate:
    label: 支付比例
    kind: rate
    by: [personStatus]
    values:
      active:
        - { from: 2023-01-01, value: 60%, source: 测试 }
      retired:
        - { from: 2023-01-01, value: 80%, source: 测试 }
  limit:`,
    work,
  )

interface Settled {
  readonly bill: Bill
  readonly setlinfo: { readonly setl_id: string; readonly mdtrt_id: string }
}

/** Three visits: the first goes into the deductible of 1,000 yuan, of the others the fund pays 12 yuan each. */
async function withVisits(work: (world: World, settled: readonly Settled[]) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await world.plant([
        { person: who, balance: fen(500_00) },
        { person: other, balance: fen(0) },
      ])
      const till = world.till(hospital)
      const settled: Settled[] = []
      for (const [index, price] of [990, 30, 20].entries()) {
        const bill = await upload(till, who, [{ code: items.whole.code, price, quantity: 1 }], `B${index}`)
        const { output } = expectOk(await till.ask('2207', who, settleInput(bill)))
        settled.push({ bill, setlinfo: output.setlinfo })
      }
      const bill = await upload(till, other, [{ code: items.whole.code, price: 10, quantity: 1 }])
      expectOk(await till.ask('2207', other, settleInput(bill)))
      await work(world, settled)
    } finally {
      await world.close()
    }
  })
}

const retire = (world: World) => world.plant([{ person: who, balance: fen(0), enrolment: { status: 'retired' } }])

interface Report {
  readonly people: number
  readonly sums: { readonly pool: string; readonly person: string }
  readonly toPeople: { readonly people: number; readonly amount: string }
  readonly fromPeople: { readonly people: number; readonly amount: string }
  readonly settlements: readonly { readonly settlementId: string; readonly totals: readonly { period: string }[] }[]
  readonly notComputed: readonly unknown[]
  readonly booked: readonly { readonly settlementId: string; readonly correctionId: string }[]
}

async function corrections(world: World, ...args: readonly string[]): Promise<Report> {
  const { code, out, errors } = await yibao(world.database.url, 'corrections', ...args, '--json')
  assert.equal(code, 0, errors)
  return JSON.parse(out) as Report
}

/** The same as the command line, in this process. */
async function atDesk(world: World, folder: string) {
  const packs = await loadPacks(folder)
  const store = correctionStore(world.database.pool)
  const law = { book: planBook(packs), providerOf: (code: string) => world.centre.ports.registry.provider(code) }
  const order = { at: localDateTime('2026-11-01 09:00:00'), reason: '更正', bookedBy: '测试员', newId: idSource() }
  const quietly = () => undefined
  return {
    find: (filter: Partial<CorrectionFilter> = {}) => findAll(store, { ...everybody, ...filter }, law, quietly),
    book: () => bookAll(store, everybody, law, order, quietly),
    undo: (correctionId: string) => undoOne(store, correctionId, order),
  }
}

const signed = ['--reason', '退休认定', '--by', '测试员'] as const

test('a person who was retired all along is found, shown, booked once and verified; undone, everything is as before', () =>
  withVisits((world, [, second, third]) =>
    byStatus(async (folder) => {
      const { url, pool } = world.database
      const law = ['--policy', folder] as const
      const desk = await atDesk(world, folder)
      const none = await desk.find()
      assert.deepEqual([none.people, none.found, none.notComputed], [2, [], []])
      await retire(world)
      const before = await digestOf(world.database)
      const found = await corrections(world, 'book', '--all', '--dry-run', ...signed, ...law)
      assert.deepEqual(
        found.settlements.map(({ settlementId }) => settlementId),
        [second?.setlinfo.setl_id, third?.setlinfo.setl_id],
      )
      assert.deepEqual([found.sums.pool, found.sums.person, found.booked], ['8.00', '-8.00', []])
      assert.deepEqual([found.toPeople, found.fromPeople.people], [{ people: 1, amount: '8.00' }, 0])
      assert.deepEqual(
        found.settlements[0]?.totals.map(({ period }) => period),
        ['2023'],
      )
      assert.deepEqual(await digestOf(world.database), before)

      const { booked } = await corrections(world, 'book', '--person', who.insuredId, ...signed, ...law)
      assert.equal(booked.length, 2)
      const again = await desk.find()
      assert.deepEqual([again.found, again.notComputed], [[], []])
      assert.deepEqual((await desk.book()).booked, [])
      await verified(world)
      const claims = await pool.query(`select sum(amount)::int as owed from posting where account like '%:correction'`)
      assert.deepEqual(claims.rows, [{ owed: 8_00 }])

      const [first, last] = booked.map(({ correctionId }) => correctionId)
      const shown = await yibao(url, 'corrections', 'show', first ?? '')
      assert.match(shown.out, /退休认定[\s\S]*统筹基金[\s\S]*4\.00[\s\S]*person:\d+:correction/)
      const undone = await yibao(url, 'corrections', 'undo', first ?? '', '--reason', '重复', '--by', '测试员')
      assert.equal(undone.code, 0, undone.errors)
      await desk.undo(last ?? '')
      await verified(world)
      const after = await digestOf(world.database)
      for (const table of ['running_total', 'settlement', 'bill_line', 'enrolment']) {
        assert.equal(after[table], before[table], table)
      }
      assert.equal((await desk.find()).found.length, 2)
      assert.deepEqual(await desk.undo(last ?? ''), {
        code: 'correction.not-in-force',
        correctionId: last,
        by: (await pool.query('select correction_id from correction where undoes_id = $1', [last])).rows[0]
          ?.correction_id,
      })
    }),
  ))

test('a settlement that was corrected is not cancelled by its hospital until the correction is undone', () =>
  withVisits((world, settled) =>
    byStatus(async (folder) => {
      await retire(world)
      const desk = await atDesk(world, folder)
      const last = settled[2]
      assert.ok(last)
      const { booked } = await desk.book()
      const till = world.till(hospital)
      const refused = await till.ask('2208', who, cancelInput(who, last.setlinfo))
      assert.equal(refused.infcode, -1)
      assert.match(refused.err_msg, /settlement\.corrected/)
      await verified(world)
      const { correctionId = '' } = booked.find(({ settlementId }) => settlementId === last.setlinfo.setl_id) ?? {}
      await desk.undo(correctionId)
      expectOk(await till.ask('2208', who, cancelInput(who, last.setlinfo)))
      await verified(world)
    }),
  ))

test('a policy that was put right is found by institution and day, as a workbook too, and a new bill counts on it', () =>
  withVisits((world) =>
    withPolicy(/(deductible:[\s\S]*?value: )\d+( yuan)/, '$1980$2', async (folder) => {
      const file = join(folder, 'corrections.xlsx')
      const day = ['--since', '2023-11-13', '--until', '2023-11-13'] as const
      const here = ['--institution', hospital.providerCode, ...day] as const
      // 10 × 60 % more of the first bill, and of the second.
      const found = await corrections(world, 'find', '--policy', folder, ...here, '--output', file)
      assert.deepEqual([found.settlements.length, found.sums.pool], [2, '12.00'])
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.readFile(file)
      assert.deepEqual(
        workbook.worksheets.map(({ rowCount }) => rowCount),
        [3, 12, 1],
      )
      const desk = await atDesk(world, folder)
      const elsewhere = [
        { providerCode: otherHospital.providerCode },
        { since: isoDate('2023-11-14') },
        { until: isoDate('2023-11-12') },
      ]
      for (const filter of elsewhere) assert.deepEqual((await desk.find(filter)).found, [])
      await desk.book()
      // 24 + 12 of the limit of 50 yuan are used: 14 are left of what 100 yuan come to.
      const till = world.till(hospital)
      const bill = await upload(till, who, [{ code: items.whole.code, price: 100, quantity: 1 }], 'B9')
      const { output } = expectOk(await till.ask('2207', who, settleInput(bill)))
      assert.equal(output.setlinfo.hifp_pay, 14)
      await verified(world)
    }),
  ))

test('who was never insured owes back what the fund paid', () =>
  withVisits(async (world) => {
    await world.database.pool.query('delete from enrolment where insured_id = $1', [who.insuredId])
    const desk = await atDesk(world, testPolicy)
    const report = await desk.find()
    assert.deepEqual([report.sums.pool, report.fromPeople], [-24_00, { people: 1, amount: 24_00 }])
    await desk.book()
    await verified(world)
    assert.deepEqual((await desk.find()).found, [])
  }))

test('a settlement made while corrections are booked is not lost: one of the two goes first', () =>
  withVisits((world) =>
    byStatus(async (folder) => {
      await retire(world)
      const desk = await atDesk(world, folder)
      const till = world.till(hospital)
      const bill = await upload(till, who, [{ code: items.whole.code, price: 20, quantity: 1 }], 'B9')
      const [answer, report] = await Promise.all([till.ask('2207', who, settleInput(bill)), desk.book()])
      expectOk(answer)
      assert.deepEqual(report.refused, [])
      await verified(world)
      await desk.book()
      assert.deepEqual((await desk.find()).found, [])
      await verified(world)
    }),
  ))

test('what the command line is not told, or told wrongly, is refused with what to do', () =>
  withTestDatabase(async ({ url }) => {
    const refusals: readonly (readonly [RegExp, ...string[]])[] = [
      [/--person for one person, or --all/, 'book', ...signed],
      [/--reason/, 'book', '--all', '--reason', ' ', '--by', '测试员'],
      [/correction\.unknown/, 'undo', "' or true --", ...signed],
      [/--until 2023-01-01/, 'find', '--since', '2023-02-01', '--until', '2023-01-01'],
    ]
    for (const [words, ...args] of refusals) {
      const { code, errors } = await yibao(url, 'corrections', ...args)
      assert.equal(code, 1, args.join(' '))
      assert.match(errors, words)
    }
  }))
