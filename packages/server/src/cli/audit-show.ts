import { caseDifferences } from '../files/audit-case-differences.ts'
import { type AuditCase, isHitCase, runAuditCase } from '../files/audit-cases.ts'
import { ruleCost } from '../files/audit-cost.ts'
import { needsSideFacts } from '../files/audit-facts.ts'
import type { AuditFolder, LoadedRule } from '../files/audit-folder.ts'
import { ruleLines } from '../text/audit-rule.ts'
import type { Language } from '../text/words.ts'
import { soundRules } from './audit-folder.ts'
import { print } from './output.ts'

export interface AuditShowOptions {
  readonly folder?: string
  readonly json?: boolean
  readonly lang: Language
}

function caseLine(example: AuditCase, language: Language): string {
  const mark = caseDifferences(example, runAuditCase(example, 'compiled')).length === 0 ? '✓' : '✗'
  const { file, line } = example.place
  return `  ${mark} ${isHitCase(example) ? '●' : '○'} ${example.name[language]} (${file}:${line})`
}

function tableLine({ rule }: LoadedRule, { points }: AuditFolder): readonly string[] {
  if (rule.table === null) return []
  const rows = points.get(rule.table) ?? []
  const numbers = new Set(rows.map(({ point }) => point)).size
  return [`知识表 table ${rule.table}: ${numbers} 个知识点 points, ${rows.length} 条 rows`]
}

function shown(loaded: LoadedRule, folder: AuditFolder, language: Language): readonly string[] {
  const { rule, sources, evidence, confidence, place, examples } = loaded
  return [
    ...ruleLines(rule, language),
    `来源 sources: ${sources.join(', ')} · ${evidence} · ${confidence} · ${place.file}:${place.line}`,
    ...tableLine(loaded, folder),
    `每行步数 steps for a row: ${ruleCost(rule)}${needsSideFacts(rule, folder.sides) ? ' · 仅以外部数据测试 tested with imported facts only' : ''}`,
    `算例 cases (● 命中 hit, ○ 不命中 no hit):`,
    ...examples.map((example) => caseLine(example, language)),
  ]
}

/** Shows a rule in all its dated versions: in words, with its conditions, parameters, table and cases. */
export async function auditShow(code: string, options: AuditShowOptions): Promise<void> {
  const { folder, rules } = await soundRules(options.folder, [code])
  if (options.json === true) {
    return print({
      versions: rules.map(({ rule, sources, evidence, confidence, place, examples }) => ({
        ...rule,
        sources,
        evidence,
        confidence,
        place,
        sideFactsOnly: needsSideFacts(rule, folder.sides),
        cases: examples.map((example) => ({ name: example.name, hit: isHitCase(example), place: example.place })),
      })),
    })
  }
  print(rules.map((rule) => shown(rule, folder, options.lang).join('\n')).join('\n\n'))
}
