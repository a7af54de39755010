import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { clearingDivision, plantMonth } from '../bench/clearing-month.ts'
import { starterScheme } from '../src/files/shipped.ts'
import { everyOperation } from '../src/flows/operation-log.ts'
import { runMonth } from '../src/flows/payment-month.ts'
import { withCasesOfYear } from '../src/store/compared-cases.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { keepComparison } from './support/comparison.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld, type World } from './support/world.ts'

async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

const nobodyTold = () => undefined

test('a kept comparison is read whole, in pages and as a workbook by the region, and by nobody else', () =>
  withWorld(async (world) => {
    const comparison = await keepComparison(world)
    const { client, userId } = await colleague(world, region('clerk', clearingDivision))
    const list = await answered(client.call('workbench.list', {}))
    assert.deepEqual(
      list.rows.map(({ comparisonId, cases, institutions }) => [comparisonId, cases, institutions]),
      [['C1', 1_500, 12]],
    )
    const read = await answered(client.call('workbench.compare', { comparisonId: 'C1' }))
    assert.deepEqual(read.source, { zh: '模拟数据，种子 3', en: 'generated, seed 3' })
    assert.deepEqual(read.sums, comparison.sums)
    assert.deepEqual(read.series, comparison.series)
    const first = await answered(client.call('workbench.institutions', { comparisonId: 'C1', limit: 7 }))
    assert.equal(first.rows.length, 7)
    const rest = await answered(
      client.call('workbench.institutions', { comparisonId: 'C1', limit: 7, after: first.next ?? '' }),
    )
    assert.equal(rest.next, null)
    // The institutions of a generated year are nobody's.
    const unnamed = comparison.institutions.map((one) => ({ ...one, providerName: null }))
    assert.deepEqual([...first.rows, ...rest.rows], unnamed)
    const groups = await answered(client.call('workbench.groups', { comparisonId: 'C1', limit: 200 }))
    assert.deepEqual(groups.rows, comparison.groups)
    const file = await answered(client.call('workbench.export', { comparisonId: 'C1' }))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.content as unknown as ExcelJS.Buffer)
    assert.equal(workbook.getWorksheet('机构 Institutions')?.rowCount, 13)
    const log = operationLogStore(world.database.pool)
    const noted = await log.find({ ...everyOperation, actor: userId, action: 'workbench.export' }, null, 5)
    assert.deepEqual(
      noted.map(({ target, outcome }) => [target, outcome]),
      [['C1', 'done']],
    )

    const elsewhere = await colleague(world, region('clerk', '330200'))
    assert.deepEqual((await answered(elsewhere.client.call('workbench.list', {}))).rows, [])
    assert.equal(
      await codeOf(elsewhere.client.call('workbench.compare', { comparisonId: 'C1' })),
      '404 workbench.unknown',
    )
    const own = comparison.institutions[0]?.providerCode ?? ''
    const office = await colleague(world, institution('institution-office', own))
    assert.deepEqual((await answered(office.client.call('workbench.list', {}))).rows, [])
    assert.equal(
      await codeOf(office.client.call('workbench.institutions', { comparisonId: 'C1' })),
      '404 workbench.unknown',
    )
    assert.equal(
      await codeOf(client.call('workbench.institutions', { comparisonId: 'C1', after: 'x' })),
      '400 rest.bad-input',
    )
  }))

test('the cases of a year are the same each time they are read, whatever is collected meanwhile', () =>
  withWorld(async (world) => {
    const { pool } = world.database
    const planted = await plantMonth(pool, { stays: 60, institutions: 4, scheme: starterScheme, seed: 5 })
    await planted.fill(nobodyTold)
    await withCasesOfYear(pool, { division: clearingDivision, year: 2025 }, async (source) => {
      const idsOf = async (): Promise<readonly string[]> => {
        const ids: string[] = []
        for await (const { caseId } of source.read()) ids.push(caseId)
        return ids
      }
      const first = await idsOf()
      assert.deepEqual([first.length, source.count], [60, 60])
      await pool.query('delete from discharge_case where case_id = $1', [first[3]])
      assert.deepEqual(await idsOf(), first)
    })
  }))

test('a month-end gives statements and notices on paper: to the region and to the institution itself, written down', () =>
  withWorld(async (world) => {
    const { pool } = world.database
    const planted = await plantMonth(pool, { stays: 600, institutions: 6, scheme: starterScheme, seed: 5 })
    await planted.fill(nobodyTold)
    const made = await runMonth(planted.desk, planted.order, nobodyTold)
    assert.ok(made.ok)
    const statements = await planted.desk.runs.statements(made.value.run.runId)
    assert.equal(statements.length, 6)
    const [mine, other] = statements
    assert.ok(mine?.number != null && mine.noticeNumber !== null && other?.number != null)
    const clerk = await colleague(world, region('clerk', clearingDivision))
    const pdf = await answered(clerk.client.call('papers.statement', { statementNumber: mine.number }))
    assert.equal(pdf.filename, `${mine.number}.pdf`)
    assert.equal(Buffer.from(pdf.content).toString('latin1', 0, 5), '%PDF-')
    const notice = await answered(clerk.client.call('papers.notice', { statementNumber: mine.noticeNumber }))
    assert.equal(Buffer.from(notice.content).toString('latin1', 0, 5), '%PDF-')

    const file = await answered(clerk.client.call('papers.workbook', { statementNumber: mine.number }))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.content as unknown as ExcelJS.Buffer)
    const head = workbook.getWorksheet('结算单 Statement')
    const payable = head
      ?.getColumn(2)
      .values.flatMap((value) =>
        typeof value === 'object' && value !== null && 'result' in value ? [value.result] : [],
      )
    assert.deepEqual(
      payable?.map((amount) => Math.round(Number(amount) * 100)),
      [mine.appropriated],
    )
    const kinds = workbook.getWorksheet('按种类 Kinds')
    const counted = kinds?.getCell(`B${kinds.rowCount}`).value
    assert.deepEqual(counted, { formula: `SUM(B2:B${(kinds?.rowCount ?? 0) - 1})`, result: mine.cases })

    const office = await colleague(world, institution('institution-office', mine.providerCode))
    assert.equal(await codeOf(office.client.call('papers.statement', { statementNumber: mine.number })), '200')
    assert.equal(
      await codeOf(office.client.call('papers.statement', { statementNumber: other.number })),
      '404 papers.unknown',
    )
    const elsewhere = await colleague(world, region('clerk', '330200'))
    assert.equal(
      await codeOf(elsewhere.client.call('papers.notice', { statementNumber: mine.number })),
      '404 papers.unknown',
    )
    assert.equal(await codeOf(clerk.client.call('papers.notice', { statementNumber: 'JS-none' })), '404 papers.unknown')
    const log = operationLogStore(pool)
    const noted = await log.find({ ...everyOperation, actor: clerk.userId, outcome: 'done' }, null, 20)
    assert.deepEqual(
      noted
        .map(({ action }) => action)
        .filter((action) => action.startsWith('papers.'))
        .sort(),
      ['papers.notice', 'papers.statement', 'papers.workbook'],
    )
    assert.equal(
      (await log.find({ ...everyOperation, actor: office.userId, outcome: 'refused' }, null, 5))[0]?.reason,
      'rest.beyond-reach',
    )
  }))
