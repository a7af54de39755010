import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type Act,
  type ActKind,
  type Measure,
  type MeasureKind,
  measureWords,
  owedBack,
  transitions,
} from '@yibao/core/casework'
import type { SchemeCode } from '@yibao/core/encounter'
import { type Fen, type IsoDate, parseIsoDate, parseYuan } from '@yibao/core/kernel'
import { Command, InvalidArgumentError, Option } from 'commander'
import type pg from 'pg'
import { evidenceDesk } from '../evidence-desk.ts'
import { type Acted, actOn } from '../flows/casework-act.ts'
import { assignFree } from '../flows/casework-assign.ts'
import { evidenceFiles } from '../flows/evidence-files.ts'
import { documentLine, matterLines, moneyLine, standingLines } from '../text/casework-text.ts'
import { evidenceRefusalText } from '../text/evidence-refusal.ts'
import { amountArgument, countArgument, dateArgument } from './arguments.ts'
import { atCasework, type CaseChoice, caseOptions, caseSource, granted, inNameOf } from './case-options.ts'
import { print } from './output.ts'

const kinds: readonly string[] = [...new Set(transitions.map(({ act }) => act))].sort()
const isKind = (text: string): text is ActKind => kinds.includes(text)
const isMeasure = (text: string): text is MeasureKind => Object.hasOwn(measureWords, text)

function actArgument(text: string): ActKind {
  if (isKind(text)) return text
  throw new InvalidArgumentError(`请写 write one of: ${kinds.join(', ')}`)
}

/** `recover:regulation-13:1200.50`, `suspend-agreement:…:3m`, `correct:…:2026-05-01`. */
function measureArgument(text: string, earlier: readonly Measure[] = []): readonly Measure[] {
  const [kind = '', basis = '', extent = ''] = text.split(':')
  const refuse = (): never => {
    throw new InvalidArgumentError(
      `写成 write it as recover:regulation-13:1200.50, suspend-agreement:hospital-agreement-38:3m, correct:regulation-13:2026-05-01`,
    )
  }
  if (!isMeasure(kind) || basis === '') return refuse()
  if (extent === '') return [...earlier, { kind, basis }]
  const months = /^(\d{1,3})m$/.exec(extent)?.[1]
  if (months !== undefined) return [...earlier, { kind, basis, months: Number(months) }]
  const day = parseIsoDate(extent)
  if (day.ok) return [...earlier, { kind, basis, until: day.value }]
  const amount = parseYuan(extent)
  return amount.ok && amount.value > 0 ? [...earlier, { kind, basis, amount: amount.value }] : refuse()
}

interface ActChoice extends CaseChoice {
  readonly user: string
  readonly reason?: string
  readonly evidence?: readonly string[]
  readonly file?: readonly string[]
  readonly assignee?: readonly string[]
  readonly free?: true
  readonly deadline?: IsoDate
  readonly amount?: Fen
  readonly measure?: readonly Measure[]
  readonly how?: 'deduction' | 'claim'
  readonly scheme?: SchemeCode
  readonly step?: number
}

function detailsOf({ assignee = [], deadline, amount, measure, how }: ActChoice): Act['details'] {
  const [one] = assignee
  return {
    ...(assignee.length === 1 && one !== undefined ? { assignee: one } : {}),
    ...(assignee.length > 1 ? { assignees: assignee } : {}),
    ...(deadline === undefined ? {} : { deadline }),
    ...(amount === undefined ? {} : { amount }),
    ...(measure === undefined ? {} : { measures: measure }),
    ...(how === undefined ? {} : { how }),
  }
}

/** Keeps files as evidence, named by the SM3 of their content. @throws Error when one cannot be read or is of no kind that is kept */
async function keptFiles(pool: pg.Pool, paths: readonly string[], by: string): Promise<readonly string[]> {
  const files = evidenceFiles(evidenceDesk(pool, caseSource))
  const digests: string[] = []
  for (const path of paths) {
    const content = await readFile(path)
    const refusal = files.refusalOf(content, basename(path))
    if (refusal !== null) throw new Error(evidenceRefusalText(refusal))
    digests.push(`sm3:${(await files.keep(content, basename(path), by)).sm3}`)
  }
  return digests
}

function tell({ filed, document, money, opened }: Acted, owed: Fen, options: CaseChoice): void {
  if (options.json === true) {
    print({ matter: filed.matter, document, money, opened })
    return
  }
  for (const line of matterLines(filed)) print(line)
  if (document !== null) print(documentLine(document))
  if (opened !== null) print(`  案件 case ${opened}`)
  for (const row of money) print(moneyLine(row))
  for (const line of standingLines(filed.matter, owed)) print(line)
}

async function take(matterId: string, kind: ActKind, options: ActChoice): Promise<void> {
  const { user, reason = null, evidence = [], file = [], free, scheme, step } = options
  const { done, owed } = await atCasework(options, async (desk, pool) => {
    const by = await inNameOf(desk, user)
    const version = step ?? (await desk.matters.matter(matterId))?.matter.version ?? 0
    const owedNow = async () => owedBack(await desk.matters.money(matterId))
    if (free === true) {
      return { done: granted(await assignFree(desk, by, { matterId, version, reason })), owed: await owedNow() }
    }
    const stands = [...evidence, ...(await keptFiles(pool, file, user))]
    const act: Act = { kind, reason, evidence: stands, details: detailsOf(options) }
    const order = { matterId, version, act, ...(scheme === undefined ? {} : { scheme }) }
    return { done: granted(await actOn(desk, by, order)), owed: await owedNow() }
  })
  tell(done, owed, options)
}

const several = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text]

/** `case act`. */
export function caseActCommand(): Command {
  return caseOptions(new Command('act'))
    .description('办理一步：分派、告知、决定、执行等 one act upon a matter: assign, notify, decide, execute …')
    .argument('<matter>', '事项编号 number of the matter')
    .argument('<act>', kinds.join(', '), actArgument)
    .requiredOption('--user <user>', '以谁的名义；操作日志记为本机 in whose name; the log says the console entered it')
    .option('--reason <text>', '理由 why')
    .option('--evidence <code>', '证据编号，可多次 a piece of evidence; say it several times', several)
    .option('--file <path>', '文件，按 SM3 记录，可多次 a file, named by its SM3; say it several times', several)
    .option('--assignee <user>', '分派给，可多次 to whom; say it several times', several)
    .option('--free', '分派给最空闲且无利害关系的人 to whoever is free and has no interest')
    .option('--deadline <day>', '期限 until when', dateArgument)
    .option('--amount <yuan>', '金额 amount', amountArgument)
    .option('--measure <kind:basis[:extent]>', '措施，可多次 a measure; say it several times', measureArgument)
    .addOption(
      new Option('--how <how>', '扣款或应收 by the next statement, or as a claim').choices(['deduction', 'claim']),
    )
    .addOption(new Option('--scheme <code>', '险种 the insurance, where it is not known').choices(['310', '390']))
    .option('--step <number>', '所见的步数，他人已办则拒绝 the step that you looked at', countArgument)
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao case act 174096000000000001A1B2C3D4 decide --user li.si --reason 重复收费 --evidence E1 --measure recover:regulation-13:128.00',
    )
    .action(take)
}
