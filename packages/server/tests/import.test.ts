import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { identityCheckDigit, isoDate, localDateTime } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { type CatalogueLayout, catalogueSources } from '../src/files/catalogue-layouts.ts'
import { institutionsFile } from '../src/files/institutions-file.ts'
import { membersFile } from '../src/files/members-file.ts'
import { writeCatalogueRows } from '../src/flows/import-catalogue.ts'
import { HalfImportedError, importMembers } from '../src/flows/import-members.ts'
import type { ImportListener, ImportProblem, ImportStore } from '../src/flows/import-ports.ts'
import type { ImportReport } from '../src/flows/import-report.ts'
import { importRows } from '../src/flows/import-rows.ts'
import type { Database } from '../src/store/database.ts'
import { importStore } from '../src/store/import-store.ts'
import { revokeKey } from '../src/store/key-store.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { withTestDatabase } from './support/test-database.ts'

const at = localDateTime('2023-11-01 08:00:00')
const reallyWrite = { dryRun: false, skipBad: false }
const starter = fileURLToPath(new URL('../../../policy/national/catalogue', import.meta.url))

let folder: string
let problems: ImportProblem[]
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-import-')
  problems = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const listener: ImportListener = {
  problem: (_file, problem) => problems.push(problem),
  note: () => undefined,
  progress: () => undefined,
}

const identity = (first17: string) => first17 + identityCheckDigit(first17)
const first = identity('99000019800101001')
const second = identity('99000019920229002')
const memberHeader = [
  '人员编号',
  '姓名',
  '证件号码',
  '险种',
  '人员类别',
  '参保地',
  '参保开始',
  '参保结束',
  '账户余额',
  '社保卡号',
]
const zhang = ['P1', '测试一', first, '310', '1101', '990100', '2023-01-01', '', '1000.50', 'C1']
const li = ['P2', '测试二', second, '390', '1501', '990100', '2023-01-01', '', '', '']

type Rows = readonly (readonly string[])[]

async function csv(header: readonly string[], rows: Rows): Promise<string> {
  const path = join(folder, 'list.csv')
  await writeFile(path, [header, ...rows].map((row) => `${row.join(',')}\n`).join(''))
  return path
}

async function xlsx(header: readonly string[], rows: Rows): Promise<string> {
  const path = join(folder, 'list.xlsx')
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名单').addRows([header, ...rows].map((row) => [...row]))
  await book.xlsx.writeFile(path)
  return path
}

function members(database: Database, path: string, options = reallyWrite): Promise<ImportReport> {
  return importMembers(importStore(database.pool), listener, { source: membersFile(path, basename(path)), at }, options)
}

async function given(database: Database, ...rows: Rows): Promise<ImportReport> {
  return members(database, await csv(memberHeader, rows))
}

async function rowsOf(database: Database, text: string): Promise<unknown[]> {
  return (await database.pool.query<unknown[]>({ text, rowMode: 'array' })).rows
}

function counts({ added, changed, unchanged, bad, outcome }: ImportReport): string {
  return `${added} ${changed} ${unchanged} ${bad} ${outcome}`
}

const everything = `
select (select count(*) from insured), (select count(*) from credential), (select count(*) from enrolment),
  (select count(*) from person_state), (select count(*) from journal_entry), (select count(*) from posting),
  (select sum(version) from person_state)`

test('members come in from CSV with their credentials, and an opening entry that sums to zero', () =>
  withTestDatabase(async (database) => {
    assert.equal(counts(await given(database, zhang, li)), '2 0 0 0 written')
    assert.deepEqual(await rowsOf(database, 'select * from credential order by 3, 1'), [
      ['01', 'ECP1', 'P1'],
      ['02', first, 'P1'],
      ['03', 'C1', 'P1'],
      ['01', 'ECP2', 'P2'],
      ['02', second, 'P2'],
    ])
    assert.deepEqual(await rowsOf(database, 'select insured_id, account_balance from person_state order by 1'), [
      ['P1', 100050],
      ['P2', 0],
    ])
    assert.deepEqual(
      await rowsOf(
        database,
        'select e.kind, p.account, p.amount from journal_entry e join posting p using (entry_id) order by p.number',
      ),
      [
        ['opening', 'person:P1:account', 100050],
        ['opening', 'fund:990100:310:account-funding', -100050],
      ],
    )
  }))

test('members come in from a workbook as from CSV', () =>
  withTestDatabase(async (database) => {
    assert.equal(counts(await members(database, await xlsx(memberHeader, [zhang, li]))), '2 0 0 0 written')
    assert.equal(counts(await given(database, zhang, li)), '0 0 2 0 written')
  }))

test('a dry run counts and changes nothing', () =>
  withTestDatabase(async (database) => {
    const path = await csv(memberHeader, [zhang, li])
    assert.equal(counts(await members(database, path, { dryRun: true, skipBad: false })), '2 0 0 0 rehearsed')
    assert.deepEqual(await rowsOf(database, everything), [[0, 0, 0, 0, 0, 0, null]])
  }))

test('the same file twice changes nothing, not even a version', () =>
  withTestDatabase(async (database) => {
    await given(database, zhang, li)
    const before = await rowsOf(database, everything)
    assert.equal(counts(await given(database, zhang, li)), '0 0 2 0 written')
    assert.deepEqual(await rowsOf(database, everything), before)
  }))

test('a bad row is named by line, column and cure, and keeps the whole file out', () =>
  withTestDatabase(async (database) => {
    const wrong = first.slice(0, 17) + (first.endsWith('0') ? '1' : '0')
    const report = await given(database, li, zhang.with(2, wrong).with(6, '2023-02-30'))
    assert.equal(counts(report), '1 0 0 1 refused')
    assert.deepEqual(
      problems.map(({ line, column, value }) => `${line} ${column} ${value}`),
      [`3 证件号码 ${wrong}`, '3 参保开始 2023-02-30'],
    )
    assert.ok(problems.every(({ cure }) => cure.startsWith('请')))
    assert.deepEqual(await rowsOf(database, 'select count(*) from insured'), [[0]])
  }))

test('--skip-bad brings the good rows in', () =>
  withTestDatabase(async (database) => {
    const path = await csv(memberHeader, [li, zhang.with(3, '999')])
    assert.equal(counts(await members(database, path, { dryRun: false, skipBad: true })), '1 0 0 1 written')
    assert.deepEqual(await rowsOf(database, 'select insured_id from insured'), [['P2']])
  }))

test('a file whose header is wrong is refused even with --skip-bad', () =>
  withTestDatabase(async (database) => {
    const path = await csv(memberHeader.with(1, '姓氏'), [zhang])
    assert.equal(counts(await members(database, path, { dryRun: false, skipBad: true })), '0 0 0 0 refused')
    assert.match(problems[0]?.what ?? '', /不认识的列 姓氏/)
  }))

test('a changed name or insurance is taken over and moves the version of that person', () =>
  withTestDatabase(async (database) => {
    await given(database, zhang, li)
    const report = await given(database, zhang.with(1, '测试壹').with(9, 'C2'), li.with(7, '2024-01-01'))
    assert.equal(counts(report), '0 2 0 0 written')
    assert.deepEqual(
      await rowsOf(database, 'select insured_id, version, account_balance from person_state order by 1'),
      [
        ['P1', 1, 100050],
        ['P2', 1, 0],
      ],
    )
    assert.deepEqual(
      await rowsOf(database, `select certificate_number from credential where certificate_type = '03'`),
      [['C2']],
    )
    assert.deepEqual(await rowsOf(database, `select valid_until from enrolment where insured_id = 'P2'`), [
      ['2024-01-01'],
    ])
  }))

test('the balance of a known person is never set, and a file that states another one is told so', () =>
  withTestDatabase(async (database) => {
    await given(database, zhang)
    assert.equal(counts(await given(database, zhang.with(8, '2000'))), '0 0 0 1 refused')
    assert.deepEqual(
      problems.map(({ line, column, value }) => `${line} ${column} ${value}`),
      ['2 账户余额 2000.00'],
    )
    await database.pool.query('update person_state set account_balance = 700')
    assert.equal(
      counts(await given(database, zhang)),
      '0 0 1 0 written',
      'the opening balance was booked, and spent since',
    )
    assert.equal(counts(await given(database, zhang.with(8, '7.00'))), '0 0 1 0 written', 'the balance of today')
    assert.deepEqual(await rowsOf(database, 'select account_balance from person_state'), [[700]])
  }))

test('an insurance must not overlap a stored one, unless the file ends that one first', () =>
  withTestDatabase(async (database) => {
    await given(database, zhang)
    const next = zhang.with(6, '2024-01-01').with(8, '')
    assert.equal(counts(await given(database, next)), '0 0 0 1 refused')
    assert.match(problems[0]?.what ?? '', /overlaps the stored insurance from 2023-01-01/)
    assert.equal(counts(await given(database, zhang.with(7, '2024-01-01'), next)), '0 2 0 0 written')
  }))

test('a certificate or card of another person is refused', () =>
  withTestDatabase(async (database) => {
    await given(database, zhang)
    await given(database, zhang.with(0, 'P3'), li.with(9, 'C1'))
    const told = problems.map(({ line, column, what }) => `${line} ${column} ${/\((.*)\)/.exec(what)?.[1]}`)
    assert.deepEqual(told.sort(), [
      '2 社保卡号 it belongs to person P1',
      '2 证件号码 it belongs to person P1',
      '3 社保卡号 line 2 gives it to another person',
    ])
  }))

test('a large file that stops half way keeps what is in, and goes on when run again', () =>
  withTestDatabase(async (database) => {
    const rows = Array.from({ length: 4_500 }, (_, index) => {
      const sequence = String(index).padStart(4, '0')
      const number = identity(`9900${sequence.slice(0, 2)}198001010${sequence.slice(2)}`)
      return ['A', '测试', number, '310', '1101', '990100', '2023-01-01', '', '1', ''].with(0, `A${sequence}`)
    })
    const source = membersFile(await csv(memberHeader, rows), 'list.csv')
    const store = importStore(database.pool)
    let batches = 0
    const breaking: ImportStore = {
      ...store,
      inTransaction: (keep, work) => {
        batches += 1
        if (batches === 2) throw new Error('the disk is full')
        return store.inTransaction(keep, work)
      },
    }
    const job = { source, at, wholeFileRows: 1_000 }
    await assert.rejects(importMembers(breaking, listener, job, reallyWrite), (error: Error) => {
      assert.ok(error instanceof HalfImportedError)
      assert.match(error.message, /after 2000 rows/)
      return true
    })
    assert.deepEqual(await rowsOf(database, 'select count(*) from insured'), [[2000]])
    assert.equal(counts(await importMembers(store, listener, job, reallyWrite)), '2500 0 2000 0 written')
    assert.deepEqual(await rowsOf(database, 'select count(*), sum(amount) from posting'), [[9000, '0']])
  }))

test('a file below the limit goes in whole or not at all', () =>
  withTestDatabase(async (database) => {
    await database.pool.query(`alter table enrolment add check (employer <> '')`)
    await assert.rejects(given(database, zhang), /violates check constraint/)
    assert.deepEqual(await rowsOf(database, everything), [[0, 0, 0, 0, 0, 0, null]])
  }))

test('two imports never run at once', () =>
  withTestDatabase(async (database) => {
    const store = importStore(database.pool)
    const path = await csv(memberHeader, [zhang])
    const report = await store.alone(() => members(database, path))
    assert.equal(report?.outcome, 'busy')
    assert.equal((await members(database, path)).outcome, 'written')
  }))

const institutionHeader = ['provider_code', '名称', '类型', '级别', '区划', '有效开始', 'valid_until']
const hospital = ['H99010000001', '示例市第一医院', '医院', '02', '990100', '2023-01-01', '']
const pharmacy = ['P99010000001', '示例药店', '药店', '', '990100', '2023-01-01', '2025-01-01']

function institutions(database: Database, path: string, options = reallyWrite): Promise<ImportReport> {
  const sources = [institutionsFile(path, basename(path))]
  return importRows(
    importStore(database.pool),
    listener,
    { sources, write: (writers, rows) => writers.writeProviders(rows) },
    options,
  )
}

test('institutions come in from CSV and a workbook, twice the same, and a dry run changes nothing', () =>
  withTestDatabase(async (database) => {
    const path = await csv(institutionHeader, [hospital, pharmacy])
    assert.equal(counts(await institutions(database, path, { dryRun: true, skipBad: false })), '2 0 0 0 rehearsed')
    assert.deepEqual(await rowsOf(database, 'select count(*) from provider'), [[0]])
    assert.equal(counts(await institutions(database, path)), '2 0 0 0 written')
    const changed = await xlsx(institutionHeader, [hospital.with(1, '示例市人民医院'), pharmacy])
    assert.equal(counts(await institutions(database, changed)), '0 1 1 0 written')
    assert.deepEqual(
      await rowsOf(database, 'select name, kind, level, level_code, valid_until from provider order by 1'),
      [
        ['示例市人民医院', 'hospital', 'tertiary', '02', null],
        ['示例药店', 'pharmacy', 'ungraded', '11', '2025-01-01'],
      ],
    )
  }))

test('an institution listed twice, or of a wrong code, keeps the file out', () =>
  withTestDatabase(async (database) => {
    const path = await csv(institutionHeader, [hospital, hospital, pharmacy.with(0, 'P1')])
    assert.equal(counts(await institutions(database, path)), '0 0 0 2 refused')
    assert.deepEqual(
      problems.map(({ line, column }) => `${line} ${column}`),
      ['3 provider_code', '4 provider_code'],
    )
  }))

test('a key is stored sealed, opens again, and can be revoked once', () =>
  withTestDatabase(async (database) => {
    await institutions(database, await csv(institutionHeader, [hospital]))
    const box = await openSecretBox(folder, '')
    const key = { account: 'paas_1', providerCode: 'H99010000001', sealedSecret: box.seal('secret'), createdAt: at }
    await importStore(database.pool).inTransaction(true, (writers) => writers.writeProviderKeys([key]))
    const { rows } = await database.pool.query<{ secret: Buffer }>('select secret from provider_key')
    assert.equal(box.open(rows[0]?.secret ?? Buffer.alloc(0)), 'secret')
    assert.equal(await revokeKey(database.pool, 'H99010000002', 'paas_1', at), false)
    assert.equal(await revokeKey(database.pool, 'H99010000001', 'paas_1', at), true)
    assert.equal(await revokeKey(database.pool, 'H99010000001', 'paas_1', at), false)
  }))

async function catalogue(database: Database, path: string, layout: CatalogueLayout): Promise<ImportReport> {
  const sources = await catalogueSources(path, layout, isoDate('2025-01-01'))
  return importRows(importStore(database.pool), listener, { sources, write: writeCatalogueRows }, reallyWrite)
}

test('the starter catalogue comes in once, and a newer edition ends its rows where it begins', () =>
  withTestDatabase(async (database) => {
    const report = await catalogue(database, starter, 'starter')
    assert.deepEqual([report.bad, report.added], [0, report.rows])
    assert.equal((await catalogue(database, starter, 'starter')).unchanged, report.rows)

    const path = join(folder, 'edition.tsv')
    const header = 'row_no\tpart\tclass\tname\tdosage_form\trestriction\tpayment_standard'
    await writeFile(path, `${header}\n3872\t基金予以支付的中药饮片\t\t川芎\t饮片\t\t\n`)
    const edition = await catalogue(database, path, 'nrdl')
    assert.deepEqual([edition.added, edition.closed], [1, 1])
    assert.equal((await catalogue(database, starter, 'starter')).unchanged, report.rows, 'the older list stays closed')
    assert.deepEqual(
      await rowsOf(database, `select valid_from, valid_until from catalog_item where code = 'N24H003872' order by 1`),
      [
        ['2023-01-01', '2025-01-01'],
        ['2025-01-01', null],
      ],
    )
  }))
