import { planBook } from '@yibao/core/benefit'
import type { IsoDate } from '@yibao/core/kernel'
import type { PresentLaw } from '@yibao/core/settlement'
import { Command } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { writeCorrections } from '../files/correction-xlsx.ts'
import { bookAll, type CorrectionFilter, everybody, findAll, undoOne } from '../flows/correction.ts'
import { idSource } from '../ids.ts'
import { correctionStore } from '../store/correction-store.ts'
import type { Database } from '../store/database.ts'
import { readProviders } from '../store/registry-store.ts'
import {
  correctionJson,
  correctionLines,
  correctionRefusalText,
  correctionSums,
  correctionsJson,
  correctionTable,
} from '../text/correction-text.ts'
import type { Language } from '../text/words.ts'
import { dateArgument, languageOption } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'
import { soundPolicy } from './policy-folder.ts'
import { progressLine } from './progress.ts'

interface Shown extends DatabaseChoice {
  readonly json?: true
  readonly lang: Language
}

interface LawChoice extends Shown {
  readonly policy?: string
}

interface FindOptions extends LawChoice {
  readonly person?: string
  readonly institution?: string
  readonly since?: IsoDate
  readonly until?: IsoDate
  readonly output?: string
}

interface Signed {
  readonly reason: string
  readonly by: string
}

interface BookOptions extends LawChoice, Signed {
  readonly person?: string
  readonly all?: true
  readonly dryRun?: true
}

/** The table shows this many settlements; the sums, JSON and the workbook have all of them. */
const shownAtMost = 200

const newId = idSource()

async function presentLaw(pool: pg.Pool, { policy }: LawChoice): Promise<PresentLaw> {
  const { packs } = await soundPolicy(policy)
  const providers = new Map((await readProviders(pool)).map((provider) => [provider.providerCode, provider]))
  return { book: planBook(packs), providerOf: (code) => providers.get(code) ?? null }
}

function filterOf({ person, institution, since, until }: FindOptions): CorrectionFilter {
  if (since !== undefined && until !== undefined && until < since) {
    throw new Error(`--until ${until}：早于 --since ${since} (before --since)`)
  }
  return {
    insuredId: person ?? null,
    providerCode: institution ?? null,
    since: since ?? null,
    until: until ?? null,
  }
}

function reportText(report: Parameters<typeof correctionTable>[0], language: Language): string {
  const rest = report.found.length - shownAtMost
  return [
    ...correctionTable({ ...report, found: report.found.slice(0, shownAtMost) }, language),
    ...(rest > 0 ? [`… 另有 ${rest} 笔 more settlements (--json, --output FILE.xlsx)`] : []),
    ...(report.found.length > 0 ? [''] : []),
    ...correctionSums(report, language),
  ].join('\n')
}

async function find(options: FindOptions): Promise<void> {
  const { output } = options
  const filter = filterOf(options)
  if (output !== undefined && !output.toLowerCase().endsWith('.xlsx')) {
    throw new Error(`--output ${output}：请用 .xlsx 结尾 (end it with .xlsx)`)
  }
  await requireExisting(options)
  const look = async ({ pool }: Database) =>
    findAll(correctionStore(pool), filter, await presentLaw(pool, options), progressLine('重算 compute'))
  const report = await withDatabase(options, look, { readOnly: true })
  if (output !== undefined) {
    await writeCorrections(report, output)
    note(`已写入 written: ${output}`)
  }
  print(options.json === true ? correctionsJson(report) : reportText(report, options.lang))
}

async function show(correctionId: string, options: Shown): Promise<void> {
  await requireExisting(options)
  const look = ({ pool }: Database) => correctionStore(pool).correction(correctionId)
  const found = await withDatabase(options, look, { readOnly: true })
  if (found === null) throw new Error(correctionRefusalText({ code: 'correction.unknown', correctionId }))
  print(options.json === true ? correctionJson(found) : correctionLines(found, options.lang).join('\n'))
}

/** Who books and why, as it is kept for good. */
function signed({ reason, by }: Signed) {
  const text = (option: string, value: string, most: number): string => {
    const trimmed = value.trim()
    if (trimmed !== '' && trimmed.length <= most && !/\p{Cc}/u.test(trimmed)) return trimmed
    throw new Error(`${option}：请填 1 至 ${most} 字 (1 to ${most} characters)`)
  }
  return { reason: text('--reason', reason, 200), bookedBy: text('--by', by, 50), at: systemClock.now(), newId }
}

async function book(options: BookOptions): Promise<void> {
  const { person, all, dryRun } = options
  if ((person === undefined) === (all === undefined)) {
    throw new Error('请给出 --person 或 --all 之一 give --person for one person, or --all for everybody')
  }
  const order = signed(options)
  await requireExisting(options)
  const work = async ({ pool }: Database): Promise<void> => {
    const store = correctionStore(pool)
    const law = await presentLaw(pool, options)
    const insuredId = person ?? null
    const progress = progressLine(dryRun === true ? '重算 compute' : '入账 book')
    if (dryRun === true) {
      const report = await findAll(store, { ...everybody, insuredId }, law, progress)
      print(options.json === true ? { ...correctionsJson(report), booked: [] } : reportText(report, options.lang))
      note('试运行，未入账 a dry run: nothing was booked')
      return
    }
    const report = await bookAll(store, { insuredId }, law, order, progress)
    const { booked, refused } = report
    if (options.json === true) print({ ...correctionsJson(report), booked, refused })
    else {
      print(reportText(report, options.lang))
      print(`已入账 booked: ${booked.length}`)
      if (booked.length > 0 && booked.length <= shownAtMost) {
        print(booked.map(({ settlementId, correctionId }) => `  ${settlementId} → ${correctionId}`).join('\n'))
      }
    }
    for (const { insuredId: refusedId, refusal } of refused) note(`${refusedId}：${correctionRefusalText(refusal)}`)
    if (refused.length > 0) process.exitCode = 1
  }
  await withDatabase(options, work, dryRun === true ? { readOnly: true } : {})
}

async function undo(correctionId: string, options: Shown & Signed): Promise<void> {
  const order = signed(options)
  await requireExisting(options)
  const outcome = await withDatabase(options, ({ pool }) => undoOne(correctionStore(pool), correctionId, order))
  if ('code' in outcome) throw new Error(correctionRefusalText(outcome))
  if (outcome.undo === null) return
  print(options.json === true ? correctionJson(outcome.undo) : correctionLines(outcome.undo, options.lang).join('\n'))
}

const shownOptions = (command: Command): Command =>
  databaseOptions(command).option('--json', '结果以 JSON 输出 print as JSON').addOption(languageOption())

const lawOptions = (command: Command): Command =>
  shownOptions(command).option('--policy <folder>', '政策目录 policy folder (default: the one that ships)')

const signedOptions = (command: Command): Command =>
  command
    .requiredOption('--reason <text>', '原因 why, kept with the correction')
    .requiredOption('--by <name>', '经办人 who books it')

export function correctionsCommand(): Command {
  const findCommand = lawOptions(new Command('find'))
    .description('按现在的参保信息和政策重算已有结算，列出差额，不写入 compute settlements again, list what differs')
    .option('--person <number>', '参保人 only this person')
    .option('--institution <code>', '机构编码 only settlements of this institution')
    .option('--since <date>', '首日 first day of settlement', dateArgument)
    .option('--until <date>', '末日 last day of settlement', dateArgument)
    .option('--output <file>', '另存为 Excel also write a workbook, .xlsx')
    .addHelpText('after', '\nExample:\n  ./yibao corrections find --since 2025-01-01 --output corrections.xlsx')
    .action(find)
  const showCommand = shownOptions(new Command('show'))
    .description('一笔补差的差额、分录和计算过程 one correction: differences, postings, computation')
    .argument('<correction>', '补差编号 number of the correction')
    .addHelpText('after', '\nExample:\n  ./yibao corrections show 174096000000000001A1B2C3D4')
    .action(show)
  const bookCommand = signedOptions(lawOptions(new Command('book')))
    .description('将差额逐笔记账，与原结算关联 book what is found, linked to the settlements')
    .option('--person <number>', '参保人 only this person')
    .option('--all', '全部参保人 everybody')
    .option('--dry-run', '只看不记账 show what would be booked')
    .addHelpText('after', '\nExample:\n  ./yibao corrections book --all --reason 退休待遇更正 --by 王敏 --dry-run')
    .action(book)
  const undoCommand = signedOptions(shownOptions(new Command('undo')))
    .description('以反向分录撤销一笔补差 undo a correction by its opposite')
    .argument('<correction>', '补差编号 number of the correction')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao corrections undo 174096000000000001A1B2C3D4 --reason 重复更正 --by 王敏',
    )
    .action(undo)
  return new Command('corrections')
    .description('补差：参保或政策更正后，已有结算的差额 differences of settlements after a correction')
    .addCommand(findCommand)
    .addCommand(showCommand)
    .addCommand(bookCommand)
    .addCommand(undoCommand)
    .addHelpText('after', '\nExample:\n  ./yibao corrections find --person 990200000000000000000001')
}
