import { basename } from 'node:path'
import { Command } from 'commander'
import { factRows } from '../files/audit-facts-file.ts'
import { importFacts } from '../flows/audit-facts.ts'
import { auditFactStore, storedFacts } from '../store/audit-fact-store.ts'
import { tableLines } from '../text/table-text.ts'
import { shippedAudit } from './audit-folder.ts'
import { auditSource, readSideTables } from './audit-source.ts'
import { requireReadable } from './import.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface ImportChoice extends DatabaseChoice {
  readonly folder?: string
  readonly dryRun?: true
  readonly json?: true
}

async function importTable(name: string, path: string, choice: ImportChoice): Promise<void> {
  await requireReadable(path)
  const tables = await readSideTables(choice.folder ?? shippedAudit)
  const table = tables.get(name)
  if (table === undefined) {
    const known = [...tables.keys()].join(', ')
    throw new Error(`${name}：没有这张外部数据表 no such side table；可用 there are: ${known}`)
  }
  await requireExisting(choice)
  await withDatabase(choice, async ({ pool }) => {
    const order = { source: basename(path), at: auditSource.now(), dryRun: choice.dryRun === true }
    const report = await importFacts(auditFactStore(pool), factRows(path, table), order)
    if (report.bad > 0) process.exitCode = 1
    if (choice.json === true) return print({ table: name, ...report })
    const problems = report.problems.map(
      ({ line, column, value, what, cure }) =>
        `${basename(path)} 第 ${line} 行 line ${line} ${column} ${value}：${what}；${cure}`,
    )
    if (report.bad > 0)
      return print([...problems, `${report.bad} 行有误，未写入任何行 rows are bad: nothing was written`].join('\n'))
    const trial = report.stands ? '' : '（试运行，未写入 dry run: nothing was written）'
    print(
      `${name} ${table.zh}：${report.rows} 行 rows，新增 added ${report.added}，已有 there already ${report.unchanged}${trial}`,
    )
  })
}

async function listTables(choice: DatabaseChoice & { readonly json?: true }): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const stored = await storedFacts(pool)
      if (choice.json === true) return print({ tables: stored })
      if (stored.length === 0) return print('没有外部数据 no side facts: ./yibao audit facts import lab lab.csv')
      const heads = ['表 table', '键 key', '行 rows', '首日 from', '末日 through']
      const rows = stored.map(({ table, key, rows: count, from, through }) => [
        table,
        key,
        String(count),
        from ?? '',
        through ?? '',
      ])
      print(
        tableLines(
          heads.map((title) => ({ title, side: 'left' }) as const),
          rows,
        ).join('\n'),
      )
    },
    { readOnly: true },
  )
}

/** `yibao audit facts`. */
export function auditFactsCommand(): Command {
  const importing = databaseOptions(new Command('import'))
    .description('导入报文不带的事实，全部成功或全不写入 facts that no message carries: all rows or none')
    .argument('<table>', '外部数据表 name of the side table: lab, gateLog, purchases …')
    .argument('<file>', 'CSV、TSV 或 Excel')
    .option('--folder <folder>', '规则目录 folder whose side-tables.yaml counts (default: the rules that ship)')
    .option('--dry-run', '试运行，不写入 check, write nothing')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit facts import gateLog gate-2025-03.csv')
    .action(importTable)
  const list = databaseOptions(new Command('list'))
    .description('库中的外部数据 what side tables hold')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit facts list')
    .action(listTables)
  return new Command('facts')
    .description('外部数据：报文不带的事实 facts that no message carries')
    .addCommand(importing)
    .addCommand(list)
}
