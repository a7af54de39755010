import { Command } from 'commander'
import type { Database } from '../store/database.ts'
import { type DatabaseState, databaseState, type StatementState } from '../store/database-state.ts'
import {
  callOf,
  type DistributionPlan,
  type DistributionStep,
  distribute,
  planDistribution,
} from '../store/distribute.ts'
import { tableLines } from '../text/table-text.ts'
import { countArgument } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface StatusOptions extends DatabaseChoice {
  readonly json?: true
}

interface DistributeOptions extends StatusOptions {
  readonly dryRun?: true
  readonly shards: number
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1)
const count = (rows: number | null): string => (rows === null ? '–' : String(rows))

/** Works on one connection, so that the platform's others can be told from it. */
async function onOneClient<T>({ pool }: Database, work: (client: Parameters<typeof databaseState>[0]) => Promise<T>) {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

/** What is wrong with a statement of the hot road; null when nothing is. */
function faultOf({ tasks, fault }: StatementState, distributed: boolean): string | null {
  if (fault !== null) return fault
  return distributed && tasks !== 1 ? `${tasks ?? 0} 个分片 shards are asked, one should be` : null
}

function stateText({ version, distributed, tables, statements }: DatabaseState): string {
  const sizes = tableLines(
    [
      { title: '表 table', side: 'left' },
      { title: '行 rows', side: 'right' },
      { title: '数据 data MB', side: 'right' },
      { title: '索引 indexes MB', side: 'right' },
    ],
    tables.map(({ name, rows, bytes, indexBytes }) => [name, count(rows), megabytes(bytes), megabytes(indexBytes)]),
  )
  const faults = statements.flatMap((statement) => {
    const fault = faultOf(statement, distributed)
    return fault === null ? [] : [`  ✗ ${statement.name}: ${fault}`]
  })
  const place = distributed ? '按参保人分布在多台机器 spread over machines by person' : '一台机器 on one machine'
  return [
    `PostgreSQL ${version} · ${place}`,
    ...sizes,
    `热路语句 statements of the hot road: ${statements.length - faults.length}/${statements.length} ✓`,
    ...faults,
  ].join('\n')
}

async function status(options: StatusOptions): Promise<void> {
  await requireExisting(options)
  const state = await withDatabase(options, (database) => onOneClient(database, databaseState), { readOnly: true })
  print(options.json === true ? state : stateText(state))
  if (state.statements.some((statement) => faultOf(statement, state.distributed) !== null)) process.exitCode = 1
}

const done = (step: DistributionStep): string => (step.done ? '已分布 done' : '待分布 to do')

function planText({ citus, steps, stays, problems }: DistributionPlan, shards: number): string {
  const { available, made, workers } = citus
  return [
    `Citus: 可安装 available ${available ?? '–'} · 已启用 made ${made ?? '–'} · 工作节点 workers ${workers}`,
    ...tableLines(
      [
        { title: '状态 state', side: 'left' },
        { title: '行 rows', side: 'right' },
        { title: 'MB', side: 'right' },
        { title: '语句 statement', side: 'left' },
      ],
      steps.map((step) => [done(step), count(step.rows), megabytes(step.bytes), callOf(step, shards)]),
    ),
    ...stays.map(({ tables, why }) => `留在协调节点 stays on the coordinator: ${tables.join(', ')}\n  ${why}`),
    problems.length === 0
      ? '可以分布 nothing forbids it'
      : `不能分布 what forbids it:\n${problems.map((one) => `  ✗ ${one}`).join('\n')}`,
  ].join('\n')
}

async function showPlan(options: DistributeOptions): Promise<void> {
  const plan = await withDatabase(options, (database) => onOneClient(database, planDistribution), { readOnly: true })
  const calls = plan.steps.map((step) => ({ ...step, statement: callOf(step, options.shards) }))
  print(options.json === true ? { ...plan, steps: calls } : planText(plan, options.shards))
}

async function spread(options: DistributeOptions): Promise<void> {
  await requireExisting(options)
  if (options.dryRun === true) return showPlan(options)
  const { shards } = options
  const taken = await withDatabase(options, (database) =>
    onOneClient(database, (client) =>
      distribute(client, {
        shards,
        report: (step, number, of) => note(`(${number}/${of}) ${callOf(step, shards)}  ${megabytes(step.bytes)} MB …`),
      }),
    ),
  )
  if (options.json === true) print({ spread: taken.map(({ table, place }) => ({ table, place })) })
  else print(taken.length === 0 ? '此前已分布 it was spread before' : `已分布 spread: ${taken.length} 张表 tables`)
}

export function dbCommand(): Command {
  return new Command('db')
    .description('数据库：大小、计划、分布到多台机器 the database: size, plans, spreading it over machines')
    .addCommand(
      databaseOptions(new Command('status'))
        .description(
          '各表大小，热路语句能否照常执行 sizes, and whether the hot statements can be planned; changes nothing',
        )
        .option('--json', '结果以 JSON 输出 print as JSON')
        .addHelpText('after', '\nExample:\n  ./yibao db status --data-dir ./.yibao')
        .action(status),
    )
    .addCommand(
      databaseOptions(new Command('distribute'))
        .description(
          '用 Citus 按参保人分布到多台机器，可重复运行 spreads the rows of persons over several machines with Citus; may be run again',
        )
        .option('--dry-run', '只显示计划，不需要 Citus only shows the plan; needs no Citus')
        .option(
          '--shards <count>',
          '分成几份，以后不能就地更改 parts, which cannot be changed in place later',
          countArgument,
          32,
        )
        .option('--json', '结果以 JSON 输出 print as JSON')
        .addHelpText(
          'after',
          '\nExample:\n  ./yibao db distribute --database-url postgres://yibao@coordinator/yibao --dry-run',
        )
        .action(spread),
    )
    .addHelpText('after', '\nExample:\n  ./yibao db status')
}
