import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AuditRelease, KnowledgeTable } from '@yibao/core/audit'
import { type DivisionCode, type IsoDate, ok, type Result, rangesOverlap, refuse } from '@yibao/core/kernel'
import { type AuditCase, casesOf, isHitCase } from './audit-cases.ts'
import { type AuditOverride, overridesOf, rulesOfRegion } from './audit-regions.ts'
import { makeRelease } from './audit-release.ts'
import { ruleClasses, ruleOfSheet, type WrittenRule } from './audit-rule-yaml.ts'
import { type KnowledgeShape, knowledgeShapesOf, type SideTable, sideTablesOf } from './audit-tables-yaml.ts'
import { type KnowledgeRow, readKnowledge, tableOfRows } from './knowledge-tsv.ts'
import { openFile } from './policy-folders.ts'
import { type AuthorProblem, complain, entriesOf, type Spot } from './policy-sheet.ts'
import { bothLanguages } from './policy-values.ts'

/** A rule that is not written, and why. */
interface NotCovered {
  readonly code: string
  readonly reason: { readonly zh: string; readonly en: string }
}

/** A rule with its worked examples. */
export interface LoadedRule extends WrittenRule {
  readonly examples: readonly AuditCase[]
}

/** All that a folder of rules holds. */
export interface AuditFolder {
  readonly rules: readonly LoadedRule[]
  readonly sides: ReadonlyMap<string, SideTable>
  readonly shapes: ReadonlyMap<string, KnowledgeShape>
  /** The points of each table that has a file. */
  readonly points: ReadonlyMap<string, readonly KnowledgeRow[]>
  readonly overrides: readonly AuditOverride[]
  readonly notCovered: readonly NotCovered[]
}

/** A part that is not there is empty: a region may have rules without overrides. A folder with the name of a file is reported. */
async function filesIn(folder: string, ending: string, problems: AuthorProblem[]): Promise<readonly string[]> {
  try {
    const all = await readdir(folder, { withFileTypes: true })
    const named = all.filter(({ name }) => name.endsWith(ending) && !name.startsWith('.'))
    for (const { name } of named.filter((entry) => entry.isDirectory())) {
      const cure = `remove it, or give it a name without ${ending}`
      problems.push({ file: `${basename(folder)}/${name}`, line: 1, what: 'a folder where a file is expected', cure })
    }
    return named.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function openOne(folder: string, file: string, problems: AuthorProblem[]): Promise<Spot | null> {
  if ((await filesIn(folder, '.yaml', [])).includes(file)) return openFile(folder, file, problems)
  problems.push({
    file,
    line: 1,
    what: 'no such file',
    cure: `a folder of rules has a ${file}; name the right folder or add it`,
  })
  return null
}

function checkPlace(spot: Spot, file: string, folder: string, { rule }: WrittenRule): void {
  if (rule.class !== folder)
    complain(spot, 'the rule is not in the folder of its class', `move it to ${rule.class}/`, folder)
  if (file !== `${rule.code}.yaml` && file !== `${rule.code}.${rule.range.from}.yaml`) {
    complain(
      spot,
      'the file is not named after its rule',
      `name it ${rule.code}.yaml or ${rule.code}.${rule.range.from}.yaml`,
      file,
    )
  }
}

async function readRules(
  folder: string,
  around: Pick<AuditFolder, 'sides' | 'shapes'>,
  problems: AuthorProblem[],
): Promise<readonly WrittenRule[]> {
  const rules: WrittenRule[] = []
  for (const family of ruleClasses) {
    for (const file of await filesIn(join(folder, family), '.yaml', problems)) {
      const spot = await openFile(join(folder, family), file, problems)
      if (spot.node === null) continue
      const rule = ruleOfSheet(spot, around)
      if (rule === null) continue
      checkPlace(spot, file, family, rule)
      rules.push(rule)
    }
  }
  return rules
}

/** Two versions of one rule may not stand on one day. */
function checkVersions(rules: readonly WrittenRule[], problems: AuthorProblem[]): void {
  for (const [index, { rule, place }] of rules.entries()) {
    const other = rules
      .slice(0, index)
      .find((one) => one.rule.code === rule.code && rangesOverlap(one.rule.range, rule.range))
    if (other === undefined) continue
    const cure = `end the one in ${other.place.file} by \`until:\` before this begins`
    problems.push({
      ...place,
      what: 'two versions of a rule whose dates overlap',
      value: `${rule.code} ${rule.range.from}`,
      cure,
    })
  }
}

/** The points of every table that has a file; what is wrong with them is reported. */
export async function readTables(
  folder: string,
  shapes: AuditFolder['shapes'],
  problems: AuthorProblem[],
): Promise<Map<string, readonly KnowledgeRow[]>> {
  const points = new Map<string, readonly KnowledgeRow[]>()
  for (const file of await filesIn(folder, '.tsv', problems)) {
    const shape = shapes.get(file.slice(0, -4))
    if (shape === undefined) {
      problems.push({
        file: `knowledge/${file}`,
        line: 1,
        what: 'a table that tables.yaml does not name',
        cure: 'add it to knowledge/tables.yaml',
      })
      continue
    }
    const reading = await readKnowledge(join(folder, file), shape, `knowledge/${file}`)
    problems.push(...reading.problems)
    points.set(shape.name, reading.rows)
  }
  return points
}

async function readOverrides(
  folder: string,
  rules: readonly WrittenRule[],
  problems: AuthorProblem[],
): Promise<readonly AuditOverride[]> {
  const all: AuditOverride[] = []
  for (const file of await filesIn(folder, '.yaml', problems)) {
    const spot = await openFile(folder, file, problems)
    if (spot.node !== null) all.push(...overridesOf(spot, rules))
  }
  return all
}

function notCoveredOf(spot: Spot, rules: readonly WrittenRule[]): readonly NotCovered[] {
  return entriesOf(spot).map((entry) => {
    if (rules.some(({ rule }) => rule.code === entry.name))
      complain(entry, `${entry.name} is written`, 'take it out of this list')
    return { code: entry.name, reason: bothLanguages(entry) }
  })
}

/** Every table that has points, as it stands on a day; those without a file are empty. */
function tablesOn(
  { shapes, points }: Pick<AuditFolder, 'shapes' | 'points'>,
  on: IsoDate | null,
): Map<string, KnowledgeTable> {
  return new Map(
    [...shapes.values()].map((shape) => [shape.name, tableOfRows(shape, points.get(shape.name) ?? [], on)]),
  )
}

/** Rules with their cases read; what is wrong with these is reported. */
export function withCases(
  rules: readonly WrittenRule[],
  around: Pick<AuditFolder, 'sides' | 'shapes' | 'points'>,
  problems: AuthorProblem[],
): readonly LoadedRule[] {
  const surroundings = { ...around, tables: tablesOn(around, null) }
  return rules.map((rule) => {
    const examples = casesOf(rule, surroundings)
    const hits = examples.filter(isHitCase).length
    if (hits < 2 || examples.length - hits < 2) {
      const what = `${hits} cases that hit and ${examples.length - hits} that do not`
      problems.push({ ...rule.place, what, cure: 'write two of each at least', value: rule.rule.code })
    }
    return { ...rule, examples }
  })
}

/**
 * Reads a folder of rules with their cases, knowledge tables, side tables, regional overrides and the list of what is not covered.
 *
 * @param folder `policy/audit` or a folder like it
 * @param reading `rules` leaves the cases unread: a server that starts needs none, and they take half of the time
 * @returns all of it, or every problem found, each with file, line and cure
 */
export async function loadAuditFolder(
  folder: string,
  reading: 'rules' | 'rules-and-cases' = 'rules-and-cases',
): Promise<Result<AuditFolder, readonly AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const sideSpot = await openOne(folder, 'side-tables.yaml', problems)
  const shapeSpot = await openOne(join(folder, 'knowledge'), 'tables.yaml', problems)
  const sides = sideSpot?.node == null ? new Map<string, SideTable>() : sideTablesOf(sideSpot)
  const shapes = shapeSpot?.node == null ? new Map<string, KnowledgeShape>() : knowledgeShapesOf(shapeSpot)
  const points = await readTables(join(folder, 'knowledge'), shapes, problems)
  const written = await readRules(folder, { sides, shapes }, problems)
  checkVersions(written, problems)
  const overrides = await readOverrides(join(folder, 'regions'), written, problems)
  const list = (await filesIn(folder, '.yaml', problems)).includes('not-covered.yaml')
    ? await openFile(folder, 'not-covered.yaml', problems)
    : null
  const notCovered = list?.node == null ? [] : notCoveredOf(list, written)
  const none = written.map((rule) => ({ ...rule, examples: [] }))
  const rules = reading === 'rules' ? none : withCases(written, { sides, shapes, points }, problems)
  return problems.length > 0 ? refuse(problems) : ok({ rules, sides, shapes, points, overrides, notCovered })
}

/**
 * The rules and tables of a division, with what its region sets otherwise.
 *
 * @param on the day whose points of knowledge are taken; without it those that no day ends
 */
export function releaseFor(folder: AuditFolder, division: DivisionCode, on: IsoDate | null = null): AuditRelease {
  const rules = rulesOfRegion(
    folder.rules.map(({ rule }) => rule),
    folder.overrides,
    division,
  )
  const used = new Set(rules.flatMap(({ table }) => (table === null ? [] : [table])))
  const tables = [...tablesOn(folder, on)].filter(([name]) => used.has(name))
  return makeRelease(rules, new Map(tables))
}
