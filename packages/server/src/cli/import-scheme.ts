import { checkScheme } from '@yibao/core/drg'
import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, type IsoDate, parseDivisionCode } from '@yibao/core/kernel'
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { readSchemeFolder, schemeProblemText } from '../files/scheme-folder.ts'
import { importScheme } from '../flows/import-scheme.ts'
import type { SchemeInForce } from '../flows/import-scheme-ports.ts'
import type { GrouperRefusal, GrouperScope } from '../flows/take-up-grouper.ts'
import { schemeStore } from '../store/scheme-store.ts'
import { findingsText } from '../text/scheme-findings.ts'
import { dateArgument } from './arguments.ts'
import { daysOf, forceWords, keptWords } from './grouper-words.ts'
import { type DatabaseChoice, databaseOptions, note, withDatabase } from './options.ts'
import { print } from './output.ts'

interface SchemeChoice extends DatabaseChoice {
  readonly division?: DivisionCode
  readonly scheme?: SchemeCode
  readonly from?: IsoDate
  readonly until?: IsoDate
  readonly dryRun?: true
  readonly json?: true
}

function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是区划代码 not a division; 写六位数字 write the six digits')
}

/** Where it comes into force, when that was asked: all of it, or nothing. */
function scopeOf({ division, scheme, from, until }: SchemeChoice): GrouperScope | null {
  if (division === undefined && scheme === undefined && from === undefined && until === undefined) return null
  if (division === undefined || scheme === undefined || from === undefined) {
    throw new Error(
      '启用方案须同时给出 --division、--scheme、--from（--until 可省）\nto put a scheme in force give --division, --scheme and --from together (--until may be left out); to keep it only, give none',
    )
  }
  if (until !== undefined && until <= from) {
    throw new Error(
      `--until ${until} 不晚于 --from ${from}：没有一天适用，请改正 not one day is left: write the first day it no longer holds`,
    )
  }
  return { division, insurance: scheme, range: { from, until: until ?? null } }
}

function refusalText(refusal: GrouperRefusal<SchemeInForce>): string {
  if (refusal.code === 'grouper.outside-its-days') {
    return `方案自称适用于 ${daysOf(refusal.range)}，请改 --from、--until the scheme says it is meant for these days only: choose days among them`
  }
  const { other } = refusal
  const end = `./yibao import scheme <其目录 its folder> --division ${other.division} --scheme ${other.insurance} --from ${other.range.from} --until <日期 day>`
  return `${other.division} ${other.insurance} 在 ${daysOf(other.range)} 已用方案 ${other.scheme} (${other.digest.slice(0, 12)})，日期重叠\nanother scheme is in force on some of these days. 请先为其定终止日 give it an end first:\n  ${end}`
}

async function importFolder(folder: string, choice: SchemeChoice): Promise<void> {
  const scope = scopeOf(choice)
  const { scheme, digest, codeEdition, notes } = await readSchemeFolder(folder)
  const findings = checkScheme(scheme)
  const refusals = findings.filter(({ severity }) => severity === 'refuse')
  if (refusals.length > 0) {
    throw new Error(
      `${folder}：方案有误，未导入 refused, nothing was imported; ./yibao scheme check ${folder}\n${findingsText(scheme, refusals, 'both').join('\n')}`,
    )
  }
  await withDatabase(choice, async ({ pool }) => {
    const order = { scheme, digest, codeEdition, scope, at: systemClock.now() }
    const outcome = await importScheme(schemeStore(pool), order, choice.dryRun === true)
    if (!outcome.ok) throw new Error(refusalText(outcome.error))
    const { value: report } = outcome
    const warnings = findings.length + notes.length
    if (choice.json === true) {
      print({ scheme: scheme.scheme, digest, ...report, scope, warnings, dryRun: choice.dryRun === true })
      return
    }
    for (const problem of notes) note(`注意 note ${schemeProblemText(problem)}`)
    if (findings.length > 0) {
      note(
        `${findings.length} 处可疑，不妨碍使用 doubtful places, which do not keep it out: ./yibao scheme check ${folder}`,
      )
    }
    const trial = choice.dryRun === true ? '（试运行，未写入 dry run: nothing was written）' : ''
    print(`${scheme.scheme} ${digest.slice(0, 12)}：${keptWords[report.kept]}${trial}`)
    if (scope !== null && report.inForce !== null) {
      const { division, insurance, range } = scope
      print(`${division} ${insurance} ${daysOf(range)}：${forceWords[report.inForce]}${trial}`)
    }
  })
}

export function importSchemeCommand(): Command {
  return databaseOptions(new Command('scheme'))
    .description('导入 DRG 分组方案并可启用 import a grouping scheme, and put it in force')
    .argument('<folder>', '方案目录 folder with scheme.json, lists.json, complications.tsv, exclusions.tsv')
    .option('--division <code>', '启用的统筹区 region that groups by it', divisionArgument)
    .addOption(new Option('--scheme <insurance>', '险种 insurance: 310 职工, 390 居民').choices(['310', '390']))
    .option('--from <date>', '启用日（按出院日） first day of discharge', dateArgument)
    .option('--until <date>', '终止日，该日起不再适用 first day it no longer holds', dateArgument)
    .option('--dry-run', '试运行，不写入 check, write nothing')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao import scheme policy/drg/starter --division 990100 --scheme 310 --from 2025-01-01',
    )
    .action(importFolder)
}
