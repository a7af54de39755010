import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type AuditFolder, type LoadedRule, loadAuditFolder, readTables, withCases } from '../files/audit-folder.ts'
import { type KnowledgeShape, knowledgeShapesOf } from '../files/audit-tables-yaml.ts'
import type { KnowledgeRow } from '../files/knowledge-tsv.ts'
import { openFile } from '../files/policy-folders.ts'
import { type AuthorProblem, problemText } from '../files/policy-sheet.ts'
import { policyFolder } from '../files/shipped.ts'

/** The rules that ship with the platform. */
export const shippedAudit = join(policyFolder, 'audit')

/** Problems name files from the folder on; people want to open them from where they stand. */
function placed(folder: string, problem: AuthorProblem): AuthorProblem {
  const inner = [join(folder, problem.file), join(folder, '..', problem.file)].find((path) => existsSync(path))
  const near = relative(process.cwd(), inner ?? problem.file)
  return { ...problem, file: near.startsWith('..') ? (inner ?? problem.file) : near }
}

export interface AuditReading {
  readonly folder: AuditFolder | null
  readonly problems: readonly AuthorProblem[]
}

/** Reads a folder of rules, or what is wrong with it. */
export async function readAudit(
  named: string | undefined,
  reading: 'rules' | 'rules-and-cases' = 'rules-and-cases',
): Promise<AuditReading> {
  const folder = resolve(named ?? shippedAudit)
  const loaded = await loadAuditFolder(folder, reading)
  if (loaded.ok) return { folder: loaded.value, problems: [] }
  return { folder: null, problems: loaded.error.map((problem) => placed(folder, problem)) }
}

function refuse(problems: readonly AuthorProblem[]): never {
  throw new Error(`规则有误 the rules have problems:\n${problems.map(problemText).join('\n')}`)
}

/** A folder of rules without problems. @throws Error that lists them, each with file, line and cure */
export async function soundAudit(named: string | undefined): Promise<AuditFolder> {
  const { folder, problems } = await readAudit(named)
  return folder ?? refuse(problems)
}

/** A folder of which only the cases of some rules are read. @throws Error that lists what is wrong, or when a code is unknown */
export async function soundRules(
  named: string | undefined,
  codes: readonly string[],
): Promise<{ readonly folder: AuditFolder; readonly rules: readonly LoadedRule[] }> {
  const { folder, problems } = await readAudit(named, 'rules')
  if (folder === null) return refuse(problems)
  const found: AuthorProblem[] = []
  const rules = withCases(rulesNamed(folder, codes), folder, found)
  return found.length === 0
    ? { folder, rules }
    : refuse(found.map((problem) => placed(resolve(named ?? shippedAudit), problem)))
}

/** The rules with these codes, all of them without one. @throws Error when a code is unknown */
function rulesNamed(folder: AuditFolder, codes: readonly string[]): readonly LoadedRule[] {
  const wanted = codes.map((code) => code.toUpperCase())
  const known = new Set(folder.rules.map(({ rule }) => rule.code))
  const strange = wanted.filter((code) => !known.has(code))
  if (strange.length > 0) {
    throw new Error(`没有此规则 no rule ${strange.join(', ')}：请查看 see ./yibao audit list`)
  }
  return wanted.length === 0 ? folder.rules : folder.rules.filter(({ rule }) => wanted.includes(rule.code))
}

/** The knowledge tables that a folder names, without reading its rules. @throws Error that lists what is wrong with them */
export async function soundShapes(named: string | undefined): Promise<ReadonlyMap<string, KnowledgeShape>> {
  const problems: AuthorProblem[] = []
  const shapes = knowledgeShapesOf(
    await openFile(join(resolve(named ?? shippedAudit), 'knowledge'), 'tables.yaml', problems),
  )
  if (problems.length === 0) return shapes
  throw new Error(`知识表有误 the knowledge tables have problems:\n${problems.map(problemText).join('\n')}`)
}

/** The points of all tables of a folder. @throws Error that lists what is wrong with them */
export async function readKnowledgeOf(
  named: string | undefined,
  shapes: ReadonlyMap<string, KnowledgeShape>,
): Promise<ReadonlyMap<string, readonly KnowledgeRow[]>> {
  const problems: AuthorProblem[] = []
  const points = await readTables(join(resolve(named ?? shippedAudit), 'knowledge'), shapes, problems)
  if (problems.length === 0) return points
  throw new Error(`知识表有误 the knowledge tables have problems:\n${problems.map(problemText).join('\n')}`)
}
