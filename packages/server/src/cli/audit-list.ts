import { severityWords } from '@yibao/core/audit'
import { caseDifferences } from '../files/audit-case-differences.ts'
import { isHitCase, runAuditCase } from '../files/audit-cases.ts'
import { factsBesideMessages } from '../files/audit-facts.ts'
import type { AuditFolder, LoadedRule } from '../files/audit-folder.ts'
import { tableLines } from '../text/table-text.ts'
import { soundAudit } from './audit-folder.ts'
import { print } from './output.ts'

export interface AuditListOptions {
  readonly folder?: string
  readonly json?: boolean
}

interface ListedRule {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly class: string
  readonly severity: string
  readonly action: string
  readonly moments: readonly string[]
  readonly table: string | null
  readonly hits: number
  readonly nonHits: number
  readonly failed: number
  /** What it needs beside the messages; a rule with some is tested with imported facts only. */
  readonly sideFacts: readonly string[]
}

function listed({ rule, examples }: LoadedRule, { sides }: AuditFolder): ListedRule {
  const hits = examples.filter(isHitCase).length
  const failed = examples.filter(
    (example) => caseDifferences(example, runAuditCase(example, 'compiled')).length > 0,
  ).length
  return {
    code: rule.code,
    zh: rule.name.zh,
    en: rule.name.en,
    class: rule.class,
    severity: rule.severity,
    action: rule.action,
    moments: rule.moments,
    table: rule.table,
    hits,
    nonHits: examples.length - hits,
    failed,
    sideFacts: factsBesideMessages(rule, sides),
  }
}

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

function ruleTable(rules: readonly ListedRule[]): readonly string[] {
  const rows = rules.map((rule) => [
    rule.code,
    rule.zh,
    severityWords[rule.severity as keyof typeof severityWords][0],
    rule.moments.join(' '),
    String(rule.hits),
    String(rule.nonHits),
    rule.failed === 0 ? '' : `✗ ${rule.failed}`,
    rule.sideFacts.join(' '),
  ])
  const titles = [
    left('规则 rule'),
    left('名称 name'),
    left('程度 severity'),
    left('环节 moments'),
    right('命中 hits'),
    right('不命中 non-hits'),
    left(''),
    left('外部数据 imported facts'),
  ]
  return tableLines(titles, rows)
}

/** Lists all rules with their cases, what is tested with imported facts only, and what is not covered and why. */
export async function auditList(options: AuditListOptions): Promise<void> {
  const folder = await soundAudit(options.folder)
  const rules = folder.rules.map((rule) => listed(rule, folder))
  const codes = new Set(rules.map(({ code }) => code))
  const sideOnly = new Set(rules.filter(({ sideFacts }) => sideFacts.length > 0).map(({ code }) => code))
  const { notCovered } = folder
  const totals = {
    covered: codes.size,
    known: codes.size + notCovered.length,
    sideFactsOnly: sideOnly.size,
    hits: rules.reduce((sum, { hits }) => sum + hits, 0),
    nonHits: rules.reduce((sum, { nonHits }) => sum + nonHits, 0),
    failed: rules.reduce((sum, { failed }) => sum + failed, 0),
  }
  if (options.json === true) return print({ totals, rules, notCovered })
  const missing = notCovered.map(({ code, reason }) => [code, reason.zh, reason.en])
  const total = [
    `${totals.known} 条规则中实现 ${totals.covered} 条，其中 ${totals.sideFactsOnly} 条仅以外部数据测试；算例命中 ${totals.hits}，不命中 ${totals.nonHits}，不符 ${totals.failed}`,
    `${totals.covered} of ${totals.known} rules are covered, ${totals.sideFactsOnly} of them tested with imported facts only; cases: ${totals.hits} hits, ${totals.nonHits} non-hits, ${totals.failed} failing`,
  ]
  const notLines =
    missing.length === 0
      ? []
      : ['', '未实现 not covered', ...tableLines([left('规则 rule'), left('原因'), left('reason')], missing)]
  print([...ruleTable(rules), ...notLines, '', ...total].join('\n'))
}
