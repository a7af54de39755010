import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { PatternFinding } from '@yibao/core/supervision'
import { Command } from 'commander'
import { readPatternBook } from '../files/pattern-parameters.ts'
import type { LakeManifest, Month, MonthRange } from '../flows/lake-ports.ts'
import { patternItems } from '../flows/pattern-items.ts'
import { type LakePatterns, missingMonths, patternsOfLake } from '../flows/pattern-lake.ts'
import { openLake } from '../lake/index.ts'
import { foundLines, nothingToLookAt } from '../text/pattern-report.ts'
import { findingLine, patternWords, whyText } from '../text/pattern-words.ts'
import { requireNewFile } from './new-file.ts'
import { offeredText, offerItems } from './offer-items.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf } from './options.ts'
import { print } from './output.ts'
import { monthArgument } from './payment-options.ts'

interface PatternsChoice extends DatabaseChoice {
  readonly lake?: string
  readonly fromMonth?: Month
  readonly untilMonth?: Month
  readonly parameters?: string
  readonly out?: string
  readonly intake?: true
  readonly json?: true
}

/** So many findings are printed; the file and JSON have all. */
const mostShown = 20

/** The months asked for, whole. @throws Error for an archive with gaps: what lies across one cannot be seen */
function rangeOf({ months }: LakeManifest, { fromMonth, untilMonth }: PatternsChoice): MonthRange {
  const [from, through] = [fromMonth ?? months.at(0), untilMonth ?? months.at(-1)]
  if (from === undefined || through === undefined)
    throw new Error('湖中没有数据，请先导出 the lake is empty: ./yibao lake export')
  if (from > through)
    throw new Error(`--until-month ${through} 早于 is before --from-month ${from}：请改正 correct them`)
  const missing = missingMonths(months, { from, through })
  if (missing.length > 0)
    throw new Error(
      `湖中缺少月份 ${missing.join(', ')}，跨月的模式看不全；请补导出或缩小范围 months are missing, patterns across them cannot be seen: export them or ask for fewer`,
    )
  return { from, through }
}

const titleOf = ({ pattern, members }: PatternFinding) => {
  const [zh, en] = patternWords[pattern]
  const rows = members.filter(({ inQuestion }) => inQuestion).length
  return { zh: `${zh}（${rows} 笔）`, en: `${en} (${rows} rows)` }
}

async function searchLake(choice: PatternsChoice) {
  const folder = resolve(choice.lake ?? join(dataDirOf(choice), 'lake'))
  const { parameters, distance, digest } = await readPatternBook(choice.parameters)
  const lake = await openLake(folder)
  try {
    const range = rangeOf(lake.manifest, choice)
    const found = await patternsOfLake(lake, range, parameters, distance)
    return { folder, range, found, lake: lake.manifest.digest, parameters: digest }
  } finally {
    await lake.close()
  }
}

const counted = ({ screened }: LakePatterns) =>
  screened.map(({ pattern, findings, weaker, notLooked }) => ({
    pattern,
    findings: findings.length,
    weaker: weaker.length,
    notLooked,
  }))

async function patterns(choice: PatternsChoice): Promise<void> {
  if (choice.out !== undefined) await requireNewFile(choice.out)
  const { folder, range, found, lake, parameters } = await searchLake(choice)
  const findings = found.screened.flatMap((one) => one.findings)
  const lines = findings.map((finding) => JSON.stringify({ ...finding, why: whyText(finding) }))
  if (choice.out !== undefined)
    await writeFile(choice.out, lines.map((line) => `${line}\n`).join(''), { flag: 'wx', mode: 0o600 })
  const made = patternItems(findings, found.places, range, { titleOf, whyOf: whyText })
  const taken = choice.intake === true ? await offerItems(choice, made.items) : null
  const { stays, events, dispensings } = found
  if (choice.json === true)
    return print({
      lake: folder,
      ...range,
      digest: lake,
      parameters,
      stays,
      events,
      dispensings,
      patterns: counted(found),
      unplaced: made.unplaced,
      ...(taken === null ? {} : { intake: taken }),
      findings,
    })
  const more = findings.length > mostShown ? [`… 另有 and ${findings.length - mostShown} more (--out, --json)`] : []
  print(
    [
      `${folder} ${range.from} .. ${range.through}：${stays} 次住院 stays，${events} 次刷卡 events，${dispensings} 行发药 dispensings；数据 data ${lake.slice(0, 12)}，参数 parameters ${parameters.slice(0, 12)}`,
      '',
      ...foundLines(found.screened),
      ...nothingToLookAt(found),
      ...(findings.length === 0 ? [] : ['']),
      ...findings.slice(0, mostShown).map(findingLine),
      ...more,
      ...(taken === null ? [] : [offeredText(taken, made.unplaced)]),
    ].join('\n'),
  )
}

/** `yibao audit patterns`. */
export function auditPatternsCommand(): Command {
  return databaseOptions(new Command('patterns'))
    .description(
      '在数据湖上找欺诈模式 look for the fraud patterns over a lake; with --intake each becomes a review item',
    )
    .option('--lake <folder>', '湖目录 folder of the lake (default: <data-dir>/lake)')
    .option('--from-month <month>', '首月 first month (default: the first of the lake)', monthArgument)
    .option('--until-month <month>', '末月（含） last month, included', monthArgument)
    .option('--parameters <file>', '参数文件 another file of parameters (default: the one that ships)')
    .option('--out <file>', '把发现写成 JSONL write the findings as JSON lines into a new file')
    .option('--intake', '转为疑点，已在案的不重复 open a review item for each; those on file are not opened again')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit patterns --lake /data/lake --out findings.jsonl')
    .action(patterns)
}
