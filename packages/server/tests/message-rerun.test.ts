import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { digestOf, first, withBusyWorld, yibao } from './support/desk.ts'
import { answered, codeOf, colleague, region } from './support/rest.ts'

const testPolicy = fileURLToPath(new URL('./support/policy', import.meta.url))
const plan = 'regions/990200-captured/employee-outpatient.yaml'

interface Report {
  readonly messages: number
  readonly changed: number
  readonly sums: Readonly<
    Record<string, { readonly before: string; readonly after: string; readonly difference: string }>
  >
  readonly settlements: readonly {
    readonly settlementId: string
    readonly stands: boolean
    readonly planBefore: string
    readonly payers: Report['sums']
  }[]
  readonly leftOut: readonly { readonly infno: string; readonly why: string }[]
}

/** A copy of the test policy in which the deductible of the region's outpatient plan is another one. */
async function changedPolicy(): Promise<string> {
  const folder = await mkdtemp('/tmp/yibao-rerun-')
  await cp(testPolicy, folder, { recursive: true })
  const text = await readFile(join(folder, plan), 'utf8')
  const changed = text.replace(/(deductible:[\s\S]*?value: )\d+( yuan)/, '$1100$2')
  assert.notEqual(changed, text, 'the deductible stands in the file')
  await writeFile(join(folder, plan), changed)
  return folder
}

test('settlements are computed again under a changed policy: money by settlement and in sum, and nothing is written', () =>
  withBusyWorld(async ({ world, settled, cancelled }) => {
    const { database } = world
    const before = await digestOf(database)
    const folder = await changedPolicy()
    const book = join(folder, 'rerun.xlsx')
    try {
      const { code, out, errors } = await yibao(
        database.url,
        'messages',
        'rerun',
        '--policy',
        folder,
        '--from',
        '2023-11-13',
        '--json',
        '--output',
        book,
      )
      assert.equal(code, 0, errors)
      const report = JSON.parse(out) as Report
      assert.deepEqual([report.messages, report.changed], [13, 1])
      const byId = new Map(report.settlements.map((one) => [one.settlementId, one]))
      assert.deepEqual([...byId.keys()].sort(), [settled, cancelled].sort())
      assert.deepEqual([byId.get(settled)?.stands, byId.get(cancelled)?.stands], [true, false])
      const { pool, account, cash } = byId.get(settled)?.payers ?? {}
      const fen = (share: { readonly difference: string } | undefined): number =>
        Math.round(Number(share?.difference) * 100)
      assert.ok(fen(pool) > 0, 'a lower deductible lets the fund pay more')
      assert.equal(fen(pool) + fen(account) + fen(cash), 0)
      assert.deepEqual(report.sums.pool, pool, 'what was cancelled counts in no sum')
      assert.deepEqual(report.leftOut.map(({ infno, why }) => `${infno} ${why}`).sort(), [
        '2201 no-settlement',
        '2201 no-settlement',
        '2201 no-settlement',
        '2203 no-settlement',
        '2203 no-settlement',
        '2203 no-settlement',
        '2204 no-settlement',
        '2204 no-settlement',
        '2204 no-settlement',
        '2207 refused',
        '2208 undoes',
      ])
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.readFile(book)
      assert.deepEqual(
        workbook.worksheets.map(({ rowCount }) => rowCount),
        [3, 12, 12],
      )
      assert.equal(workbook.worksheets[1]?.getRow(2).getCell(4).value, Number(pool?.difference))
    } finally {
      await rm(folder, { recursive: true })
    }
    assert.deepEqual(await digestOf(database), before)
  }))

test('under the law it was made with nothing differs, by pack, by day, and over REST', () =>
  withBusyWorld(async ({ world, client }) => {
    const { database } = world
    const { rows } = await database.pool.query<{ pack_hash: string }>('select distinct pack_hash from settlement')
    const pack = rows[0]?.pack_hash ?? ''
    const { operation_log: _, ...before } = await digestOf(database)
    const { insuredId } = first
    for (const law of [{ pack }, { on: '2023-11-13' }]) {
      const report = await answered(client.call('messages.rerun', { ...law, insuredId }))
      assert.deepEqual([report.changed, report.settlements.length], [0, 1])
      assert.deepEqual(report.sums.pool?.before, report.sums.pool?.after)
      assert.deepEqual(
        report.leftOut.map(({ why }) => why),
        ['no-settlement', 'no-settlement', 'no-settlement'],
      )
    }
    const found = await answered(client.call('messages.find', { insuredId, infno: '2207' }))
    const one = await yibao(database.url, 'messages', 'rerun', found.rows[0]?.messageId ?? '', '--pack', pack)
    assert.equal(one.code, 0, one.errors)
    assert.match(one.out, /1 条报文 messages，重算 computed again 1，有变化 changed 0/)
    const { operation_log: __, ...afterwards } = await digestOf(database)
    assert.deepEqual(afterwards, before, 'nothing but who looked was written down')
  }))

test('a rerun computes only what lies within reach', () =>
  withBusyWorld(async ({ world }) => {
    const maker = await colleague(world, region('policy-maker', '330200'))
    const report = await answered(maker.client.call('messages.rerun', { on: '2023-11-13', insuredId: first.insuredId }))
    assert.deepEqual([report.messages, report.settlements], [0, []])
  }))

test('a rerun without a law, with a misspelled filter, or with a law that is not there is refused', () =>
  withBusyWorld(async ({ world, client }) => {
    const { insuredId } = first
    const refused = (input: object) => codeOf(client.call('messages.rerun', input))
    assert.equal(await refused({ insuredId }), '400 messages.no-law')
    assert.equal(await refused({ on: '2023-11-13', persn: 'x' }), '400 rest.bad-input')
    assert.equal(await refused({ on: '2023-11-31' }), '400 rest.bad-input')
    assert.equal(await refused({ on: '2023-11-13', insuredId: ['x'] }), '400 rest.bad-input')
    assert.equal(await refused({ on: '2023-11-13' }), '400 messages.too-wide')
    assert.equal(await refused({ pack: "' or true --", insuredId }), '404 messages.unknown-pack')
    const { url } = world.database
    const none = await yibao(url, 'messages', 'rerun')
    assert.deepEqual([none.code, none.out], [1, ''])
    assert.match(none.errors, /--policy FOLDER, --pack HASH or --on DATE/)
    assert.match((await yibao(url, 'messages', 'rerun', '--pack', 'nothing')).errors, /no pack with this hash/)
    assert.match((await yibao(url, 'messages', 'rerun', 'NOBODY', '--on', '2023-11-13')).errors, /no such message/)
  }))
