import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { divisionCode, fen, localDateTime } from '@yibao/core/kernel'
import type { IndicatorValue, StayFact } from '@yibao/core/supervision'
import { loadIndicators } from '../../src/files/indicator-folder.ts'
import { exportLake } from '../../src/flows/lake-export.ts'
import type { IndicatorDefinition, LakeManifest, MonthRange } from '../../src/flows/lake-ports.ts'
import { collectCases } from '../../src/flows/payment-collect.ts'
import { digestOf, lakeSchema, lakeTableNames, lakeTables, openLake, openLakeSink } from '../../src/lake/index.ts'
import { exportTo } from '../../src/lake-desk.ts'
import { atLakeSource } from '../../src/store/lake-source.ts'
import { paymentCaseStore } from '../../src/store/payment-case-store.ts'
import { stranger } from '../support/people.ts'
import { inOneWorld } from '../support/refusals.ts'
import { listInput, plantCodes, settledStay } from '../support/settlement-list.ts'
import { admit, charge, discharge, interim, settleStay, stayCancelInput } from '../support/stay.ts'
import { expectOk } from '../support/visit.ts'
import { hospital, items, otherHospital, type World } from '../support/world.ts'

const november = { from: '2023-11', through: '2023-11' } as const
const { definitions } = await loadIndicators()

async function exported({ database }: World, out: string, range: MonthRange | null = null): Promise<LakeManifest> {
  const sink = await openLakeSink(out)
  try {
    return await atLakeSource(database.pool, (source) =>
      exportLake({
        source,
        sink,
        range,
        schema: lakeSchema,
        whole: new Set(lakeTableNames.filter((table) => lakeTables[table].by === 'all')),
        digestOf,
        now: () => '2023-12-01 00:00:00',
        progress: () => undefined,
      }),
    )
  } finally {
    await sink.close()
  }
}

async function* pages(rows: readonly (readonly (string | null)[])[]) {
  yield rows
}

const definition = (code: string): IndicatorDefinition => {
  const found = definitions.find((one) => one.code === code)
  assert.ok(found !== undefined)
  return found
}

async function collected<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function atLake<T>(work: (out: string) => Promise<T>): Promise<T> {
  const out = await mkdtemp(join(tmpdir(), 'yibao-lake-door-'))
  try {
    return await work(out)
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

inOneWorld('exporting the archive as a lake', (open) => {
  test('what hospitals settled through the door comes out as stays and numbers, the cancelled bill apart', () =>
    atLake(async (out) => {
      const world = open()
      await plantCodes(world)
      const till = world.till(hospital)
      const listed = await settledStay(world, till)
      expectOk(await till.ask('4101A', listed.who, listInput(listed, { stas_type: '1' })))
      await settledStay(world, world.till(otherHospital))
      const gone = await settledStay(world, till)
      expectOk(await till.ask('2305', gone.who, stayCancelInput(gone.who, gone.settled)))
      const who = stranger('990270')
      await world.plant([{ person: who, balance: fen(0) }])
      const visitId = await admit(till, who)
      const { code } = items.whole
      await charge(till, who, visitId, [{ code, price: 3000, quantity: 1 }])
      await settleStay(till, who, visitId, 3000, interim)
      await charge(till, who, visitId, [{ code, price: 1500, quantity: 1 }])
      await discharge(till, who, visitId)
      const last = await settleStay(till, who, visitId, 1500)
      const scope = { division: divisionCode('990270'), schemes: ['310'] } as const
      const month = { scope, month: '2023-11', at: localDateTime('2023-12-02 09:00:00') }
      await collectCases(paymentCaseStore(world.database.pool), month, () => undefined)

      const first = await exported(world, out)
      assert.deepEqual(first.months, ['2023-11'])
      assert.equal(first.rows.settlement, 5, 'two bills of the interrupted stay, three others')
      assert.deepEqual((await exported(world, out)).digest, first.digest, 'again: the same files')
      const lake = await openLake(out)
      try {
        const stays = await collected<StayFact>(lake.stays(november))
        assert.equal(stays.length, 3, 'the cancelled one is none')
        const interrupted = stays.find(({ stayId }) => stayId === visitId)
        assert.equal(interrupted?.amount, 4500_00, 'its bills together')
        assert.ok(stays.every(({ from, until, diagnoses }) => from <= until && diagnoses.length > 0))
        const asked = { range: november, grains: ['provider', 'region'] } as const
        const values = await collected<IndicatorValue>(
          lake.values([definition('V01'), definition('V02'), definition('D02')], asked),
        )
        const region = (code: string) =>
          values.find(
            ({ indicator, period, subject }) =>
              indicator === code && period === '2023-11' && subject.grain === 'region',
          )
        assert.equal(region('V01')?.value, 3)
        const total = stays.reduce((sum, { amount }) => sum + amount, 0)
        assert.equal(region('V02')?.value, total / 100)
        const [ours] = values.filter(
          ({ indicator, subject }) => indicator === 'V01' && subject.key[0] === hospital.providerCode,
        )
        assert.partialDeepStrictEqual(ours, {
          value: 2,
          subject: { level: hospital.level, kind: 'hospital', region: hospital.division },
        })
        assert.ok(ours !== undefined)
        const rows = await collected(lake.rows(definition('V01'), ours))
        assert.deepEqual(
          rows.map(({ key }) => key).sort(),
          [visitId, stays.find(({ personId }) => personId === listed.who.insuredId)?.stayId].sort(),
        )
        const cases = values.filter(({ indicator }) => indicator === 'D02')
        assert.equal(
          cases.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0),
          3,
          'what the payer collected',
        )
        const lacking = await lake.lacking(definitions)
        assert.deepEqual(lacking.find(({ indicator }) => indicator === 'Q07')?.needs, ['side.beds'])
        assert.deepEqual(lacking.find(({ indicator }) => indicator === 'Q10')?.needs, ['bills.terminal'])
      } finally {
        await lake.close()
      }

      expectOk(await till.ask('2305', who, stayCancelInput(who, last)))
      const after = await exported(world, out)
      assert.notEqual(after.digest, first.digest)
      const changed = after.files.filter(({ path, digest }) =>
        first.files.every((file) => file.path !== path || file.digest !== digest),
      )
      assert.ok(changed.length > 0 && changed.every(({ month: own }) => own === '2023-11'))
    }))

  test('names and identity numbers stay where they are', () =>
    atLake(async (out) => {
      const world = open()
      await exported(world, out)
      const { rows } = await world.database.pool.query<{ name: string; certificate_number: string }>(
        'select name, certificate_number from insured',
      )
      const columns = Object.values(lakeTables).flatMap((table) => Object.keys(table.columns))
      assert.ok(!columns.some((name) => /certificate|person_name|insured_name/.test(name)))
      const texts = await readFile(join(out, 'lake.json'), 'utf8')
      assert.ok(rows.length > 0 && rows.every(({ certificate_number }) => !texts.includes(certificate_number)))
    }))

  test('a month without settlements has no file; a lake that was touched or is none is not opened', () =>
    atLake(async (out) => {
      const world = open()
      await assert.rejects(openLake(out), /no lake/)
      const manifest = await exported(world, out, { from: '2023-10', through: '2023-11' })
      assert.deepEqual(manifest.months, ['2023-10', '2023-11'])
      assert.ok(!manifest.files.some(({ path }) => path.startsWith('settlement/2023-10')))
      const again = await exported(world, out, { from: '2023-10', through: '2023-10' })
      assert.deepEqual(again.months, ['2023-10', '2023-11'], 'other months stay')
      assert.equal(again.digest, manifest.digest)
      const path = join(out, manifest.files.find(({ table }) => table === 'settlement')?.path ?? '')
      const bytes = await readFile(path)
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
      await writeFile(path, bytes)
      await assert.rejects(openLake(out), /was changed/, 'a file of the same length')
      await appendFile(path, 'x')
      await assert.rejects(openLake(out), /bytes instead of/)
      await rm(path)
      await assert.rejects(openLake(out), /is missing/)
    }))

  test('an export that was broken off leaves the lake as it was, and the next one clears it away', () =>
    atLake(async (out) => {
      const before = await exported(open(), out)
      const sink = await openLakeSink(out)
      await sink.write('settlement', '2023-11', pages([]))
      await sink.write('provider', null, pages([['H1', 'another', 'hospital', null, '990201', null, null]]))
      await sink.close()
      const lake = await openLake(out)
      assert.equal(lake.manifest.digest, before.digest)
      await lake.close()
      await exported(open(), out)
      assert.deepEqual((await readdir(join(out, 'provider'))).length, 1)
    }))

  test('two exports into one folder at once are refused', () =>
    atLake((out) =>
      atLakeSource(open().database.pool, async (source) => {
        assert.equal(await source.alone(out), true)
        const { pool } = open().database
        const order = { folder: out, range: async () => null, now: () => localDateTime('2023-12-01 00:00:00') }
        await assert.rejects(exportTo(pool, { ...order, progress: () => undefined }), /another export is writing it/)
      }),
    ))

  test('a side fact told twice, by the database and by a file, is one', () =>
    atLake(async (out) => {
      const sink = await openLakeSink(out)
      const fact = ['beds', 'H1', null, '{"beds":"40"}']
      const file = await sink.write('side', null, pages([fact, fact]))
      await sink.close()
      assert.equal(file?.rows, 1)
    }))
})
