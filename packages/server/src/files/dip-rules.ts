import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { checkRules, type DipRules, type RulesFinding } from '@yibao/core/dip'
import { type DateRange, ok, type Result, rangesOverlap, refuse } from '@yibao/core/kernel'
import { findingWords } from '../text/dip-words.ts'
import { readOperations } from './dip-operations.ts'
import { auxiliaryOf, besideRules, deviationOf } from './dip-rules-auxiliary.ts'
import {
  combinationOf,
  comprehensiveOf,
  decimalsOf,
  institutionOf,
  matchingOf,
  primaryOf,
  scoreOf,
  sectionOf,
  spotsByName,
  trimmingOf,
  unknownOf,
  weightsOf,
  wholeOf,
} from './dip-rules-sections.ts'
import {
  type AuthorProblem,
  complain,
  fieldsOf,
  itemsOf,
  openSheet,
  problemText,
  type Spot,
  textOf,
} from './policy-sheet.ts'
import { dateOfSpot, rateOfSpot, wordOf } from './policy-values.ts'

/** Rules as their file has them: one version or several, by the days for which a directory of them groups. */
interface DipRulesFile {
  readonly name: string
  readonly title: string
  readonly versions: readonly DipRules[]
}

/** Where a finding of core stands in the file: the section that makes the value. */
const sectionOfFinding: Readonly<Record<string, string>> = {
  yearWeights: 'years',
  range: 'from',
  threshold: 'core',
  scale: 'score',
  primaryGroups: 'primary',
}

function spotOfFinding({ where }: RulesFinding, version: Spot): Spot {
  const [first = '', second = ''] = where.split('.')
  const sections = spotsByName(version)
  const section = sections.get(sectionOfFinding[first] ?? first)
  if (section === undefined) return version
  const tables = first === 'auxiliary' ? spotsByName(section).get('tables') : undefined
  const named = tables === undefined ? [] : itemsOf(tables)
  return named.find((table) => textOf(fieldsOf(table, [], ['name'], allKeys).name ?? table) === second) ?? section
}

const allKeys = ['scope', 'effect', 'rows', 'bands', 'severity']

async function versionOf(spot: Spot, name: string, title: string, path: string): Promise<DipRules> {
  const sectionNames = [
    'years',
    'diagnosis',
    'operations',
    'combination',
    'core',
    'trimming',
    'score',
    'comprehensive',
    'matching',
    'primary',
    'auxiliary',
    'deviation',
    'institution',
    'watch',
  ] as const
  const fields = fieldsOf(spot, ['from', 'year', ...sectionNames], ['until'])
  const years = sectionOf(fields.years, ['weights'])
  const diagnosis = sectionOf(fields.diagnosis, ['key'])
  const operations = sectionOf(fields.operations, ['file', 'unknown'])
  const combination = sectionOf(fields.combination, ['tiers', 'code', 'most'])
  const core = sectionOf(fields.core, ['threshold', 'rare'])
  const trimming = sectionOf(fields.trimming, ['per'], ['low', 'high'])
  const score = sectionOf(fields.score, ['method', 'scale', 'decimals'], ['mean', 'reference', 'quota'])
  const comprehensive = sectionOf(fields.comprehensive, ['by', 'withGrade', 'threshold'], ['ranges'])
  const matching = sectionOf(fields.matching, ['operations', 'ties', 'rest', 'conservativeWithOperations', 'unmatched'])
  const primary = sectionOf(fields.primary, ['groups'])
  const auxiliary = sectionOf(fields.auxiliary, ['several', 'intensiveCareDay', 'tumour', 'lists', 'tables'])
  const deviation = sectionOf(fields.deviation, ['test', 'factor', 'fallback', 'low', 'high', 'extreme', 'forms'])
  const institution = sectionOf(fields.institution, ['basic', 'additions', 'most', 'decimals'], ['listed'])
  const watch = sectionOf(fields.watch, ['unstableAbove', 'fewCases'])
  const all = [years, diagnosis, operations, combination, core, trimming, score, comprehensive]
  const others = [matching, primary, auxiliary, deviation, institution, watch]
  const until = fields.until === null ? null : dateOfSpot(fields.until)
  const range: DateRange = { from: dateOfSpot(fields.from), until }
  return {
    name,
    title,
    range,
    year: wholeOf(fields.year, 1990),
    yearWeights: weightsOf(years.fields.weights),
    diagnosisKey: wordOf(diagnosis.fields.key, ['category', 'subcategory', 'full']),
    operations: await operationsOf(operations.fields.file, path),
    unknownOperation: unknownOf(operations.fields.unknown),
    combination: combinationOf(combination.fields.tiers, combination.fields.code, combination.fields.most),
    threshold: wholeOf(core.fields.threshold, 1),
    rare: wordOf(core.fields.rare, ['comprehensive', 'matching-core']),
    trimming: trimmingOf(trimming.fields.per, trimming.fields.low, trimming.fields.high, fields.trimming),
    score: scoreOf(score.fields, fields.score),
    scale: wholeOf(score.fields.scale, 1),
    scoreDecimals: decimalsOf(score.fields.decimals),
    comprehensive: comprehensiveOf(comprehensive.fields),
    matching: matchingOf(matching.fields),
    primaryGroups: primaryOf(primary.fields.groups),
    auxiliary: await auxiliaryOf(auxiliary.fields, path),
    deviation: deviationOf(deviation.fields),
    institution: institutionOf(institution.fields),
    unstableAbovePpm: rateOfSpot(watch.fields.unstableAbove, true),
    fewCases: wholeOf(watch.fields.fewCases, 1),
    sources: [...all, ...others].map(({ source }) => source),
  }
}

async function operationsOf(file: Spot, rulesPath: string): Promise<DipRules['operations']> {
  const path = textOf(file)
  if (path === null) return []
  const { values, problems } = await besideRules(file, rulesPath, path, readOperations)
  for (const { line, what, cure, value } of problems) complain(file, `${path}:${line}: ${what}`, cure, value)
  return values
}

function checkOverlaps(spots: readonly Spot[], versions: readonly DipRules[]): void {
  for (const [index, later] of versions.entries()) {
    const earlier = versions.slice(0, index).find((one) => rangesOverlap(one.range, later.range))
    const spot = spots[index]
    if (earlier === undefined || spot === undefined) continue
    const value = `${later.range.from} – ${later.range.until ?? ''}`
    const cure = `end one before the other begins; the other runs from ${earlier.range.from} until ${earlier.range.until ?? 'further notice'}`
    complain(spot, 'two versions hold on the same day', cure, value)
  }
}

/**
 * Reads DIP rules from a YAML file. A value without its section's source, a limit without its side, a test without what it
 * compares with, versions that overlap, bands with gaps: refused, each with file, line, value and cure.
 *
 * @param path of `rules.yaml`; files it names are looked up from there
 */
export async function examineDipRules(path: string): Promise<Result<DipRulesFile, readonly AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const name = join(basename(dirname(path)), basename(path))
  const spot = openSheet(name, await readFile(path, 'utf8'), problems)
  const fields = fieldsOf(spot, ['dip', 'title', 'versions'], ['about'])
  const id = textOf(fields.dip) ?? ''
  const title = textOf(fields.title) ?? ''
  const items = itemsOf(fields.versions)
  if (items.length === 0 && fields.versions.node !== null) {
    complain(fields.versions, 'no version', 'write `- from: 2025-01-01` and what holds from then on')
  }
  const versions: DipRules[] = []
  for (const item of items) versions.push(await versionOf(item, id, title, path))
  if (problems.length === 0) checkOverlaps(items, versions)
  if (problems.length > 0) return refuse(problems)
  for (const [index, rules] of versions.entries()) {
    const version = items[index]
    if (version === undefined) continue
    for (const finding of checkRules(rules)) {
      const { what, cure, value } = findingWords(finding)
      complain(spotOfFinding(finding, version), what, cure, value)
    }
  }
  return problems.length > 0 ? refuse(problems) : ok({ name: id, title, versions })
}

/**
 * The version of a rules file for a year.
 *
 * @param year of the directory; null when the file has only one version
 * @throws Error with every problem of the file, or the years that it has
 */
export async function readDipRules(path: string, year: number | null): Promise<DipRules> {
  const read = await examineDipRules(path)
  if (!read.ok) {
    const lines = read.error.slice(0, 30).map(problemText)
    throw new Error(`DIP 规则有误 the DIP rules ${path} have problems:\n${lines.join('\n')}`)
  }
  const { versions } = read.value
  const found = versions.filter((one) => year === null || one.year === year)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const years = versions.map((one) => one.year).join(', ')
  throw new Error(
    `${path}：${year === null ? '有多个版本 has several versions' : `没有 ${year} 年的版本 has no version for ${year}`}；请用 --year 指定 name one with --year: ${years}`,
  )
}
