import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { findingChangeWords } from '@yibao/core/audit'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import { Command } from 'commander'
import { auditArchive } from '../audit-desk.ts'
import { comparisonOfReleases } from '../files/audit-runs-xlsx.ts'
import { type ComparedExample, noComparison, wholeOfRule } from '../flows/audit-compare.ts'
import { atConsole } from '../flows/operation-log.ts'
import { comparedLines } from '../text/audit-archive.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { auditProgress } from './audit-progress.ts'
import { daysOf, daysText, namesOf, oneMore, refusalText, requireRules } from './audit-run.ts'
import { auditSource, divisionArgument, releaseNamed } from './audit-source.ts'
import { requireNewFile } from './new-file.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface CompareChoice extends DatabaseChoice {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly division: DivisionCode
  readonly rule?: readonly string[]
  readonly jobs: number
  readonly xlsx?: string
  readonly json?: true
}

/** So many institutions are printed; JSON and workbook have all. */
const mostPlaces = 20

function exampleLine({ rule, how, providerCode, finding, stakeBefore }: ComparedExample): string {
  const { visitId, lineId, on, stake, group } = finding
  const where = visitId === '' ? group.join(' ') : `${visitId}/${lineId ?? '*'}`
  const amounts = stakeBefore === null ? String(stake / 100) : `${stakeBefore / 100} → ${stake / 100}`
  return `  ${rule} ${findingChangeWords[how].join(' ')} ${on} ${providerCode} ${where} ${amounts} 元 yuan`
}

async function compare(before: string, after: string, choice: CompareChoice): Promise<void> {
  if (choice.xlsx !== undefined) await requireNewFile(choice.xlsx)
  await requireExisting(choice)
  const { division, rule, jobs, json } = choice
  await withDatabase(
    choice,
    async (database) => {
      const days = daysOf(choice)
      const wanted = { division, on: days.from }
      const releases = [
        await releaseNamed(database.pool, before, wanted),
        await releaseNamed(database.pool, after, wanted),
      ] as const
      requireRules(releases, rule)
      const progress = auditProgress(division, json !== true)
      const audit = { scope: { division, ...days }, releases, only: rule ?? null, jobs, dry: true, actor: atConsole }
      const done = await auditArchive(database, auditSource, audit, progress.take).finally(progress.finish)
      if (!done.ok) throw new Error(refusalText(division, done.error))
      const { counts, comparison: found } = done.value
      const comparison = found ?? noComparison
      const nameOf = namesOf(releases)
      if (choice.xlsx !== undefined)
        await writeFile(choice.xlsx, await comparisonOfReleases(comparison, nameOf), { flag: 'wx' })
      const digests = releases.map(({ digest }) => digest)
      if (json === true)
        return print({
          division,
          ...days,
          releases: digests,
          visits: counts.visits,
          lines: counts.lines,
          ...comparison,
        })
      const byRule = Object.entries(comparison.rules).map(([code, byProvider]) => ({
        names: [code, nameOf(code)],
        compared: wholeOfRule(byProvider),
      }))
      const byPlace = Object.entries(comparison.rules).flatMap(([code, byProvider]) =>
        Object.entries(byProvider).map(([provider, compared]) => ({ names: [code, provider], compared })),
      )
      print(
        [
          `${digests.map((digest) => digest.slice(0, 12)).join(' → ')}  ${division} ${daysText(days)}  ${counts.visits} 次就诊 visits，${counts.lines} 行 lines`,
          '',
          ...comparedLines(['规则 rule', '名称 name'], byRule),
          '',
          ...comparedLines(['规则 rule', '机构 institution'], byPlace, mostPlaces),
          ...(comparison.examples.length === 0 ? [] : ['', '例 examples', ...comparison.examples.map(exampleLine)]),
        ].join('\n'),
      )
    },
    { readOnly: true },
  )
}

/** `yibao audit compare`. */
export function auditCompareCommand(): Command {
  return databaseOptions(new Command('compare'))
    .description(
      '比较两个规则版本在过去时段的发现与金额，不写入 what two releases find in the same past, and the money; writes nothing',
    )
    .argument('<before>', '原版本：摘要或规则目录 the earlier release: a digest or a folder')
    .argument('<after>', '新版本 the later one')
    .requiredOption('--from <date>', '首个结算日 first day of settlement', dateArgument)
    .requiredOption('--to <date>', '末个结算日（含） last day, included', dateArgument)
    .requiredOption('--division <code>', '统筹区 the region', divisionArgument)
    .option('--rule <code>', '只比此规则，可多次 only this rule; may be repeated', oneMore)
    .option('--jobs <count>', '线程数 threads', countArgument, availableParallelism())
    .option('--xlsx <file>', '另存为 Excel write it as a workbook too')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao audit compare 1f3a9c ./draft --from 2025-01-01 --to 2025-03-31 --division 330200',
    )
    .action(compare)
}
