import { writeFile } from 'node:fs/promises'
import { type MatterState, owedBack, stateWords } from '@yibao/core/casework'
import type { IsoDate } from '@yibao/core/kernel'
import { everywhere } from '@yibao/core/office'
import { Command, Option } from 'commander'
import { documentPdf } from '../files/casework-paper.ts'
import { readPaperFont } from '../files/statement-font.ts'
import { remindersNow } from '../flows/casework-daily.ts'
import type { CaseworkDesk, MatterFilter } from '../flows/casework-ports.ts'
import { factLines, factRows } from '../text/casework-facts.ts'
import {
  documentLine,
  eventLines,
  lineShareLine,
  matterLines,
  matterTable,
  moneyLine,
  reminderLine,
  standingLines,
} from '../text/casework-text.ts'
import { dateArgument } from './arguments.ts'
import { atCasework, type CaseChoice, caseOptions } from './case-options.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface ListChoice extends CaseChoice {
  readonly state?: MatterState
  readonly procedure?: 'review' | 'case'
  readonly institution?: string
  readonly user?: string
  readonly dueBefore?: IsoDate
  readonly billUndone?: true
}

const most = 1_000

async function list(options: ListChoice): Promise<void> {
  const {
    state = null,
    procedure = null,
    institution: providerCode = null,
    user: userId = null,
    dueBefore = null,
  } = options
  const billUndone = options.billUndone === true
  const filter: MatterFilter = { state, procedure, source: null, providerCode, userId, dueBefore, billUndone }
  const found = await atCasework(options, (desk) => desk.matters.list(filter, everywhere, null, most), true)
  if (options.json === true) return print({ matters: found.map(({ matter }) => matter) })
  for (const line of matterTable(found)) print(line)
  note(`${found.length} 件 matters${found.length === most ? '（只列前面的 the first ones）' : ''}`)
}

async function wholeOf(desk: CaseworkDesk, matterId: string) {
  const filed = await desk.matters.matter(matterId)
  if (filed === null) throw new Error(`没有事项 no matter ${matterId}：请查看 see: ./yibao case list`)
  const [events, documents] = [await desk.matters.events(matterId), await desk.matters.documents(matterId)]
  const [money, facts] = [await desk.matters.money(matterId), await desk.matters.facts(matterId)]
  return { filed, events, documents, money, facts, line: await desk.matters.line(matterId) }
}

async function show(matterId: string, options: CaseChoice): Promise<void> {
  const whole = await atCasework(options, (desk) => wholeOf(desk, matterId), true)
  if (options.json === true) return print(whole)
  const { filed, events, documents, money, facts, line } = whole
  for (const line of matterLines(filed)) print(line)
  for (const line of standingLines(filed.matter, owedBack(money))) print(line)
  if (line !== null) print(lineShareLine(line))
  if (facts !== null) print('  事实 facts')
  for (const line of facts === null ? [] : factLines(facts)) print(line)
  for (const line of events.flatMap(eventLines)) print(line)
  for (const document of documents) print(documentLine(document))
  for (const row of money) print(moneyLine(row))
}

async function due(options: CaseChoice): Promise<void> {
  const found = await atCasework(options, remindersNow, true)
  if (options.json === true) return print({ reminders: found })
  for (const one of found) print(reminderLine(one))
  note(`${found.length} 件临期或逾期 due or overdue`)
}

interface PaperChoice extends CaseChoice {
  readonly pdf: string
}

/** A paper with what its matter is about, as far as the institution is told; null of an unknown number. */
async function paperOf({ matters }: CaseworkDesk, documentNo: string) {
  const document = await matters.document(documentNo)
  if (document === null) return null
  const { matterId } = document
  const [filed, facts] = [await matters.matter(matterId), await matters.facts(matterId)]
  return { document, about: factRows(facts ?? {}, filed?.matter.insuredId ?? null) }
}

async function paper(documentNo: string, options: PaperChoice): Promise<void> {
  await requireNewFile(options.pdf)
  const found = await atCasework(options, (desk) => paperOf(desk, documentNo), true)
  if (found === null) throw new Error(`没有文书 no paper ${documentNo}：请查看 see: ./yibao case show`)
  await writeFile(options.pdf, await documentPdf(found.document, await readPaperFont(), found.about), { flag: 'wx' })
  note(`已写出 written: ${options.pdf}`)
}

/** `case list`, `case show`, `case due`, `case paper`. */
export function caseShowCommands(): readonly Command[] {
  const listCommand = caseOptions(new Command('list'))
    .description('疑点和案件列表 review items and cases, newest first')
    .addOption(new Option('--state <state>', '状态 state').choices(Object.keys(stateWords)))
    .addOption(new Option('--procedure <procedure>', '疑点或案件 review items or cases').choices(['review', 'case']))
    .option('--institution <code>', '只看此机构 only this institution')
    .option('--user <user>', '只看此人承办的 only those in which somebody has a part')
    .option('--due-before <day>', '期限早于 whose limit ends before', dateArgument)
    .option('--bill-undone', '结算在执行后撤销的 whose bill was undone after money was ordered')
    .addHelpText('after', '\nExample:\n  ./yibao case list --state first-review')
    .action(list)
  const showCommand = caseOptions(new Command('show'))
    .description('一件事项的全部经过、文书和钱款 a matter with all that happened, its papers and its money')
    .argument('<matter>', '事项编号 number of the matter')
    .addHelpText('after', '\nExample:\n  ./yibao case show 174096000000000001A1B2C3D4')
    .action(show)
  const dueCommand = caseOptions(new Command('due'))
    .description('临期和逾期 limits that end soon or have ended; changes nothing')
    .addHelpText('after', '\nExample:\n  ./yibao case due')
    .action(due)
  const paperCommand = caseOptions(new Command('paper'))
    .description('打印文书 print a paper: notice, decision, order of recovery …')
    .argument('<number>', '文号 number of the paper')
    .requiredOption('--pdf <file>', 'PDF')
    .addHelpText('after', '\nExample:\n  ./yibao case paper JD330200-2026-00001 --pdf decision.pdf')
    .action(paper)
  return [listCommand, showCommand, dueCommand, paperCommand]
}
