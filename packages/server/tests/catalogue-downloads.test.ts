import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { importWriters } from '../src/store/import-store.ts'
import { fetchCatalogue } from './support/catalogue.ts'
import { download } from './support/files.ts'
import { inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, otherHospital } from './support/world.ts'

/** Column `place` of a row, counted from 1 as the interface counts. */
const cell = (row: readonly string[] | undefined, place: number): string | undefined => row?.[place - 1]

inOneWorld('catalogue downloads', (world) => {
  const till = () => world().till(hospital)
  const writers = () => importWriters(world().database.pool)
  const codes = (rows: readonly (readonly string[])[]) => rows.map((row) => cell(row, 1))

  test('who has nothing gets every row, in the columns of the interface, and the word null where nothing is known', async () => {
    const first = await fetchCatalogue(world(), till(), '1301', '0')
    assert.equal(first.count, Object.keys(items).length)
    assert.equal(first.filename, '1301_20231113_000001.zip')
    assert.deepEqual(
      codes(first.rows),
      Object.values(items)
        .map(({ code }) => code)
        .sort(),
    )
    assert.ok(first.rows.every((row) => row.length === 97))
    const shared = first.rows.find((row) => cell(row, 1) === items.shared.code)
    const known = [1, 4, 11, 37, 38, 58, 79, 83, 84, 92, 96, 97].map((place) => cell(shared, place))
    assert.deepEqual(known, [
      items.shared.code,
      items.shared.name,
      '片剂',
      '2020-01-01',
      'null',
      '0',
      '1',
      '20231113_000001',
      '20231113_000001',
      '02',
      '2020-01-01',
      'null',
    ])
    assert.equal(cell(shared, 2), 'null')
  })

  test('a row that ended tells its last day and is not valid any more', async () => {
    const { rows } = await fetchCatalogue(world(), till(), '1301', '0')
    const expired = rows.find((row) => cell(row, 1) === items.expired.code)
    assert.deepEqual([cell(expired, 38), cell(expired, 79)], ['2023-06-29', '0'])
  })

  test('the same state is the same file for everybody, and nothing newer is an empty file', async () => {
    const first = await fetchCatalogue(world(), till(), '1301', '0')
    const again = await fetchCatalogue(world(), world().till(otherHospital), '1301', '0')
    assert.equal(again.fileNo, first.fileNo)
    const nothing = await fetchCatalogue(world(), till(), '1301', '20231113_000001')
    assert.deepEqual([nothing.count, nothing.rows], [0, []])
  })

  test('two who ask at the same moment get one file', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => till().ask('1307', null, { data: { ver: '0' } })))
    assert.equal(new Set(asked.map((answer) => expectOk(answer).output.file_qury_no)).size, 1)
  })

  test('a version that this centre never made stands for none', async () => {
    const { count } = await fetchCatalogue(world(), till(), '1301', 'F001_19970101000000_C')
    assert.equal(count, Object.keys(items).length)
  })

  test('a catalogue of which no row is kept is an empty file', async () => {
    for (const infno of ['1303', '1320', '1306A'] as const) {
      const { count, rows } = await fetchCatalogue(world(), till(), infno, '0')
      assert.deepEqual([count, rows], [0, []], infno)
    }
  })

  test('a changed row comes with the next version, alone; who skipped a version gets both', async () => {
    const { version, after } = { version: '20231113_000001', after: '20231113_000002' }
    await writers().writeCatalogItems([{ ...items.whole, name: '更名的药品' }])
    const newer = await fetchCatalogue(world(), till(), '1301', version)
    assert.deepEqual(codes(newer.rows), [items.whole.code])
    assert.deepEqual([cell(newer.rows[0], 4), cell(newer.rows[0], 83)], ['更名的药品', after])

    // The same row written again is no change.
    await writers().writeCatalogItems([{ ...items.whole, name: '更名的药品' }])
    assert.equal((await fetchCatalogue(world(), till(), '1301', after)).count, 0)

    const herb = { ...items.own, code: 'TEST-H', chargeType: '10' }
    await writers().writeCatalogItems([herb, { ...items.own, code: 'TEST-N' }])
    assert.deepEqual(codes((await fetchCatalogue(world(), till(), '1301', after)).rows), ['TEST-N'])
    assert.deepEqual(codes((await fetchCatalogue(world(), till(), '1301', version)).rows), ['TEST-A', 'TEST-N'])
    const herbs = await fetchCatalogue(world(), till(), '1302', '0')
    assert.deepEqual([codes(herbs.rows), herbs.rows[0]?.length], [['TEST-H'], 33])
  })

  test('a row that was taken out is told once more, as invalid', async () => {
    const { rows: before } = await fetchCatalogue(world(), till(), '1301', '0')
    const latest =
      before
        .map((row) => cell(row, 83))
        .sort()
        .at(-1) ?? ''
    await world().database.pool.query(`delete from catalog_item where code = 'TEST-N'`)
    const { rows } = await fetchCatalogue(world(), till(), '1301', latest)
    assert.deepEqual([codes(rows), cell(rows[0], 79)], [['TEST-N'], '0'])
  })

  test('diagnoses, operations and chronic diseases come in columns of their own', async () => {
    await writers().writeDiagnoses([
      { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00x002', name: '高血压' },
      { edition: 'ICD-9-CM-3-NHSA-2.0', code: '47.0100', name: '腹腔镜下阑尾切除术' },
    ])
    const unsaid = { classCode: '', className: '', division: '', from: null, until: null, note: '', source: '测试' }
    await writers().writeCodeListItems([{ list: 'chronic-diseases', code: 'M03900', name: '高血压', ...unsaid }])
    const diagnoses = await fetchCatalogue(world(), till(), '1307', '0')
    assert.deepEqual([cell(diagnoses.rows[0], 11), cell(diagnoses.rows[0], 12)], ['I10.x00x002', '高血压'])
    const operations = await fetchCatalogue(world(), till(), '1308', '0')
    assert.deepEqual([operations.count, cell(operations.rows[0], 11)], [1, '47.0100'])
    const chronic = await fetchCatalogue(world(), till(), '1309', '0')
    assert.deepEqual(
      [cell(chronic.rows[0], 1), cell(chronic.rows[0], 15), cell(chronic.rows[0], 2)],
      ['M03900', '高血压', 'null'],
    )
  })

  test('a file can be fetched on its last day and not after it; then it is made anew', async () => {
    const { output } = expectOk(await till().ask('1306', null, { data: { ver: '0' } }))
    assert.equal(output.dld_endtime, '2023-11-20')
    await world().restart('2023-11-20 23:00:00')
    assert.equal(
      (await download(world(), till(), output.file_qury_no)).headers['content-type'],
      'application/octet-stream',
    )
    await world().restart('2023-11-21 09:00:00')
    const fresh = await fetchCatalogue(world(), till(), '1306', '0')
    assert.notEqual(fresh.fileNo, output.file_qury_no)
    await world().restart()
  })

  test('thirty thousand rows are packed in seconds, and the second who asks does not wait', async () => {
    await world().database.pool.query(
      `insert into catalog_item (code, valid_from, kind, name, class, ceilings, restricted, restriction, charge_type, form,
         unit, source, assumed)
       select 'C' || lpad(n::text, 19, '0'), $1::date, 'consumable', '测试耗材' || n, 'B', '{}', false, '', '08', '支', '支',
         '测试目录', false
       from generate_series(1, 30000) as n`,
      [isoDate('2023-01-01')],
    )
    const began = performance.now()
    const first = expectOk(await till().ask('1306', null, { data: { ver: '0' } }))
    const took = performance.now() - began
    assert.equal(first.output.data_cnt, 30_000)
    assert.ok(took < 20_000, `took ${Math.round(took)} ms`)
    const again = performance.now()
    const second = expectOk(await till().ask('1306', null, { data: { ver: '0' } }))
    assert.equal(second.output.file_qury_no, first.output.file_qury_no)
    assert.ok(performance.now() - again < 1_000)
  })
})
