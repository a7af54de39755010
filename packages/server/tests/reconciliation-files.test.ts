import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  booksOf,
  detailRow,
  detailsInput,
  emptyDay,
  emptyZip,
  expectNoEffect,
  pathZip,
  personOfSeventy,
  reconciled,
  settleOne,
  uploadFile,
  zipOf,
} from './support/files.ts'
import { inOneWorld } from './support/refusals.ts'
import { hospital, otherHospital } from './support/world.ts'

inOneWorld('the file of 3202', (world) => {
  const till = () => world().till(hospital)

  test('a file that is not what the message says of it is refused, with the row, the column and both figures', async () => {
    await emptyDay(world())
    const { setlinfo } = await settleOne(till(), await personOfSeventy(world()), 100)
    const books = booksOf([setlinfo])
    const good = detailRow(setlinfo)
    const refused = async (code: string, content: Uint8Array, more = {}, sums = books) => {
      const fileNo = await uploadFile(till(), content)
      return (await expectNoEffect(world(), code, () => till().ask('3202', null, detailsInput(fileNo, sums, more))))
        .err_msg
    }
    assert.match(await refused('file.not-an-archive', Buffer.from(good)), /details\.zip/)
    await refused(
      'reconciliation.bad-encoding',
      await zipOf(Buffer.concat([Buffer.from(good), Buffer.from([0xb6, 0xd4])])),
    )
    assert.match(
      await refused('reconciliation.bad-rows', await zipOf(good.replace('\t100\t', '\t一百\t'))),
      /第1行 medfee_sumamt「一百」/,
    )
    assert.match(
      await refused('reconciliation.bad-rows', await zipOf(detailRow(setlinfo, '1'))),
      /第1行 refd_setl_flag/,
    )
    assert.match(
      await refused('reconciliation.sums-differ', await zipOf(good), {}, { ...books, total: 101 }),
      /医疗费总额 报文 101\.00、文件 100\.00/,
    )
    await refused('reconciliation.bad-period', await zipOf(good), { stmt_enddate: '2023-11-12' })
    await refused('reconciliation.bad-division', await zipOf(good), { setl_optins: '市医保' })
    await refused('file.too-large', await zipOf(new Uint8Array(17_000_000)))
    await refused('file.bad-name', await pathZip(good))
    await refused('reconciliation.not-one-text', Buffer.from(emptyZip, 'base64'))
    const foreign = await uploadFile(world().till(otherHospital), await zipOf(good))
    await expectNoEffect(world(), 'file.unknown', () => till().ask('3202', null, detailsInput(foreign, books)))
  })

  test('ten thousand rows are compared in a few seconds, and the three that differ are named', async () => {
    await emptyDay(world())
    const { setlinfo } = await settleOne(till(), await personOfSeventy(world()), 100)
    const { pool } = world().database
    const { rows: columns } = await pool.query<{ list: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as list
       from information_schema.columns where table_name = 'settlement'
         and column_name not in ('settlement_id', 'root_id', 'settled_at')`,
    )
    const list = columns[0]?.list
    await pool.query(
      `insert into settlement (settlement_id, root_id, settled_at, ${list})
       select 'S' || lpad(n::text, 25, '0'), 'S' || lpad(n::text, 25, '0'), settled_at + n * interval '1 second', ${list}
       from settlement, generate_series(1, 9999) n where settlement_id = $1`,
      [setlinfo.setl_id],
    )
    const sent = Array.from({ length: 9_999 }, (_, n) => ({
      ...setlinfo,
      setl_id: `S${String(n + 1).padStart(25, '0')}`,
    }))
    const rows = [setlinfo, ...sent.slice(0, 7_000), ...sent.slice(7_001)].map((row, index) =>
      index === 4_999 ? { ...row, fund_pay_sumamt: 71 } : row,
    )
    const invented = { ...setlinfo, setl_id: 'NO-SUCH' }
    const began = performance.now()
    const found = await reconciled(
      world(),
      till(),
      [...rows, invented].map((row) => detailRow(row)).join('\n'),
      booksOf([...rows, invented]),
    )
    const seconds = (performance.now() - began) / 1000
    assert.deepEqual(
      found.map(({ setl_id }) => setl_id),
      [rows[4_999]?.setl_id, sent[7_000]?.setl_id, 'NO-SUCH'],
    )
    assert.ok(seconds < 20, `${seconds} s`)
  })
})
