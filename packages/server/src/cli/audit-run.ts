import { availableParallelism } from 'node:os'
import type { AuditRelease } from '@yibao/core/audit'
import { addDays, type DivisionCode, divisionCode, fen, type IsoDate, yuan } from '@yibao/core/kernel'
import { Command } from 'commander'
import { auditArchive } from '../audit-desk.ts'
import { sumCounts, wholeOf } from '../flows/audit-counts.ts'
import { keepAuditRelease } from '../flows/audit-releases.ts'
import type { AuditRunRefusal, RunReport } from '../flows/audit-run.ts'
import type { AuditScope } from '../flows/audit-run-ports.ts'
import { atConsole } from '../flows/operation-log.ts'
import { auditedSpans, auditReleaseStore, auditsInForce, keptAuditRelease } from '../store/audit-release-store.ts'
import type { Database } from '../store/database.ts'
import { notEvaluatedLines, ruleLines } from '../text/audit-archive.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { auditProgress } from './audit-progress.ts'
import { auditSource, divisionArgument, releaseNamed } from './audit-source.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface RunChoice extends DatabaseChoice {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly division?: DivisionCode
  readonly release?: string
  readonly rule?: readonly string[]
  readonly jobs: number
  readonly dry?: true
  readonly json?: true
}

interface Work {
  readonly scope: AuditScope
  readonly release: AuditRelease
}

/** @throws Error when the days are the wrong way about */
export function daysOf({ from, to }: Pick<RunChoice, 'from' | 'to'>): Pick<AuditScope, 'from' | 'until'> {
  if (to < from) throw new Error(`--to ${to} 早于 is before --from ${from}：请改正日期 correct the days`)
  return { from, until: addDays(to, 1) }
}

/** The first and the last day of a scope, as people give them. */
export const daysText = ({ from, until }: Pick<AuditScope, 'from' | 'until'>): string =>
  `${from} .. ${addDays(until, -1)}`

/** @throws Error when no release has one of the rules */
export function requireRules(releases: readonly AuditRelease[], named: readonly string[] = []): void {
  const known = new Set(releases.flatMap(({ rules }) => rules.map(({ code }) => code)))
  const unknown = named.filter((code) => !known.has(code))
  if (unknown.length === 0) return
  throw new Error(`没有此规则 no rule ${unknown.join(', ')}：请查看 see ./yibao audit list`)
}

/** What is to be done, region by region, each span of days under the release that governs it. */
async function worksOf({ pool }: Database, choice: RunChoice): Promise<readonly Work[]> {
  const days = daysOf(choice)
  const { division, release: named } = choice
  const inForce = await auditsInForce(pool)
  const divisions = division === undefined ? [...new Set(inForce.map((one) => one.division))] : [division]
  if (divisions.length === 0) {
    throw new Error(
      '没有启用的规则版本 no release is in force: ./yibao audit release import --division 330200 --from 2025-01-01，或指定 or name --division and --release',
    )
  }
  const works: Work[] = []
  for (const code of divisions) {
    const scope = { division: divisionCode(code), ...days }
    if (named !== undefined) {
      works.push({ scope, release: await releaseNamed(pool, named, { division: scope.division, on: days.from }) })
      continue
    }
    for (const { digest, ...span } of await auditedSpans(pool, scope.division, days)) {
      const release = await keptAuditRelease(pool, digest)
      if (release !== null) works.push({ scope: { ...scope, ...span }, release })
    }
  }
  if (works.length > 0) return works
  throw new Error(
    `${divisions.join(', ')}：这些日子没有启用的版本 no release is in force on these days; name one by --release`,
  )
}

/** The name of a rule under any of the releases. */
export function namesOf(releases: readonly AuditRelease[]): (code: string) => string {
  const names = new Map(releases.flatMap(({ rules }) => rules.map(({ code, name }) => [code, name.zh] as const)))
  return (code) => names.get(code) ?? code
}

/** Why an audit of the archive was not begun, and what to do. */
export function refusalText(division: DivisionCode, refusal: AuditRunRefusal): string {
  if (refusal.code === 'audit.busy')
    return `${division}：另有一次审核正在进行 another audit of the region is under way: wait for it`
  const { completeFrom } = refusal
  return `${division}：${completeFrom} 以前有月份的明细已归档，不能审核 lines before ${completeFrom} were archived and dropped: 请从该日起 begin with --from ${completeFrom}; 见 see ./yibao retention show`
}

async function runOne(database: Database, { scope, release }: Work, choice: RunChoice): Promise<RunReport> {
  const dry = choice.dry === true
  if (!dry) {
    // A run names its release for good, so that what it found can be found again.
    await keepAuditRelease(
      auditReleaseStore(database.pool),
      auditSource,
      { release, scope: null, actor: atConsole },
      false,
    )
  }
  const progress = auditProgress(`${scope.division} ${scope.from}`, choice.json !== true)
  const audit = {
    scope,
    releases: [release] as const,
    only: choice.rule ?? null,
    jobs: choice.jobs,
    dry,
    actor: atConsole,
  }
  try {
    const done = await auditArchive(database, auditSource, audit, progress.take)
    if (done.ok) return done.value
    throw new Error(refusalText(scope.division, done.error))
  } finally {
    progress.finish()
  }
}

function report(works: readonly Work[], reports: readonly RunReport[], seconds: number, dry: boolean): string {
  const counts = sumCounts(reports.map((one) => one.counts))
  const nameOf = namesOf(works.map(({ release }) => release))
  const { hits, stake, notEvaluated } = wholeOf(counts)
  const runs = works.map(({ scope, release }, index) => {
    const { runId, resumed } = reports[index] ?? {}
    const on = resumed === true ? '（接续 taken up again）' : ''
    return `${scope.division} ${daysText(scope)} ${release.digest.slice(0, 12)} ${runId ?? '试运行 dry run'}${on}`
  })
  const added = dry ? '未写入 nothing written' : `新增 added ${counts.added}`
  return [
    ...runs,
    `${counts.persons} 人 persons，${counts.visits} 次就诊 visits，${counts.lines} 行 lines，${seconds.toFixed(1)} s，${Math.round(counts.lines / seconds)} 行 lines/s`,
    `发现 findings ${hits}，涉及 at stake ${yuan(fen(stake))} 元 yuan，${added}；未评估 not evaluated ${notEvaluated}`,
    '',
    ...ruleLines(counts, nameOf),
    '',
    ...notEvaluatedLines(counts, nameOf),
  ].join('\n')
}

async function run(choice: RunChoice): Promise<void> {
  await requireExisting(choice)
  await withDatabase(choice, async (database) => {
    const works = await worksOf(database, choice)
    requireRules(
      works.map(({ release }) => release),
      choice.rule,
    )
    const begin = performance.now()
    const reports: RunReport[] = []
    for (const work of works) reports.push(await runOne(database, work, choice))
    const seconds = (performance.now() - begin) / 1000
    if (choice.json !== true) return print(report(works, reports, seconds, choice.dry === true))
    const runs = works.map(({ scope, release }, index) => ({ ...scope, digest: release.digest, ...reports[index] }))
    print({ runs, total: sumCounts(reports.map((one) => one.counts)), seconds, dry: choice.dry === true })
  })
}

/** The code of one more rule, where an option may be given several times. */
export const oneMore = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value.toUpperCase(),
]

/** `yibao audit run`. */
export function auditRunCommand(): Command {
  return databaseOptions(new Command('run'))
    .description(
      '事后审核：按结算日审核存档 audit the archive by days of settlement; a killed run goes on where it was',
    )
    .requiredOption('--from <date>', '首个结算日 first day of settlement', dateArgument)
    .requiredOption('--to <date>', '末个结算日（含） last day, included', dateArgument)
    .option('--division <code>', '统筹区 only this region (default: all with a release in force)', divisionArgument)
    .option('--release <release>', '版本摘要或规则目录 a digest or a folder (default: what is in force on the days)')
    .option('--rule <code>', '只用此规则，可多次 only this rule; may be repeated', oneMore)
    .option('--jobs <count>', '线程数 threads', countArgument, availableParallelism())
    .option('--dry', '试运行，不写入 write nothing')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit run --from 2025-03-01 --to 2025-03-31 --division 330200')
    .action(run)
}
