import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Input } from '@yibao/contract/rest'
import { identityCheckDigit } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { ZipFile as ZipWriter } from 'yazl'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { jobDone, jobWhere } from './support/jobs.ts'
import { answered, type Colleague, codeOf, colleague, institution, lookingAt, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, otherHospital, type World } from './support/world.ts'

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

type Rows = readonly (readonly (string | number | Date)[])[]

async function workbook(rows: Rows): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名单').addRows(rows.map((row) => [...row]))
  return Buffer.from(await book.xlsx.writeBuffer())
}

const csv = (rows: Rows): Buffer => Buffer.from(rows.map((row) => `${row.join(',')}\n`).join(''))

async function rowsIn(content: Uint8Array): Promise<readonly (readonly string[])[]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(content).buffer as ArrayBuffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    rows.push((row.values as readonly unknown[]).slice(1).map((value) => String(value ?? '')))
  })
  return rows
}

type Kind = Input<'imports.check'>['kind']

const given = (kind: Kind, content: Buffer, filename = '名单.csv') => ({
  kind,
  filename,
  content: content.toString('base64'),
})
const handIn = ({ client }: Colleague, kind: Kind, content: Buffer, filename?: string) =>
  client.call('imports.check', given(kind, content, filename))

/** An upload when its job has ended, with what was found in it. */
async function whenEnded({ client }: Colleague, asked: ReturnType<typeof handIn>) {
  const { uploadId, job } = await answered(asked)
  await jobDone(client, job.jobId)
  const upload = await answered(client.call('imports.get', { uploadId }))
  assert.equal(upload.job.jobId, job.jobId)
  if (upload.report === null) throw new Error(`not checked: ${JSON.stringify(upload.job)}`)
  return { ...upload, ...upload.report }
}

const check = (who: Colleague, kind: Kind, content: Buffer, filename?: string) =>
  whenEnded(who, handIn(who, kind, content, filename))
const write = (who: Colleague, uploadId: string, skipBad = false) =>
  whenEnded(who, who.client.call('imports.apply', { uploadId, skipBad }))
const askToWrite = ({ client }: Colleague, uploadId: string, skipBad = false) =>
  codeOf(client.call('imports.apply', { uploadId, skipBad }))

const identity = (number: number): string => {
  const first17 = `990000198001${String(10 + (number % 18)).padStart(2, '0')}${String(number % 1000).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}
const memberHeader = ['人员编号 *', '姓名', '证件号码', '险种', '人员类别', '参保地', '参保开始', '账户余额']
const member = (number: number, division = '990200') => [
  `P${number}`,
  `测试${number}`,
  identity(number),
  '310',
  '1101',
  division,
  '2023-01-01',
  '100.00',
]
const countOf = async ({ database }: World, from: string): Promise<number> =>
  (await database.pool.query<{ count: number }>(`select count(*)::int as count from ${from}`)).rows[0]?.count ?? 0

test('a list is checked without a trace, corrected from its own workbook, and written once', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const bad = member(2).with(2, '990000198001010010').with(6, '2023-02-30')
    const content = await workbook([memberHeader, member(1), bad, member(3, '330200')])
    const found = await check(clerk, 'members', content, '参保名单.xlsx')
    assert.partialDeepStrictEqual(found, { rows: 3, bad: 2, isReadable: true, appliedAt: null, kind: 'members' })
    assert.deepEqual(
      found.problems.map(({ line, column, value }) => [line, column, value]),
      [
        [3, '证件号码', '9900…10'],
        [3, '参保开始', '2023-02-30'],
        [4, '参保地', '330200'],
      ],
    )
    assert.match(found.problems[0]?.what.zh ?? '', /\p{Script=Han}/u)
    assert.doesNotMatch(found.problems[0]?.what.en ?? '', /\p{Script=Han}/u)
    assert.equal(await countOf(world, 'insured'), 0)

    const { uploadId } = found
    assert.equal(await askToWrite(clerk, uploadId), '409 imports.has-faults')
    assert.equal(await countOf(world, 'insured'), 0)

    const file = await answered(clerk.client.call('imports.rows', { uploadId }))
    assert.equal(file.filename, '参保名单-有误的行.xlsx')
    const [header, ...wrong] = await rowsIn(file.content)
    assert.deepEqual(header, [...memberHeader, '原行号 Line', '错误 Problems'])
    assert.deepEqual(
      wrong.map((row) => [row[0], row[2], row[8]]),
      [
        ['P2', '990000198001010010', '3'],
        ['P3', identity(3), '4'],
      ],
    )
    assert.match(wrong[0]?.[9] ?? '', /证件号码：.*\n参保开始：/)

    const written = await write(clerk, uploadId, true)
    assert.partialDeepStrictEqual(written, {
      added: 1,
      bad: 2,
      job: { kind: 'imports-apply', state: 'done', target: uploadId },
    })
    assert.ok(written.appliedAt !== null)
    assert.equal(await countOf(world, `insured where insured_id = 'P1'`), 1)
    assert.equal(await askToWrite(clerk, uploadId, true), '409 imports.already-applied')

    const corrected = wrong.map((row) =>
      [...row]
        .with(2, identity(row[0] === 'P2' ? 2 : 3))
        .with(5, '990200')
        .with(6, '2023-03-01'),
    )
    const again = await check(clerk, 'members', await workbook([header ?? [], ...corrected]), '改正.xlsx')
    assert.partialDeepStrictEqual(again, { rows: 2, bad: 0, added: 2, problems: [] })
    assert.equal(
      await codeOf(clerk.client.call('imports.rows', { uploadId: again.uploadId })),
      '409 imports.no-bad-rows',
    )
    await write(clerk, again.uploadId)
    assert.equal(await countOf(world, 'insured'), 3)
    assert.equal(await countOf(world, `journal_entry where kind = 'opening'`), 3)
    const shown = await answered(clerk.client.call('imports.get', { uploadId: again.uploadId }))
    assert.deepEqual([shown.report?.added, shown.appliedAt !== null], [2, true])

    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: clerk.userId, outcome: 'done' },
      null,
      20,
    )
    assert.deepEqual(
      noted.map(({ action }) => action).filter((action) => action.startsWith('imports')),
      [
        ...['imports.written', 'imports.apply', 'imports.check'],
        ...['imports.written', 'imports.apply', 'imports.rows', 'imports.check'],
      ],
    )
  }))

test('cells that a spreadsheet took for numbers and dates are read as what was meant', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const header = ['provider_code', 'name', 'kind', 'level_code', 'division', 'valid_from', 'valid_until']
    const rows = [header, ['H99020000077', '新医院', '医院', 5, 990200, new Date('2024-01-01'), '']]
    const found = await check(clerk, 'institutions', await workbook(rows), '机构.xlsx')
    assert.deepEqual(found.problems, [])
    await write(clerk, found.uploadId)
    const file = await answered(clerk.client.call('providers.get', { providerCode: 'H99020000077' }))
    assert.partialDeepStrictEqual(file.provider, {
      level: 'secondary',
      levelCode: '05',
      from: '2024-01-01',
      isDesignated: false,
    })
  }))

test('a catalogue is written with both its old row and its new one, by whoever reaches everything', () =>
  inTown(async (world) => {
    const header = [
      '编码',
      '名称',
      '甲乙丙类',
      '先行自付比例',
      '限制使用',
      '收费项目类别',
      '计价单位',
      '三级限价',
      '有效开始',
      '来源',
    ]
    const row = ['TEST-A', '测试药品A', '乙', 0.1, '否', 9, '盒', '12.5', '2024-01-01', '示例发〔2023〕9号']
    const wrong = ['TEST-Q', '', '丁', '200%', '是', 99, '盒', '-1', '2024-13-01', '示例']
    const content = await workbook([header, row, wrong])
    const near = await colleague(world, region('clerk', '990200'))
    assert.equal(await codeOf(handIn(near, 'catalogue', content, '目录.xlsx')), '403 imports.beyond-reach')
    const clerk = await colleague(world, region('clerk'))
    const found = await check(clerk, 'catalogue', content, '目录.xlsx')
    assert.deepEqual(
      found.problems.map(({ line, column }) => `${line} ${column}`),
      ['3 名称', '3 甲乙丙类', '3 先行自付比例', '3 收费项目类别', '3 三级限价', '3 有效开始'].toSpliced(
        3,
        0,
        '3 restriction',
      ),
    )
    const applied = await write(clerk, found.uploadId, true)
    assert.deepEqual([applied.added, applied.closed], [1, 1])
    const { rows } = await answered(clerk.client.call('catalogues.item', { itemCode: 'TEST-A' }))
    assert.deepEqual(
      rows.map(({ from, until, class: itemClass, preCoinsurance, ceilingTertiary }) => [
        from,
        until,
        itemClass,
        preCoinsurance,
        ceilingTertiary,
      ]),
      [
        ['2020-01-01', '2024-01-01', 'A', null, null],
        ['2024-01-01', null, 'B', '10%', '12.5'],
      ],
    )
  }))

test('every kind has a template that says what it wants, and its example passes or names what is not on file', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk'))
    const kinds = [
      'catalogue',
      'members',
      'institutions',
      'departments',
      'practitioners',
      'family',
      'credits',
      'capitation',
    ] as const
    for (const kind of kinds) {
      const { content, filename } = await answered(clerk.client.call('imports.template', { kind }))
      assert.equal(filename, `${kind}-template.xlsx`)
      const found = await check(clerk, kind, Buffer.from(content), filename)
      assert.ok(found.isReadable, kind)
      assert.equal(found.rows, 1, kind)
      const unknown = found.problems.every(({ column }) => /编号|机构编码/.test(column))
      assert.ok(unknown, `${kind}: ${JSON.stringify(found.problems)}`)
    }
  }))

test('ten thousand wrong rows are answered in seconds, the first two hundred shown and all of them in the workbook', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const rows = Array.from({ length: 10_000 }, (_, index) => member(index).with(2, '123').with(3, '999'))
    const content = await workbook([memberHeader, ...rows])
    const began = performance.now()
    const found = await check(clerk, 'members', content, '一万行.xlsx')
    assert.deepEqual([found.rows, found.bad, found.problems.length], [10_000, 10_000, 200])
    assert.ok(found.problemCount >= 20_000)
    const file = await answered(clerk.client.call('imports.rows', { uploadId: found.uploadId }))
    const took = performance.now() - began
    assert.equal((await rowsIn(file.content)).length, 10_001)
    assert.ok(took < 60_000, `${Math.round(took)} ms`)
  }))

test('what is no table, is empty, too long or breaks off is refused or told, and nothing is written', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const code = (content: Buffer, filename: string) => codeOf(handIn(clerk, 'members', content, filename))
    assert.equal(await code(Buffer.alloc(0), '名单.csv'), '400 imports.empty')
    assert.equal(await code(Buffer.from('%PDF-1.7'), '名单.pdf'), '400 imports.type')
    assert.equal(await code(Buffer.from('a,b\n'), '名单.xlsx'), '400 imports.type')
    assert.equal(await code(await workbook([memberHeader]), '名单.csv'), '400 imports.type')
    assert.equal(await code(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), '名单.xls'), '400 imports.type')
    assert.equal(await code(Buffer.from('a\u0000b'), '名单.csv'), '400 imports.type')
    const unreadable = async (content: Buffer, filename?: string) => {
      const found = await check(clerk, 'members', content, filename)
      assert.deepEqual([found.isReadable, found.problemCount], [false, 1])
      assert.equal(await askToWrite(clerk, found.uploadId, true), '409 imports.has-faults')
      return found.problems[0]?.what.zh ?? ''
    }
    assert.match(await unreadable(csv([['人员编号', '奇怪的列']])), /奇怪的列/)
    assert.match(await unreadable(csv([['人员编号', '姓名']])), /缺少列/)
    const began = performance.now()
    assert.match(await unreadable(csv([['人员编号', `姓${' '.repeat(300_000)}x`]])), /姓 +… 超过 200 字/)
    assert.ok(performance.now() - began < 10_000, 'a made-up title keeps nobody busy')
    assert.match(await unreadable(Buffer.from('PK\u0003\u0004 and nothing more'), '名单.xlsx'), /工作簿读不出/)
    const many = csv([['机构编码', '名称', '类型', '区划', '有效开始'], ...Array.from({ length: 50_001 }, () => ['x'])])
    const found = await check(clerk, 'institutions', many)
    assert.deepEqual([found.isReadable, found.problems.some(({ what }) => what.zh.includes('50000'))], [false, false])
    assert.equal(await countOf(world, 'insured'), 0)
    assert.equal(await askToWrite(clerk, 'NONE'), '404 imports.unknown-upload')
  }))

test('of a file that somebody unknown, or without the right, hands in nothing is read', () =>
  inTown(async (world) => {
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const send = async (token: string | null) => {
      const { statusCode } = await world.centre.app.inject({
        method: 'POST',
        url: '/api/imports',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        payload: '{ no JSON',
      })
      return statusCode
    }
    assert.deepEqual([await send(null), await send('made-up'), await send(office.token)], [401, 401, 403])
    const clerk = await colleague(world, region('clerk', '990200'))
    assert.equal(await send(clerk.token), 400)
  }))

test('somebody else’s upload is as good as missing, and so is one of yesterday', () =>
  inTown(async (world) => {
    const [clerk, other] = [
      await colleague(world, region('clerk', '990200')),
      await colleague(world, region('clerk', '990200')),
    ]
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const { uploadId } = await check(clerk, 'members', csv([memberHeader, member(1)]))
    for (const name of ['imports.get', 'imports.rows', 'imports.apply'] as const) {
      assert.equal(await codeOf(other.client.call(name, { uploadId })), '404 imports.unknown-upload', name)
      assert.equal(await codeOf(office.client.call(name, { uploadId })), '403 rest.no-right', name)
    }
    await world.database.pool.query(`update import_upload set uploaded_at = uploaded_at - interval '25 hours'`)
    assert.equal(await askToWrite(clerk, uploadId), '404 imports.unknown-upload')
    // The upkeep looks when it begins, and every minute.
    await world.restart()
    for (let look = 0; look < 400 && (await countOf(world, 'import_upload')) > 0; look += 1) await pause(50)
    assert.equal(await countOf(world, 'import_upload'), 0, 'what is older than a day is forgotten')
  }))

test('people and institutions of another region are left to its own bureau', () =>
  inTown(async (world) => {
    const all = await colleague(world, region('clerk'))
    const first = await check(all, 'members', csv([memberHeader, member(1, '330200'), member(2)]))
    await write(all, first.uploadId)
    const near = await colleague(world, region('clerk', '990200'))
    const away = await colleague(world, region('clerk', '330200'))
    const problemsOf = async (who: Colleague, kind: Kind, rows: Rows) =>
      (await check(who, kind, csv(rows))).problems.map(({ line, column }) => `${line} ${column}`)
    const second = member(1).with(3, '390').with(4, '1501').with(6, '2024-01-01').with(7, '')
    assert.deepEqual(await problemsOf(near, 'members', [memberHeader, second, member(2)]), ['2 人员编号 *'])
    const credits = [
      ['psn_no', 'period', 'amount'],
      ['P1', '2024-01', '10'],
      ['P2', '2024-01', '10'],
    ]
    assert.deepEqual(await problemsOf(near, 'credits', credits), ['2 psn_no'])
    assert.deepEqual(await problemsOf(away, 'credits', credits), ['3 psn_no'])
    const header = ['provider_code', 'name', 'kind', 'level_code', 'division', 'valid_from']
    const theirs = [otherHospital.providerCode, '换了名字', '医院', '02', '330200', '2024-01-01']
    assert.deepEqual(await problemsOf(away, 'institutions', [header, theirs]), ['2 provider_code'])
    assert.deepEqual(await problemsOf(near, 'institutions', [header, theirs]), ['2 division'])
  }))

test('while an import runs at the command line, a check waits for it; a list is written once, however often that is asked', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const content = csv([memberHeader, member(1)])
    const client = await world.database.pool.connect()
    let job: Answer<'jobs.get'>
    let uploadId: string
    try {
      await client.query(`select pg_advisory_lock($1::bigint)`, [BigInt('0x796962616f696d70').toString()])
      ;({ job, uploadId } = await answered(handIn(clerk, 'members', content)))
      const waits = await jobWhere(clerk.client, job.jobId, ({ stage }) => stage?.zh.includes('等待') ?? false)
      assert.equal(waits.state, 'running')
      assert.equal(await askToWrite(clerk, uploadId), '409 imports.unchecked')
      assert.equal(await codeOf(clerk.client.call('imports.rows', { uploadId })), '409 imports.unchecked')
    } finally {
      client.release(true)
    }
    assert.equal((await jobDone(clerk.client, job.jobId)).state, 'done')
    const asked = await Promise.all([1, 2, 3].map(() => askToWrite(clerk, uploadId)))
    assert.deepEqual(asked.sort(), ['200', '409 jobs.already-open', '409 jobs.already-open'])
    const { job: writing } = await answered(clerk.client.call('imports.get', { uploadId }))
    assert.equal((await jobDone(clerk.client, writing.jobId)).state, 'done')
    assert.equal(await askToWrite(clerk, uploadId), '409 imports.already-applied')
    assert.equal(await countOf(world, 'insured'), 1)
  }))

test('what came to be wrong after the check is found before anything is written', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const { uploadId } = await check(clerk, 'members', csv([memberHeader, member(1), member(2)]))
    const taken = member(3).with(2, identity(2))
    const other = await check(clerk, 'members', csv([memberHeader, taken]))
    await write(clerk, other.uploadId)
    const found = await write(clerk, uploadId)
    assert.partialDeepStrictEqual(found, { rows: 2, bad: 1, appliedAt: null, job: { state: 'failed' } })
    assert.equal(found.job.failure?.code, 'imports.has-faults')
    const file = await answered(clerk.client.call('imports.rows', { uploadId }))
    assert.equal((await rowsIn(file.content)).length, 2, 'the workbook is that of the last check')
    assert.equal(await countOf(world, 'insured'), 1)
    assert.partialDeepStrictEqual(await write(clerk, uploadId, true), { added: 1, job: { state: 'done' } })
    assert.equal(await countOf(world, 'insured'), 2)
  }))

test('a cancelled import writes nothing, and may be asked for again', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const { uploadId } = await check(clerk, 'members', csv([memberHeader, member(1)]))
    const client = await world.database.pool.connect()
    try {
      await client.query(`select pg_advisory_lock($1::bigint)`, [BigInt('0x796962616f696d70').toString()])
      const { job } = await answered(clerk.client.call('imports.apply', { uploadId }))
      await answered(clerk.client.call('jobs.cancel', { jobId: job.jobId }))
      assert.equal((await jobDone(clerk.client, job.jobId)).state, 'cancelled')
    } finally {
      client.release(true)
    }
    assert.equal(await countOf(world, 'insured'), 0)
    assert.partialDeepStrictEqual(await write(clerk, uploadId), { added: 1, job: { state: 'done' } })
  }))

test('whoever looks at one region only imports the catalogue all the same, and people of that region alone', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk'))
    const near = { ...clerk, client: lookingAt(world, clerk, '990200') }
    const header = [
      '编码',
      '名称',
      '甲乙丙类',
      '先行自付比例',
      '限制使用',
      '收费项目类别',
      '计价单位',
      '有效开始',
      '来源',
    ]
    const row = ['TEST-A', '测试药品A', '乙', '0.1', '否', '09', '盒', '2024-01-01', '示例发〔2023〕9号']
    const list = await check(near, 'catalogue', csv([header, row]))
    assert.deepEqual(list.problems, [])
    assert.partialDeepStrictEqual(await write(near, list.uploadId), { added: 1, job: { state: 'done' } })
    const people = await check(near, 'members', csv([memberHeader, member(1, '330200'), member(2)]))
    assert.deepEqual([people.bad, people.problems[0]?.line], [1, 2])
  }))

test('a workbook that would unpack to hundreds of megabytes is refused as it comes in', () =>
  inTown(async (world) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const zip = new ZipWriter()
    zip.addBuffer(Buffer.alloc(210_000_000), 'xl/worksheets/sheet1.xml')
    zip.end()
    const content = await buffer(zip.outputStream)
    assert.ok(content.length < 1_000_000)
    const refused = await handIn(clerk, 'members', content, '名单.xlsx')
    assert.ok(!refused.ok)
    assert.partialDeepStrictEqual(refused.error, { status: 413, code: 'imports.too-large', field: 'filename' })
    assert.equal(await countOf(world, 'import_upload'), 0)
    assert.equal(await countOf(world, 'job'), 0)
  }))
