import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importWriters } from '../src/store/import-store.ts'
import { everything } from './support/catalogue.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, hospital, items } from './support/world.ts'

inOneWorld('catalogue queries', (world) => {
  const till = () => world().till(hospital)
  type Paged = '1304' | '1312' | '1316' | '1318' | '1319'
  const ask = async <N extends Paged>(infno: N, more: Envelope = {}) =>
    expectOk(await till().ask(infno, null, { data: { ...everything, ...more } })).output
  const codesOf = async (more: Envelope) => (await ask('1312', more)).data.map((row) => row.hilist_code)

  test('the insurance catalogue tells class, kind and days of every item', async () => {
    const { data, recordCounts } = await ask('1312')
    assert.equal(recordCounts, String(Object.keys(items).length))
    const shared = data.find((row) => row.hilist_code === items.shared.code)
    assert.partialDeepStrictEqual(shared, {
      hilist_name: items.shared.name,
      chrgitm_lv: '02',
      list_type: '101',
      med_chrgitm_type: '09',
      lmt_used_flag: '0',
      insu_admdvs: '990200',
      begndate: '2020-01-01',
      enddate: '',
      vali_flag: '1',
    })
    assert.deepEqual(
      data.map((row) => row.hilist_code),
      data.map((row) => row.hilist_code).toSorted(),
    )
  })

  test('each condition leaves the rows that it says', async () => {
    assert.deepEqual(await codesOf({ hilist_code: 'TEST-B' }), ['TEST-B'])
    assert.deepEqual(await codesOf({ hilist_name: '药品C' }), ['TEST-C'])
    assert.deepEqual(await codesOf({ chrgitm_lv: '03' }), ['TEST-C'])
    assert.deepEqual(await codesOf({ chrgitm_lv: '04' }), [])
    assert.deepEqual(await codesOf({ lmt_used_flag: '1' }), ['TEST-R'])
    assert.deepEqual(await codesOf({ list_type: '201' }), [])
    assert.deepEqual(await codesOf({ begndate: '2024-01-01' }), ['TEST-Y'])
    assert.deepEqual(await codesOf({ vali_flag: '0' }), ['TEST-X', 'TEST-Y'])
    assert.deepEqual(await codesOf({ vali_flag: '0', query_date: '2023-06-29' }), [])
    assert.deepEqual((await codesOf({ query_date: '2024-01-01' })).includes('TEST-Y'), true)
    assert.deepEqual(await codesOf({ updt_time: '2999-01-01 00:00:00' }), [])
  })

  test('who asks for what changed since gets the changed row', async () => {
    const { data } = await ask('1312', { hilist_code: 'TEST-A' })
    await world().database.pool.query(
      `alter table catalog_item disable trigger catalog_item_stamp;
       update catalog_item set updated_at = updated_at - interval '1 day', created_at = created_at - interval '1 day';
       alter table catalog_item enable trigger catalog_item_stamp`,
    )
    const since = String(data[0]?.updt_time)
    assert.deepEqual(await codesOf({ updt_time: since }), [])
    await importWriters(world().database.pool).writeCatalogItems([{ ...items.own, name: '改名C' }])
    const [row] = (await ask('1312', { updt_time: since })).data
    assert.equal(row?.hilist_code, 'TEST-C')
    assert.ok(String(row?.updt_time) > String(row?.crte_time))
    await importWriters(world().database.pool).writeCatalogItems([items.own])
  })

  test('pages are cut from one order, and say how many there are', async () => {
    const all = await codesOf({})
    const first = await ask('1312', { page_size: 3, page_num: 1 })
    const third = await ask('1312', { page_size: 3, page_num: 3 })
    assert.deepEqual(
      [...first.data, ...third.data].map((row) => row.hilist_code),
      [...all.slice(0, 3), ...all.slice(6)],
    )
    assert.deepEqual(
      [first.firstPage, first.lastPage, first.pages, first.recordCounts, first.size, first.startRow],
      ['true', 'false', '3', '7', '3', '1'],
    )
    assert.deepEqual([third.lastPage, third.size, third.startRow], ['true', '1', '7'])
    const beyond = await ask('1312', { page_size: 3, page_num: 9 })
    assert.deepEqual([beyond.data, beyond.recordCounts], [[], '7'])
  })

  test('the medical catalogue stands in the insurance catalogue under the same codes', async () => {
    const { data } = await ask('1316', { hilist_code: 'TEST-B' })
    assert.deepEqual(
      data.map((row) => [row.med_list_codg, row.hilist_code, row.list_type]),
      [['TEST-B', 'TEST-B', '101']],
    )
    assert.deepEqual((await ask('1316', { medins_list_codg: 'NO-SUCH' })).data, [])
  })

  test('a price ceiling is told for the levels that have one, on the day that is asked about', async () => {
    const { data, recordCounts } = await ask('1318')
    assert.deepEqual(
      data.map((row) => [row.hilist_code, row.hilist_lmtpric_type, row.hilist_pric_uplmt_amt]),
      [['TEST-L', '3', 30]],
    )
    assert.equal(recordCounts, '1')
    assert.deepEqual((await ask('1318', { hilist_lmtpric_type: '1' })).data, [])
    assert.deepEqual((await ask('1318', { hilist_code: 'TEST-L', query_date: '2019-12-31' })).data, [])
    assert.equal((await ask('1318', { rid: data[0]?.rid })).data.length, 1)
  })

  test('a changed ceiling is told at once', async () => {
    const { whole } = items
    const writers = importWriters(world().database.pool)
    await writers.writeCatalogItems([{ ...whole, ceilings: items.ceiling.ceilings }])
    assert.deepEqual(
      (await ask('1318')).data.map((row) => row.hilist_code),
      ['TEST-A', 'TEST-L'],
    )
    await writers.writeCatalogItems([whole])
    assert.deepEqual(
      (await ask('1318')).data.map((row) => row.hilist_code),
      ['TEST-L'],
    )
  })

  test('the share borne first is told for both schemes: nothing of class A, all of class C', async () => {
    const share = async (code: string) =>
      (await ask('1319', { hilist_code: code })).data.map((row) => [row.selfpay_prop_psn_type, row.selfpay_prop])
    assert.deepEqual(await share('TEST-A'), [
      ['310', 0],
      ['390', 0],
    ])
    assert.deepEqual(await share('TEST-B'), [
      ['310', 0.05],
      ['390', 0.05],
    ])
    assert.deepEqual(await share('TEST-C'), [
      ['310', 1],
      ['390', 1],
    ])
    const residents = await ask('1319', { selfpay_prop_psn_type: '390' })
    assert.equal(residents.data.length, 5)
    const page = await ask('1319', { page_size: 3, page_num: 2 })
    assert.deepEqual([page.data.length, page.recordCounts, page.pages], [3, '10', '4'])
  })

  test("a share that the item leaves to the region is the region's on that day", async () => {
    const regional = { ...items.shared, code: 'TEST-S', preCoinsurance: null }
    await importWriters(world().database.pool).writeCatalogItems([regional])
    const share = async (more: Envelope) =>
      (await ask('1319', { hilist_code: 'TEST-S', ...more })).data[0]?.selfpay_prop
    assert.equal(await share({ insu_admdvs: '330200' }), 0.1)
    assert.equal(await share({ insu_admdvs: '330200', query_date: '2022-12-31' }), undefined)
    assert.equal(await share({ insu_admdvs: '330281' }), 0.1, 'a county lies in its city')
    await world().database.pool.query(`delete from catalog_item where code = 'TEST-S'`)
  })

  test('the centre keeps no medicines of the ethnic groups and says so', async () => {
    const { data, recordCounts } = await ask('1304', { med_list_codg: 'TM0001' })
    assert.deepEqual([data, recordCounts], [[], '0'])
  })

  test('absurd pages, unknown regions and conditions that nothing is known of are refused', async () => {
    const refused = (infno: string, code: string, more: Envelope) =>
      expectRefusal(world(), code, () => till().ask(infno, null, { data: { ...everything, ...more } }))
    for (const infno of ['1304', '1312', '1316', '1317', '1318', '1319']) {
      const answer = await refused(infno, 'catalog.bad-page', { page_size: 501 })
      assert.match(answer.err_msg, /每页 501 行，每页可取 1 至 500 行/)
      await refused(infno, 'catalog.bad-page', { page_num: 0 })
    }
    for (const infno of ['1312', '1316', '1317', '1318', '1319']) {
      await refused(infno, 'catalog.unknown-region', { insu_admdvs: '659999' })
    }
    await refused('1312', 'catalog.no-such-condition', { pinyin: 'CS' })
    await refused('1318', 'catalog.no-such-condition', { tabname: 'HILIST_PRIC_D' })
  })
})
