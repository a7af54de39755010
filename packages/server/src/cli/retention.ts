import { join } from 'node:path'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { type MonthState, retentionState, retireMonth } from '../store/retention.ts'
import { countArgument } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface RetentionOptions extends DatabaseChoice {
  readonly messages: number
  readonly lines: number
  readonly archive?: string
  readonly json?: boolean
}

const tables = { message: '报文 messages', bill_line: '费用明细 fee lines' } as const
const states = { kept: '保留 kept', due: '到期 due', held: '未结留存 held' } as const

function rowText({ table, month, rows, bytes, state, openVisits }: MonthState): string {
  const size = `${(bytes / 1_048_576).toFixed(1)} MB`
  const why = openVisits > 0 ? `：${openVisits} 次就诊未结 visits not settled` : ''
  return `${month}  ${tables[table].padEnd(20)} ${String(rows).padStart(12)} 行 rows ${size.padStart(12)}  ${states[state]}${why}`
}

const keepingOf = ({ messages, lines }: RetentionOptions) => ({ message: messages, bill_line: lines })

async function show(options: RetentionOptions): Promise<void> {
  await requireExisting(options)
  const look = ({ pool }: Database) => retentionState(pool, keepingOf(options), systemClock.now())
  const found = await withDatabase(options, look, { readOnly: true })
  print(options.json === true ? { months: found } : found.map(rowText).join('\n'))
}

async function run(options: RetentionOptions): Promise<void> {
  await requireExisting(options)
  const folder = options.archive ?? join(dataDirOf(options), 'archive')
  const retired = await withDatabase(options, async ({ pool }) => {
    const at = systemClock.now()
    const due = (await retentionState(pool, keepingOf(options), at)).filter(({ state }) => state === 'due')
    const done = []
    for (const [index, month] of due.entries()) {
      note(`(${index + 1}/${due.length}) ${rowText(month)} → ${folder}`)
      done.push(await retireMonth(pool, month, folder, at))
    }
    return done
  })
  if (options.json === true) print({ retired })
  else print(retired.length === 0 ? '没有到期的月份 no month is due' : `已归档 archived: ${retired.length} 个月 months`)
}

/** What both commands take. The defaults are ours: three years of messages, fifteen years of fee lines. */
function retentionOptions(command: Command): Command {
  return databaseOptions(command)
    .option('--messages <months>', '报文保存月数 months that messages stay', countArgument, 36)
    .option('--lines <months>', '费用明细保存月数 months that fee lines stay', countArgument, 180)
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
}

export function retentionCommand(): Command {
  return new Command('retention')
    .description('报文与费用明细按月保存与归档 messages and fee lines by month: what is kept, what is archived')
    .addCommand(
      retentionOptions(new Command('show'))
        .description('各月行数与状态 rows and state of every month; changes nothing')
        .addHelpText('after', '\nExample:\n  ./yibao retention show --data-dir ./.yibao')
        .action(show),
    )
    .addCommand(
      retentionOptions(new Command('run'))
        .description(
          '将到期月份写入归档文件后移出数据库 writes months that are due to files, then takes them out of the database',
        )
        .option('--archive <folder>', '归档目录 folder of the files (default: archive in the data folder)')
        .addHelpText('after', '\nExample:\n  ./yibao retention run --messages 24 --archive /backup/yibao')
        .action(run),
    )
}
