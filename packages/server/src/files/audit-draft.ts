import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditRelease, AuditRule, KnowledgeTable } from '@yibao/core/audit'
import type { DraftCase, DraftReading, RuleText } from '../flows/rule-desk.ts'
import { caseDifferences } from './audit-case-differences.ts'
import { type AuditCase, casesOf, isHitCase, runAuditCase } from './audit-cases.ts'
import { type RuleSurroundings, ruleOfSheet } from './audit-rule-yaml.ts'
import { knowledgeShapesOf, sideTablesOf } from './audit-tables-yaml.ts'
import { readKnowledge, tableOfRows } from './knowledge-tsv.ts'
import { openFile } from './policy-folders.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'

/** Tables that a draft may name, read once. */
export interface DraftSurroundings extends RuleSurroundings {
  readonly folder: string
}

/** What the rules of a folder may name. @throws Error with every problem of its two files */
export async function draftSurroundings(folder: string): Promise<DraftSurroundings> {
  const problems: AuthorProblem[] = []
  const sides = sideTablesOf(await openFile(folder, 'side-tables.yaml', problems))
  const shapes = knowledgeShapesOf(await openFile(join(folder, 'knowledge'), 'tables.yaml', problems))
  if (problems.length === 0) return { folder, sides, shapes }
  throw new Error(`规则目录有误 the folder of rules has problems:\n${problems.map(problemText).join('\n')}`)
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The file of a rule in a folder, by its version or by its code alone; null when there is none. */
export async function ruleText(folder: string, { code, class: family, range }: AuditRule): Promise<RuleText | null> {
  for (const name of [`${code}.${range.from}.yaml`, `${code}.yaml`]) {
    try {
      return { file: `${family}/${name}`, yaml: await readFile(join(folder, family, name), 'utf8') }
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  return null
}

/** The table that a draft names: that in force, else the one of the folder, which is empty without a file. */
async function tableNamed(
  { folder, shapes }: DraftSurroundings,
  name: string,
  inForce: AuditRelease['tables'],
  problems: AuthorProblem[],
): Promise<KnowledgeTable | null> {
  const known = inForce.get(name)
  if (known !== undefined) return known
  const shape = shapes.get(name)
  if (shape === undefined) return null
  const file = `${name}.tsv`
  try {
    const reading = await readKnowledge(join(folder, 'knowledge', file), shape, `knowledge/${file}`)
    problems.push(...reading.problems)
    return tableOfRows(shape, reading.rows, null)
  } catch (error) {
    if (isMissing(error)) return tableOfRows(shape, [], null)
    throw error
  }
}

function caseOf(example: AuditCase): DraftCase {
  const differences = caseDifferences(example, runAuditCase(example, 'compiled'))
  const { name, place } = example
  return { name, line: place.line, hits: isHitCase(example), passes: differences.length === 0, differences }
}

const told = ({ line, what, value, cure }: AuthorProblem) => ({ line, what, value: value ?? null, cure })

/**
 * Reads a text as one rule among the tables of a folder, and runs its cases.
 *
 * @param inForce tables whose points count before those of the folder
 */
export async function readDraft(
  around: DraftSurroundings,
  yaml: string,
  inForce: AuditRelease['tables'],
): Promise<DraftReading> {
  const problems: AuthorProblem[] = []
  const spot = openSheet('rule.yaml', yaml, problems)
  const written = spot.node === null ? null : ruleOfSheet(spot, around)
  const name = written?.rule.table ?? null
  const table = name === null ? null : await tableNamed(around, name, inForce, problems)
  const tables = new Map(table === null ? [] : [[table.table, table] as const])
  const examples = written === null ? [] : casesOf(written, { ...around, tables })
  const hits = examples.filter(isHitCase).length
  if (written !== null && (hits < 2 || examples.length - hits < 2)) {
    const what = `${hits} cases that hit and ${examples.length - hits} that do not`
    problems.push({ ...written.place, what, cure: 'write two of each at least', value: written.rule.code })
  }
  const isSound = problems.length === 0 && written !== null
  return {
    rule: isSound ? written.rule : null,
    problems: problems.map(told),
    cases: isSound ? examples.map(caseOf) : [],
    table,
  }
}
