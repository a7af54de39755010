import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CustodyAct, type CustodyDetails, custodyStep, type Piece } from '@yibao/core/evidence'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { evidenceDesk } from '../src/evidence-desk.ts'
import { actOnPiece, collectPiece, readPiece } from '../src/flows/evidence.ts'
import { evidenceFiles } from '../src/flows/evidence-files.ts'
import { takeStock } from '../src/flows/evidence-stock.ts'
import { verifyEvidence } from '../src/flows/evidence-verify.ts'
import { everyOperation } from '../src/flows/operation-log.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { idSource } from '../src/ids.ts'
import type { Database } from '../src/store/database.ts'
import { evidenceStore } from '../src/store/evidence-store.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { tipStore } from '../src/store/tip-store.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { account, division, inName } from './support/evidence.ts'
import { region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'

const source = { newId: idSource(), now: () => localDateTime('2023-11-13 09:00:00') }
const later = isoDate('2023-11-20')
const bytes = Buffer.from('编号,金额\n1,120.00\n')

async function opened(database: Database) {
  await account(database, 'keeper', region('evidence-keeper', '990000'))
  await account(database, 'leader', region('leader', '990000'))
  await account(database, 'elsewhere', region('evidence-keeper', '330000'))
  const desk = evidenceDesk(database.pool, source)
  const told = {
    matterId: 'M1',
    division,
    kind: 'data',
    title: '收费清单',
    source: '甲医院',
    reason: '现场检查',
  } as const
  const collect = async (more: { readonly place?: string; readonly file?: null } = {}): Promise<Piece> => {
    const made = await collectPiece(desk, inName('keeper'), {
      ...told,
      place: '柜一',
      file: { bytes, name: 'a.csv' },
      ...more,
    })
    assert.ok(made.ok, JSON.stringify(made))
    return made.value
  }
  const act = async (userId: string, code: string, name: CustodyAct, details: CustodyDetails = {}): Promise<string> => {
    const outcome = await actOnPiece(desk, inName(userId), { code, act: name, reason: '办案', details })
    return outcome.ok ? outcome.value.state : outcome.error.code
  }
  return { desk, collect, act }
}

test('a piece goes out only with the approval of another person; the try without is refused and written down as an alarm', () =>
  withTestDatabase(async (database) => {
    const { desk, collect, act } = await opened(database)
    const { code } = await collect()
    const loan = { borrower: 'wang.wu', dueBack: later }
    assert.equal(await act('keeper', code, 'check-out', loan), 'evidence.no-approval')
    assert.equal(
      await act('keeper', code, 'approve', { for: 'check-out', until: later, borrower: 'wang.wu' }),
      'evidence.no-right',
    )
    assert.equal(await act('elsewhere', code, 'report-lost'), 'evidence.no-right')
    assert.equal(await act('leader', code, 'approve', { for: 'check-out', until: later, borrower: 'wang.wu' }), 'in')
    assert.equal(await act('keeper', code, 'check-out', loan), 'out')
    assert.equal(await act('keeper', code, 'return', { place: '柜二' }), 'in')
    assert.equal(await act('keeper', code, 'check-out', loan), 'evidence.no-approval')
    const log = operationLogStore(database.pool)
    const alarms = await log.find({ ...everyOperation, action: 'evidence.alarm' }, null, 10)
    assert.deepEqual(
      alarms.map(({ target, outcome, reason }) => [target, outcome, reason]),
      [1, 2].map(() => [code, 'refused', 'evidence.no-approval']),
    )
    const stale = { code, act: 'report-lost', reason: '办案', details: {}, version: 1 } as const
    const outcome = await actOnPiece(desk, inName('keeper'), stale)
    assert.equal(outcome.ok ? '' : outcome.error.code, 'evidence.changed-meanwhile')
    assert.deepEqual((await verifyEvidence(desk)).faults, [])
  }))

test('two who hand a piece out at once: one does, the other is refused', () =>
  withTestDatabase(async (database) => {
    const { collect, act } = await opened(database)
    const { code } = await collect()
    await act('leader', code, 'approve', { for: 'check-out', until: later, borrower: 'wang.wu' })
    const loan = { borrower: 'wang.wu', dueBack: later }
    const outcomes = await Promise.all([1, 2, 3].map(() => act('keeper', code, 'check-out', loan)))
    assert.deepEqual(outcomes.sort(), ['evidence.not-now', 'evidence.not-now', 'out'])
  }))

test('a file that was changed in the database is not given out, not handed out, and is found', () =>
  withTestDatabase(async (database) => {
    const { desk, collect, act } = await opened(database)
    const { code, content } = await collect()
    const read = await readPiece(desk, inName('keeper'), code)
    assert.deepEqual(read.ok && Buffer.from(read.value.content), bytes)
    await assert.rejects(database.pool.query(`update evidence_content set content = '\\x00'`), /append-only/)
    await assert.rejects(database.pool.query('delete from evidence_content'), /something stands on it/)
    await database.pool.query(`alter table evidence_content disable trigger user;
      update evidence_content set content = set_byte(content, 3, get_byte(content, 3) # 1);
      alter table evidence_content enable trigger user`)
    const changed = await readPiece(desk, inName('keeper'), code)
    assert.equal(changed.ok ? '' : changed.error.code, 'evidence.content-changed')
    await act('leader', code, 'approve', { for: 'transfer', until: later })
    assert.equal(await act('keeper', code, 'transfer', { receiver: '公安机关' }), 'evidence.content-changed')
    const again = await collectPiece(desk, inName('keeper'), {
      ...{ matterId: null, division, kind: 'data', title: '同一文件', source: '甲医院', reason: '复制' },
      place: '柜一',
      file: { bytes, name: 'a.csv' },
    })
    assert.equal(again.ok ? '' : again.error.code, 'evidence.content-changed')
    const log = operationLogStore(database.pool)
    const alarms = await log.find({ ...everyOperation, action: 'evidence.alarm' }, null, 10)
    assert.deepEqual(
      alarms.map(({ reason }) => reason),
      [1, 2, 3].map(() => 'evidence.content-changed'),
    )
    const { faults } = await verifyEvidence(desk)
    assert.deepEqual(
      faults.map(({ what }) => what),
      ['content-changed'],
    )
    assert.equal(faults[0]?.what === 'content-changed' && faults[0].sm3, content?.sm3)
    const books = { evidence: desk, tips: tipStore(database.pool) }
    const report = await verifyAll(verifyStore(database.pool), () => undefined, null, null, books)
    assert.deepEqual([report.ok, report.pieces, report.broken], [false, 1, { '13 evidence': 1 }])
  }))

test('whatever is changed of a chain is found: an event, the row, the last event, the whole piece', () =>
  withTestDatabase(async (database) => {
    const { desk, collect, act } = await opened(database)
    const { code } = await collect()
    await act('keeper', code, 'report-damaged')
    await act('keeper', code, 'restore', { place: '柜三' })
    const { pool } = database
    await assert.rejects(pool.query('delete from evidence_event'), /append-only/)
    const tampered = async (sql: string): Promise<readonly string[]> => {
      const client = await pool.connect()
      try {
        await client.query(`begin; alter table evidence_event disable trigger user;
          alter table evidence_piece disable trigger user; ${sql}; commit`)
      } finally {
        client.release()
      }
      return (await verifyEvidence(desk)).faults.map(({ what }) => what)
    }
    const keep = await pool.query('create table kept_event as select * from evidence_event')
    assert.equal(keep.rowCount, 3)
    const restore = `delete from evidence_event; insert into evidence_event select * from kept_event`
    const change = `update evidence_event set content = replace(content::text, 'keeper', 'Keeper')::json where number = 2`
    assert.deepEqual(await tampered(change), ['chain'])
    assert.deepEqual(
      await tampered(`${restore}; update evidence_piece set content = replace(content::text, '柜三', '柜九')::json`),
      ['row-differs'],
    )
    const back = `update evidence_piece set content = replace(content::text, '柜九', '柜三')::json`
    assert.deepEqual(await tampered(`${back}; delete from evidence_event where number = 3`), [
      'row-differs',
      'log-ahead',
    ])
    assert.deepEqual(await tampered('delete from evidence_event; delete from evidence_piece'), ['piece-gone'])
  }))

test('a stock-take: what is missing is lost, what is found again is in, and both stand in the chains', () =>
  withTestDatabase(async (database) => {
    const { desk, collect } = await opened(database)
    const [one, two, three] = [await collect(), await collect({ file: null }), await collect({ place: '柜二' })]
    const count = (codes: readonly string[], damaged: readonly string[] = []) =>
      takeStock(desk, inName('keeper'), {
        place: '柜一',
        division,
        counted: [
          ...codes.map((code) => ({ code, damaged: false })),
          ...damaged.map((code) => ({ code, damaged: true })),
        ],
      })
    const first = await count([one.code, three.code])
    assert.ok(first.ok)
    assert.deepEqual([first.value.found, first.value.missing], [[one.code], [two.code]])
    assert.deepEqual(first.value.unexpected, [{ code: three.code, state: 'in', place: '柜二' }])
    assert.equal((await desk.store.piece(two.code))?.state, 'lost')
    const second = await count([two.code], [one.code])
    assert.ok(second.ok)
    assert.deepEqual([second.value.found, second.value.damaged, second.value.missing], [[two.code], [one.code], []])
    assert.deepEqual(
      (await desk.store.events(two.code)).map(({ act }) => act),
      ['collect', 'count-missing', 'count-found'],
    )
    const refused = await takeStock(desk, inName('leader'), { place: '柜一', division, counted: [] })
    assert.equal(refused.ok ? '' : refused.error.code, 'evidence.no-right')
    assert.deepEqual((await verifyEvidence(desk)).faults, [])
  }))

test('a destroyed piece takes its file with it, unless somebody else stands on the same content', () =>
  withTestDatabase(async (database) => {
    const { desk, collect, act } = await opened(database)
    const [one, two] = [await collect(), await collect()]
    const destroy = async (code: string) => {
      await act('leader', code, 'approve', { for: 'destroy', until: later })
      return act('keeper', code, 'destroy')
    }
    assert.equal(await destroy(one.code), 'destroyed')
    assert.notEqual(await desk.store.content(two.content?.sm3 ?? ''), null)
    assert.equal(await destroy(two.code), 'destroyed')
    assert.equal(await desk.store.content(two.content?.sm3 ?? ''), null)
    assert.deepEqual((await verifyEvidence(desk)).faults, [])
  }))

test('what was put into the database beside the log is found: an event, a column', () =>
  withTestDatabase(async (database) => {
    const { desk, collect } = await opened(database)
    const { pool } = database
    const piece = await collect()
    const faults = async () => (await verifyEvidence(desk)).faults.map(({ what }) => what)
    const asked = { act: 'report-lost', actor: 'keeper', reason: '伪造', details: {} } as const
    const forged = custodyStep(piece, asked, source.now(), desk.digest.text)
    assert.ok(forged.ok)
    await evidenceStore(pool).alone(piece.code, (tables) => tables.record(forged.value.piece, forged.value.event))
    assert.deepEqual(await faults(), ['log-behind'])
    const other = await collect()
    await pool.query(`update evidence_piece set matter_id = 'M9' where code = $1`, [other.code])
    assert.deepEqual(await faults(), ['log-behind', 'row-differs'])
  }))

test('a stock-take leaves pieces of another division alone, though its place has the same name', () =>
  withTestDatabase(async (database) => {
    const { desk, collect } = await opened(database)
    const { code } = await collect()
    const elsewhere = { place: '柜一', division: divisionCode('330100'), counted: [{ code, damaged: false }] }
    const take = await takeStock(desk, inName('elsewhere'), elsewhere)
    assert.deepEqual(take.ok && [take.value.missing, take.value.found], [[], []])
    assert.deepEqual(take.ok && take.value.unexpected, [{ code, state: null, place: null }])
    assert.equal((await desk.store.events(code)).length, 1)
  }))

test('a piece that is collected while the last one with its content is destroyed keeps its file', () =>
  withTestDatabase(async (database) => {
    const { desk, collect, act } = await opened(database)
    const first = await collect()
    const sm3 = first.content?.sm3 ?? ''
    await act('leader', first.code, 'approve', { for: 'destroy', until: later })
    // Holds the moment between keeping the content and recording the piece.
    const store = evidenceStore(database.pool)
    let destroying: Promise<string> | undefined
    await store.alone('codes', async (tables) => {
      await tables.keep({ sm3, type: 'text/csv', content: bytes }, 'keeper', source.now())
      destroying = act('keeper', first.code, 'destroy')
      await new Promise((resolve) => setTimeout(resolve, 300))
      const facts = { ...first, code: 'E2023-000009-2' }
      const asked = { act: 'collect', actor: 'keeper', reason: '复制', details: { facts, place: '柜一' } } as const
      const step = custodyStep(null, asked, source.now(), desk.digest.text)
      assert.ok(step.ok)
      await tables.record(step.value.piece, step.value.event)
    })
    assert.equal(await destroying, 'destroyed')
    assert.notEqual(await desk.store.content(sm3), null)
    const read = await readPiece(desk, inName('keeper'), first.code)
    assert.equal(read.ok ? '' : read.error.code, 'evidence.no-facts')
  }))

test('files of matters are kept by content, once; what is no evidence is refused with its name', () =>
  withTestDatabase(async (database) => {
    const { desk } = await opened(database)
    const files = evidenceFiles(desk)
    const [one, two] = [await files.keep(bytes, '陈述.csv', 'h1'), await files.keep(bytes, '申诉.csv', 'h1')]
    assert.equal(one.sm3, two.sm3)
    const read = await files.read(one.sm3)
    assert.deepEqual(read.ok && Buffer.from(read.value), bytes)
    assert.equal((await desk.store.file(one.sm3))?.size, bytes.length)
    const code = (content: string | Buffer, name: string) => files.refusalOf(Buffer.from(content), name)?.code ?? 'ok'
    assert.equal(code('', 'a.txt'), 'evidence.file-empty')
    assert.equal(code('MZ\x90\x00\x03', 'a.txt'), 'evidence.file-type')
    assert.equal(code('%PDF-1.7 …', 'a.png'), 'evidence.file-name')
    assert.equal(code('<script>', 'a.html'), 'evidence.file-type')
    assert.equal(code('%PDF-1.7 …', 'a.PDF'), 'ok')
    assert.equal(code(Buffer.from('d0d0', 'hex'), 'a.txt'), 'ok')
    assert.equal(code(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'), 'a.txt'), 'evidence.file-too-large')
  }))
