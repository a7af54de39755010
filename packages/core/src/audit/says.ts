import { type Fen, fen, yuan } from '../kernel/index.ts'
import type { AuditProgram } from './compile.ts'
import { fillBraces } from './facts.ts'
import type { AuditFinding, AuditRule, FindingFact, RuleKind } from './types.ts'

/** Fields that hold fen; read out in yuan. */
const moneyFields = new Set([
  'amount',
  'eligible',
  'unitFen',
  'ceilingFen',
  'total',
  'fundPaid',
  'accountPaid',
  'cashPaid',
])
const sums = new Set(['sum', 'limit', 'excess', 'left', 'right'])

/** Whether a fact of this name holds fen. */
export const isMoneyField = (name: string): boolean => moneyFields.has(name.split('.').at(-1) ?? '')

/** The rule of a finding, in its version; null when the release has none such. */
export function ruleOf({ release }: AuditProgram, finding: AuditFinding): AuditRule | null {
  return release.rules.find(({ code, range }) => code === finding.rule && range.from === finding.ruleFrom) ?? null
}

/**
 * The sentence for a doctor, its braces filled from the facts of the finding: money in yuan, lists with commas, and a dash for what is not
 * known. `{stake}` is the money in question.
 */
export function renderSays(
  rule: Pick<AuditRule, 'says' | 'does'>,
  finding: Pick<AuditFinding, 'facts' | 'stake'>,
): { readonly zh: string; readonly en: string } {
  const facts = new Map(finding.facts.map(({ name, value }) => [name, value]))
  const sumsAreMoney = isMoneySum(rule.does)
  const wordOf = (name: string): string => {
    if (name === 'stake') return yuan(finding.stake)
    const value = facts.get(name)
    if (value === undefined) return '—'
    const isMoney = isMoneyField(name) || (sumsAreMoney && sums.has(name))
    return isMoney && typeof value === 'number' ? yuan(wholeFen(value)) : plainText(value)
  }
  return { zh: fillBraces(rule.says.zh, wordOf), en: fillBraces(rule.says.en, wordOf) }
}

/** Whether what a rule sums is money: then its limit and its excess are, too. */
function isMoneySum(does: RuleKind): boolean {
  const measure = does.kind === 'count' ? does.measure : does.kind === 'compare' ? does.left.measure : null
  if (measure?.of !== 'sum' || measure.value.op !== 'field') return false
  return moneyFields.has(measure.value.path.at(-1) ?? '')
}

function wholeFen(value: number): Fen {
  return fen(Math.round(value))
}

function plainText(value: FindingFact['value']): string {
  return Array.isArray(value) ? value.join(', ') : value === null ? '—' : String(value)
}
