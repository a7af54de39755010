import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isoDate } from '@yibao/core/kernel'
import type { Database } from '../src/store/database.ts'
import { importWriters } from '../src/store/import-store.ts'
import { mappingTables } from '../src/store/mapping-store.ts'
import { registerStore } from '../src/store/register-store.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, items, person } from './support/world.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-registers-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const shipped = fileURLToPath(new URL('../../../policy/national/catalogue/', import.meta.url))

interface Outcome {
  readonly code: number
  readonly out: string
  readonly errors: string
}

function yibao(url: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, out, errors }),
    )
  })
}

async function list(name: string, rows: readonly (readonly string[])[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, rows.map((row) => `${row.join('\t')}\n`).join(''))
  return path
}

const inDatabase = (work: (database: Database) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const writers = importWriters(database.pool)
    await writers.writeProviders([hospital])
    await writers.writeCatalogItems(Object.values(items))
    await work(database)
  })

const { providerCode } = hospital

test('a list of departments comes in, and the same list again changes nothing', () =>
  inDatabase(async ({ url, pool }) => {
    const header = ['机构编码', '科室编码', '科室名称', '科别', '有效开始', '负责人', '负责人电话', '医师人数']
    const good = [providerCode, 'A03', '内科', 'A03', '2020-01-01', '测试主任', '0000-0000000', '12']
    const file = await list('departments.tsv', [header, good])
    const first = await yibao(url, 'institution', 'departments', file)
    assert.deepEqual([first.code, first.errors], [0, ''])
    assert.match(first.out, /新增 added 1/)
    assert.match((await yibao(url, 'institution', 'departments', file)).out, /未变 unchanged 1/)
    const [department] = await registerStore(pool).departments(providerCode, 10)
    assert.deepEqual([department?.name, department?.details.dr_psncnt], ['内科', '12'])

    const stranger = ['H99020000099', 'A04', '外科', 'A04', '2020-01-01', '测试主任', '0000-0000000', '十二']
    const again = [...good.slice(0, 4), '2021-01-01', ...good.slice(5)]
    const bad = await yibao(url, 'institution', 'departments', await list('bad.tsv', [header, stranger, good, again]))
    assert.equal(bad.code, 1)
    assert.match(bad.errors, /第 2 行 机构编码 H99020000099：没有此机构/)
    assert.match(bad.errors, /第 2 行 医师人数 十二：不是整数/)
    assert.match(bad.errors, /第 4 行 科室编码 A03：与第 3 行在同一天重复/)
    assert.equal((await registerStore(pool).departments(providerCode, 10)).length, 1)
  }))

test('a list of practitioners comes in; identity numbers are checked and shortened on the screen', () =>
  inDatabase(async ({ url, pool }) => {
    const header = ['机构编码', '执业人员代码', '姓名', '执业人员分类', '证件号码', '医保医师', '有效开始']
    const row = (number: number, certificate = person(number).certificateNumber) =>
      [providerCode, `D99020000${number}`, `测试医师${number}`, '1', certificate, '是', '2020-01-01'] as const
    const done = await yibao(url, 'institution', 'practitioners', await list('good.tsv', [header, row(1), row(2)]))
    assert.deepEqual([done.code, done.errors], [0, ''])
    const asked = { kind: '1', certificateType: null, certificateNumber: null, name: null, code: null, providerCode }
    assert.equal((await registerStore(pool).practitioners(asked, 10)).length, 2)
    const bad = await yibao(
      url,
      'institution',
      'practitioners',
      await list('bad.tsv', [header, row(3, '990000198001010000')]),
    )
    assert.equal(bad.code, 1)
    assert.match(bad.errors, /证件号码 9900…00：不是有效的十八位身份证号/)
  }))

test('a list of mappings is checked row by row, and nothing is sent', () =>
  inDatabase(async ({ url, pool }) => {
    const filed = {
      mappingId: 'M1',
      localCode: 'L1',
      localName: '在案',
      listType: '101',
      itemCode: 'TEST-A',
      range: { from: isoDate('2020-01-01'), until: null },
      details: {},
    }
    await mappingTables(pool).add(providerCode, 'MSG', [filed], '2023-11-13 09:00:00' as never)
    const header = ['院内编码', '院内名称', '目录类别', '医疗目录编码', '开始日期']
    const rows = [
      ['L1', '药品', '101', 'TEST-B', '2023-11-13'],
      ['L2', '药品', '101', 'TEST-B', '2023-11-13'],
      ['L2', '药品', '101', 'TEST-B', '2024-11-13'],
      ['L3', '药品', '999', 'TEST-B', ''],
      ['L4', '药品', '301', 'TEST-B', '2023-11-13'],
    ]
    const file = await list('mappings.tsv', [header, ...rows])
    const bad = await yibao(url, 'mapping', 'check', file, '--provider', providerCode)
    assert.equal(bad.code, 1)
    const lines = bad.out.trim().split('\n')
    assert.match(lines[0] ?? '', /第 5 行 目录类别 999：不是国家目录类别代码/)
    assert.deepEqual(lines.slice(1, 4), [
      '第 2 行 L1：已自2020-01-01对照TEST-A',
      '第 4 行 L2：与第3行重复',
      '第 6 行 L4：目录类别301不含药品',
    ])
    assert.match(lines[4] ?? '', /5 行，4 处有误/)
    const fine = await yibao(
      url,
      'mapping',
      'check',
      await list('fine.tsv', [header, rows[1] ?? []]),
      '--provider',
      providerCode,
    )
    assert.deepEqual([fine.code, /1 行均可对照/.test(fine.out)], [0, true])
    assert.equal((await pool.query('select 1 from local_mapping')).rows.length, 1)
    const unknown = await yibao(url, 'mapping', 'check', file, '--provider', 'H99020000099')
    assert.deepEqual([unknown.code, /institution add/.test(unknown.errors)], [1, true])
  }))

test('chronic diseases and operations of the starter catalogue come in with it', () =>
  inDatabase(async ({ url, pool }) => {
    const done = await yibao(url, 'import', 'catalogue', shipped, '--layout', 'starter')
    assert.deepEqual([done.code, done.errors], [0, ''])
    const { rows } = await pool.query(
      `select (select count(*) from code_list_item where list = 'chronic-diseases' and source <> '')::integer as chronic,
         (select count(*) from diagnosis_code where edition like 'ICD-9%')::integer as operations`,
    )
    assert.deepEqual(rows, [{ chronic: 3, operations: 16 }])
  }))

test('a code list of a bureau’s own comes in by its name, and a bad day is refused', () =>
  inDatabase(async ({ url, pool }) => {
    const header = ['编码', '名称', '大类编码', '大类名称', '有效开始', '有效结束']
    const good = ['R001', '白内障超声乳化', '01', '眼科', '2023-01-01', '']
    const file = await list('day.tsv', [header, good])
    assert.equal((await yibao(url, 'import', 'catalogue', file, '--layout', 'day-surgery')).code, 0)
    const { rows } = await pool.query('select list, class_name from code_list_item')
    assert.deepEqual(rows, [{ list: 'day-surgery', class_name: '眼科' }])
    const ended = ['R002', '疝修补', '01', '普外', '2023-01-01', '2022-01-01']
    const bad = await yibao(
      url,
      'import',
      'catalogue',
      await list('bad.tsv', [header, ended]),
      '--layout',
      'day-surgery',
    )
    assert.deepEqual([bad.code, /有效结束 2022-01-01：不晚于开始日/.test(bad.errors)], [1, true])
  }))
