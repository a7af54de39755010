import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everything } from './support/catalogue.ts'
import { expectNoEffect } from './support/files.ts'
import { inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, hospital, items, otherHospital, type Till } from './support/world.ts'

const row = (localCode: string, more: Envelope = {}) => ({
  fixmedins_hilist_id: localCode,
  fixmedins_hilist_name: `院内项目${localCode}`,
  list_type: '101',
  med_list_codg: items.shared.code,
  ...more,
})

inOneWorld('mappings', (world) => {
  const till = () => world().till(hospital)
  const upload = (rows: readonly Envelope[], who: Till = till()) => who.ask('3301', null, { data: rows })
  const withdraw = (rows: readonly Envelope[]) => till().ask('3302', null, { data: rows })
  const named = (localCode: string, more: Envelope = {}) => {
    const { fixmedins_hilist_name: _, ...rest } = row(localCode)
    return { fixmedins_code: hospital.providerCode, ...rest, ...more }
  }
  const shown = async (more: Envelope = {}, who: Till = till()) =>
    expectOk(await who.ask('1317', null, { data: { ...everything, ...more } })).output.data
  const filed = async () => {
    const { rows } = await world().database.pool.query(
      "select md5(coalesce(string_agg(m::text, e'\\n' order by m::text), '')) as digest from local_mapping m",
    )
    return String(rows[0].digest)
  }
  const refusedUpload = async (rows: readonly Envelope[], code = 'mapping.bad-rows') => {
    const before = await filed()
    const answer = await expectNoEffect(world(), code, () => upload(rows))
    assert.equal(await filed(), before)
    return answer.err_msg
  }

  test('an uploaded mapping is shown to its institution as it was sent, and to no other', async () => {
    expectOk(await upload([row('L1', { spec: '5mg*10片', memo: '测试', enddate: '2023-12-31' }), row('L2')]))
    const [first, second, ...more] = await shown()
    assert.deepEqual([second?.medins_list_codg, more], ['L2', []])
    assert.partialDeepStrictEqual(first, {
      fixmedins_code: hospital.providerCode,
      medins_list_codg: 'L1',
      medins_list_name: '院内项目L1',
      list_type: '101',
      med_list_codg: items.shared.code,
      hilist_code: items.shared.code,
      begndate: '2023-11-13',
      enddate: '2023-12-31',
      spec: '5mg*10片',
      memo: '测试',
      vali_flag: '1',
    })
    assert.deepEqual(await shown({}, world().till(otherHospital)), [])
    assert.deepEqual(
      (await shown({ medins_list_name: 'L2' })).map((one) => one.medins_list_codg),
      ['L2'],
    )
    assert.deepEqual(
      (await shown({ query_date: '2024-01-01' })).map((one) => one.medins_list_codg),
      ['L2'],
    )
    assert.deepEqual(await shown({ vali_flag: '0' }), [])
  })

  test('the catalogue is found through a local code', async () => {
    const data = { ...everything, medins_list_codg: 'L2' }
    const { output } = expectOk(await till().ask('1316', null, { data }))
    assert.deepEqual(
      output.data.map((one) => one.med_list_codg),
      [items.shared.code],
    )
    const foreign = expectOk(await world().till(otherHospital).ask('1316', null, { data }))
    assert.deepEqual(foreign.output.data, [])
  })

  test('the same message twice has one effect and one answer, another content under its msgid none', async () => {
    const sent = till().sign('3301', null, { data: [row('L3')] })
    const first = expectOk(await till().send(sent))
    const before = await filed()
    assert.deepEqual(await till().send(sent), first)
    await expectNoEffect(world(), 'flow.msgid-taken', () =>
      till().ask('3301', null, { data: [row('L4')] }, { msgid: sent.msgid }),
    )
    assert.equal(await filed(), before)
  })

  test('one bad row fails the message, and every bad row is named with what is wrong', async () => {
    const message = await refusedUpload([
      row('N1'),
      row('N2', { med_list_codg: 'NOBODY-KNOWS' }),
      row('N3', { list_type: '201' }),
      row('N1'),
      row('L2'),
    ])
    assert.match(message, /5 行中 4 行有误/)
    assert.match(message, /第2行N2 NOBODY-KNOWS不在目录/)
    assert.match(message, /第3行N3 目录类别201不含药品/)
    assert.match(message, /第4行N1 与第1行重复/)
    assert.match(message, /第5行L2 已自2023-11-13对照TEST-B/)
    const ended = await refusedUpload([row('N5', { begndate: '2023-11-13', enddate: '2023-11-12' })])
    assert.match(ended, /止2023-11-12早于起2023-11-13/)
    assert.match(await refusedUpload([row('N6', { med_list_codg: items.expired.code })]), /TEST-X已于2023-06-30失效/)
    assert.match(await refusedUpload([row('N7', { med_list_codg: items.coming.code })]), /TEST-Y自2024-01-01才有效/)
  })

  test('as many bad rows are named as an answer has room for', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(`M${index}`, { med_list_codg: `NOBODY-KNOWS-${index}` }))
    const message = await refusedUpload(rows)
    assert.match(message, /60 行中 60 行有误/)
    assert.match(message, /第1行M0 NOBODY-KNOWS-0不在目录；第2行/)
    assert.ok([...message].length <= 200)
  })

  test('a hundred rows are taken, a hundred and one are refused', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`H${index}`))
    await refusedUpload(rows(101), 'mapping.too-many-rows')
    expectOk(await upload(rows(100)))
  })

  test('two uploads of one local code at the same moment leave one mapping', async () => {
    const answers = await Promise.all(['A', 'B', 'C'].map(() => upload([row('RACE')])))
    assert.equal(answers.filter(({ infcode }) => infcode === 0).length, 1)
    assert.equal((await shown({ medins_list_codg: 'RACE' })).length, 1)
  })

  test('another institution may use the same local code for itself', async () => {
    const other = world().till(otherHospital)
    expectOk(await upload([row('L1')], other))
    assert.equal((await shown({}, other)).length, 1)
  })

  test('a withdrawn mapping stays on file as invalid, and its local code is free again', async () => {
    expectOk(await withdraw([named('L2')]))
    const [withdrawn] = await shown({ medins_list_codg: 'L2' })
    assert.equal(withdrawn?.vali_flag, '0')
    expectOk(await upload([row('L2', { med_list_codg: items.whole.code })]))
    const both = await shown({ medins_list_codg: 'L2' })
    assert.deepEqual(both.map((one) => [one.med_list_codg, one.vali_flag]).toSorted(), [
      [items.whole.code, '1'],
      [items.shared.code, '0'],
    ])
  })

  test('what is not on file, was withdrawn or is another institution’s cannot be withdrawn', async () => {
    const refused = async (rows: readonly Envelope[]) => {
      const before = await filed()
      const { err_msg } = await expectNoEffect(world(), 'mapping.bad-rows', () => withdraw(rows))
      assert.equal(await filed(), before)
      return err_msg
    }
    assert.match(await refused([named('H1'), named('NOBODY')]), /第2行NOBODY 无此对照或已撤销/)
    assert.match(await refused([named('L2')]), /无此对照或已撤销/)
    assert.match(await refused([named('L1', { fixmedins_code: otherHospital.providerCode })]), /不是本机构/)
  })

  test('nobody looks into the mappings of another institution', async () => {
    const data = { ...everything, fixmedins_code: otherHospital.providerCode }
    await expectNoEffect(world(), 'mapping.other-institution', () => till().ask('1317', null, { data }))
  })
})
