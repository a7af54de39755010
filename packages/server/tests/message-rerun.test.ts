import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { digestOf, first, second, withBusyWorld, yibao } from './support/desk.ts'

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

test('under the law it was made with nothing differs, by pack, by day, and over HTTP', () =>
  withBusyWorld(async ({ world, ask, post }) => {
    const { database } = world
    const { rows } = await database.pool.query<{ pack_hash: string }>('select distinct pack_hash from settlement')
    const pack = rows[0]?.pack_hash ?? ''
    const before = await digestOf(database)
    const byPack = await post('/desk/messages/rerun', { pack, person: first.insuredId })
    const byDay = await post('/desk/messages/rerun', { on: '2023-11-13', person: first.insuredId })
    for (const { status, body } of [byPack, byDay]) {
      const report = body as unknown as Report
      assert.deepEqual([status, report.changed, report.settlements.length], [200, 0, 1], JSON.stringify(body))
      assert.equal(report.sums.pool?.difference, '0.00')
    }
    const [message] = (await ask(`/desk/messages?person=${first.insuredId}&infno=2207`)).body.messages
    const one = await yibao(database.url, 'messages', 'rerun', message?.messageId ?? '', '--pack', pack)
    assert.equal(one.code, 0, one.errors)
    assert.match(one.out, /1 条报文 messages，重算 computed again 1，有变化 changed 0/)
    assert.deepEqual(await digestOf(database), before)
  }))

test('a rerun without a law, with a misspelled filter, or with a law that is not there is refused', () =>
  withBusyWorld(async ({ world, post }) => {
    const codeOf = async (payload: unknown) => {
      const { status, body } = await post('/desk/messages/rerun', payload)
      return [status, body.error.code]
    }
    assert.deepEqual(await codeOf({}), [400, 'desk.no-law'])
    assert.deepEqual(await codeOf({ on: '2023-11-13', persn: 'x' }), [400, 'desk.bad-filter'])
    assert.deepEqual(await codeOf({ on: '2023-11-31' }), [400, 'desk.bad-filter'])
    assert.deepEqual(await codeOf({ on: '2023-11-13', person: ['x'] }), [400, 'desk.bad-filter'])
    assert.deepEqual(await codeOf({ pack: "' or true --" }), [404, 'desk.unknown-pack'])
    assert.deepEqual(await codeOf([]), [400, 'desk.bad-body'])
    const archived = await digestOf(world.database)
    assert.deepEqual(await codeOf({ on: 'x'.repeat(20_000) }), [413, 'desk.bad-body'])
    assert.deepEqual(await digestOf(world.database), archived)
    const { url } = world.database
    const none = await yibao(url, 'messages', 'rerun')
    assert.deepEqual([none.code, none.out], [1, ''])
    assert.match(none.errors, /--policy FOLDER, --pack HASH or --on DATE/)
    assert.match((await yibao(url, 'messages', 'rerun', '--pack', 'nothing')).errors, /no pack with this hash/)
    assert.match((await yibao(url, 'messages', 'rerun', 'NOBODY', '--on', '2023-11-13')).errors, /no such message/)
  }))

test('the command line finds, shows and unmasks as the endpoints do, and makes tokens that open them', () =>
  withBusyWorld(async ({ world, ask }) => {
    const { url, pool } = world.database
    const found = await yibao(
      url,
      'messages',
      'find',
      '--person',
      second.insuredId,
      '--outcome',
      'ok',
      '--infno',
      '2207',
      '--json',
    )
    assert.equal(found.code, 0, found.errors)
    const [message] = (
      JSON.parse(found.out) as { messages: readonly { messageId: string; certificateNumber: string }[] }
    ).messages
    assert.match(message?.certificateNumber ?? '', /…/)
    const table = await yibao(url, 'messages', 'find', '--limit', '2')
    assert.match(table.out, /收到时间 .*证件号码/)
    assert.match(table.errors, /--after 2023-11-13T/)
    const shown = await yibao(url, 'messages', 'show', message?.messageId ?? '')
    assert.match(shown.out, /统筹基金[\s\S]*分录[\s\S]*累计变动[\s\S]*此后[\s\S]*撤销 /)
    assert.doesNotMatch(shown.out, new RegExp(second.certificateNumber))
    const bare = await yibao(url, 'messages', 'show', message?.messageId ?? '', '--unmask', '--json')
    assert.match(bare.out, new RegExp(second.certificateNumber))
    const { rows } = await pool.query<{ actor: string }>('select actor from operation_log')
    assert.match(rows[0]?.actor ?? '', /^cli \S+$/)
    assert.equal(rows.length, 1)
    assert.match((await yibao(url, 'messages', 'find', '--outcome', "' or 1=1")).errors, /--outcome/)

    const made = JSON.parse((await yibao(url, 'messages', 'token', '--name', '稽核', '--json')).out) as {
      token: string
      tokenId: string
    }
    const open = () => ask('/desk/messages', { authorization: `Bearer ${made.token}` })
    assert.equal((await open()).status, 200)
    assert.equal((await yibao(url, 'messages', 'token', '--revoke', made.tokenId)).code, 0)
    assert.equal((await open()).status, 401)
    assert.equal((await yibao(url, 'messages', 'token', '--revoke', made.tokenId)).code, 1)
    assert.equal((await yibao(url, 'messages', 'token')).code, 1)
  }))
