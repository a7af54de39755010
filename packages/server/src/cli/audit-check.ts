import { ruleCost } from '../files/audit-cost.ts'
import type { AuditFolder } from '../files/audit-folder.ts'
import { catalogueCodes } from '../files/knowledge-codes.ts'
import { unknownCodes } from '../files/knowledge-import.ts'
import { type AuthorProblem, problemText } from '../files/policy-sheet.ts'
import { tableLines } from '../text/table-text.ts'
import { readAudit } from './audit-folder.ts'
import { note } from './options.ts'
import { print } from './output.ts'

export interface AuditCheckOptions {
  readonly folder?: string
  /** A catalogue that must know every code of the tables. */
  readonly catalogue?: string
  readonly json?: boolean
}

interface FamilyCount {
  readonly class: string
  readonly rules: number
  readonly cases: number
  readonly dearest: string
  readonly cost: number
}

function familiesOf({ rules }: AuditFolder): readonly FamilyCount[] {
  const classes = [...new Set(rules.map(({ rule }) => rule.class))]
  return classes.map((name) => {
    const own = rules.filter(({ rule }) => rule.class === name)
    const costs = own.map(({ rule }) => ({ code: rule.code, cost: ruleCost(rule) })).sort((a, b) => b.cost - a.cost)
    const cases = own.reduce((sum, { examples }) => sum + examples.length, 0)
    return { class: name, rules: own.length, cases, dearest: costs[0]?.code ?? '', cost: costs[0]?.cost ?? 0 }
  })
}

interface TableCount {
  readonly table: string
  readonly zh: string
  readonly points: number
  readonly codes: number
  readonly rules: readonly string[]
}

function tablesOf({ shapes, points, rules }: AuditFolder): readonly TableCount[] {
  return [...shapes.values()].map(({ name, zh }) => {
    const rows = points.get(name) ?? []
    return {
      table: name,
      zh,
      points: new Set(rows.map(({ point }) => point)).size,
      codes: new Set(rows.map(({ key }) => key)).size,
      rules: rules.filter(({ rule }) => rule.table === name).map(({ rule }) => rule.code),
    }
  })
}

/** Rules whose table is empty are sound and find nothing: whoever puts them in force should know. */
function emptyLines(tables: readonly TableCount[]): readonly string[] {
  const empty = tables.filter(({ points }) => points === 0)
  const rules = empty.flatMap(({ rules: users }) => users)
  if (rules.length === 0) return []
  return [
    `${empty.length} 张知识表没有知识点，导入以前这些规则不会命中 tables have no points, until then these rules find nothing: ${rules.join(' ')}`,
  ]
}

/** Codes of the tables that a catalogue does not know; none are looked for without one. */
async function unknownOf({ shapes, points }: AuditFolder, path: string | undefined): Promise<readonly AuthorProblem[]> {
  if (path === undefined) return []
  const codes = await catalogueCodes(path)
  return [...points].flatMap(([name, rows]) => {
    const shape = shapes.get(name)
    return shape === undefined ? [] : unknownCodes(rows, shape, codes)
  })
}

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

/** Reads everything of a folder and says what is in it, or everything that is wrong with it. */
export async function auditCheck(options: AuditCheckOptions): Promise<void> {
  const { folder: read, problems: own } = await readAudit(options.folder)
  const unknown = read === null ? [] : await unknownOf(read, options.catalogue)
  const problems = [...own, ...unknown]
  const folder = problems.length === 0 ? read : null
  process.exitCode = folder === null ? 1 : 0
  if (folder === null) {
    if (options.json === true) return print({ ok: false, problems })
    return print([...problems.map(problemText), `${problems.length} 个问题 problems`].join('\n'))
  }
  const [families, tables] = [familiesOf(folder), tablesOf(folder)]
  const { overrides, notCovered, rules, sides } = folder
  if (options.json === true)
    return print({
      ok: true,
      problems,
      families,
      tables,
      overrides: overrides.length,
      sides: sides.size,
      notCovered: notCovered.length,
    })
  for (const { table, rules: users } of tables) {
    if (users.length === 0) note(`知识表 ${table} 没有规则使用 no rule uses this table`)
  }
  const familyTable = tableLines(
    [left('类别 class'), right('规则 rules'), right('算例 cases'), left('最费者 dearest'), right('步数 steps')],
    families.map((count) => [count.class, String(count.rules), String(count.cases), count.dearest, String(count.cost)]),
  )
  const pointTable = tableLines(
    [left('知识表 table'), left(''), right('知识点 points'), right('编码 codes'), left('规则 rules')],
    tables.map(({ table, zh, points, codes, rules: users }) => [
      table,
      zh,
      String(points),
      String(codes),
      users.join(' '),
    ]),
  )
  const cases = families.reduce((sum, count) => sum + count.cases, 0)
  const total = `没有问题 no problem: ${rules.length} rules, ${cases} cases, ${tables.length} knowledge tables, ${sides.size} side tables, ${overrides.length} overrides, ${notCovered.length} not covered`
  print([...familyTable, '', ...pointTable, '', ...emptyLines(tables), total].join('\n'))
}
