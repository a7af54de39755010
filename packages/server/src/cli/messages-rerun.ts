import type { IsoDate } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { Command } from 'commander'
import { writeRerun } from '../files/rerun-xlsx.ts'
import type { DeskStore, MessageFilter, MessageRow } from '../flows/desk.ts'
import { filterFields, type TypedFilter } from '../flows/desk-filter.ts'
import { type RerunReport, rerunMessages } from '../flows/rerun.ts'
import { deskStore } from '../store/desk-store.ts'
import { leftOutLines, rerunJson, rerunSums, rerunTable } from '../text/rerun-text.ts'
import type { Language } from '../text/words.ts'
import { countArgument, dateArgument, languageOption } from './arguments.ts'
import { filterOptions, requireFilter } from './message-filter.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'
import { soundPolicy } from './policy-folder.ts'
import { progressLine } from './progress.ts'

interface RerunOptions extends DatabaseChoice, TypedFilter {
  readonly policy?: string
  readonly pack?: string
  readonly on?: IsoDate
  readonly most: number
  readonly output?: string
  readonly json?: true
  readonly lang: Language
}

/** The table shows this many settlements; the sums, JSON and the workbook have all of them. */
const shownAtMost = 200

/** The changed law; null when each settlement keeps its own. */
async function packsOf({ policy, pack }: RerunOptions, store: DeskStore): Promise<readonly RegionPack[] | null> {
  if (policy !== undefined) return (await soundPolicy(policy)).packs
  if (pack === undefined) return null
  const kept = await store.pack(pack)
  if (kept === null) {
    throw new Error(
      `没有存档的政策包 ${pack}：请用结算记录的完整哈希 no pack with this hash is on file: use the whole hash that a settlement names`,
    )
  }
  return [kept]
}

async function whichOf(
  message: string | undefined,
  options: RerunOptions,
  store: DeskStore,
): Promise<MessageFilter | MessageRow> {
  if (message === undefined) return requireFilter(options)
  const named = filterFields.find((field) => options[field] !== undefined)
  if (named !== undefined) throw new Error(`已指定报文，请去掉 --${named} (one message is named: leave out --${named})`)
  const found = await store.whole(message)
  if (found === null)
    throw new Error(`没有报文 ${message}：请用 find 查到的报文号 no such message: use a number that find shows`)
  return found
}

function reportText(report: RerunReport, language: Language): string {
  const { messages, rerun, leftOut, changed, sums, more } = report
  const left = leftOutLines(report, language)
  return [
    ...rerunTable(rerun.slice(0, shownAtMost), language),
    ...(rerun.length > shownAtMost
      ? [`… 另有 ${rerun.length - shownAtMost} 笔 more settlements (--json, --output FILE.xlsx)`]
      : []),
    '',
    `${messages} 条报文 messages，重算 computed again ${rerun.length}，有变化 changed ${changed}，未重算 left out ${leftOut.length}`,
    ...left.map((line) => `  ${line}`),
    '',
    ...rerunSums(sums, language),
    ...(more
      ? ['还有更多报文，请缩小范围或加大 --most there are more messages: narrow the filter or raise --most']
      : []),
  ].join('\n')
}

async function rerun(message: string | undefined, options: RerunOptions): Promise<void> {
  const { policy, pack, on, most, output } = options
  if (policy === undefined && pack === undefined && on === undefined) {
    throw new Error(
      '请给出 --policy、--pack 或 --on：按哪个政策重算 say under which law: --policy FOLDER, --pack HASH or --on DATE',
    )
  }
  if (policy !== undefined && pack !== undefined) {
    throw new Error('--policy 与 --pack 只能给一个 give --policy or --pack, not both')
  }
  if (output !== undefined && !output.toLowerCase().endsWith('.xlsx')) {
    throw new Error(`--output ${output}：请用 .xlsx 结尾 (end it with .xlsx)`)
  }
  await requireExisting(options)
  await withDatabase(
    options,
    async ({ pool }) => {
      const store = deskStore(pool)
      const law = { packs: await packsOf(options, store), on: on ?? null }
      const which = await whichOf(message, options, store)
      const report = await rerunMessages(store, which, law, { most, progress: progressLine('重算 rerun') })
      if (output !== undefined) {
        await writeRerun(report, output)
        note(`已写入 written: ${output}`)
      }
      print(options.json === true ? rerunJson(report) : reportText(report, options.lang))
    },
    { readOnly: true },
  )
}

export function rerunCommand(): Command {
  return databaseOptions(filterOptions(new Command('rerun')))
    .description('按另一政策重算结算，只比较，不写入 compute settlements again under another law; writes nothing')
    .argument('[message]', '报文号；不给则按条件 number of one message; without it, those of the filter')
    .option('--policy <folder>', '改过的政策目录 a changed copy of the policy folder')
    .option('--pack <hash>', '存档的政策包 a pack on file, by its hash')
    .option('--on <date>', '取此日的政策 take the law of this day', dateArgument)
    .option('--most <number>', '最多查看的报文数 messages looked at', countArgument, 1_000_000)
    .option('--output <file>', '另存为 Excel also write a workbook, .xlsx')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addOption(languageOption())
    .addHelpText(
      'after',
      [
        '',
        '每笔结算按当时的账户、累计和明细拆分单独重算。试算、查询、被拒绝的报文和撤销不重算，会说明原因。',
        'Each settlement is computed by itself from what it kept: account, running totals, split of its lines. Quotes, queries,',
        'refused messages and undoings are not computed again; the report says so.',
        '',
        'Example:',
        '  ./yibao messages rerun --policy ./policy-2026 --from 2025-01-01 --until 2025-12-31 --output rerun.xlsx',
      ].join('\n'),
    )
    .action(rerun)
}
