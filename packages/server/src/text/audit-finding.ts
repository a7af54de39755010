import { type AuditFinding, type AuditRule, auditActionWords, renderSays, severityWords } from '@yibao/core/audit'
import { quantityText, yuan } from '@yibao/core/kernel'
import { bearerWords } from './audit-words.ts'

interface BothLanguages {
  readonly zh: string
  readonly en: string
}

type Told = Pick<AuditFinding, 'rule' | 'severity' | 'action' | 'bears' | 'stake' | 'point' | 'facts' | 'quantity'>

function zhEnd({ action, bears, stake, severity }: Told): string {
  if (stake === 0) return action === 'refuse' ? '本单不予结算' : `${severityWords[severity][0]}，请核对`
  const amount = `涉及 ${yuan(stake)} 元`
  if (action === 'deduct') return `${amount}，不予支付，${bearerWords[bears][0]}`
  return action === 'refuse' ? `${amount}，本单不予结算` : `${amount}，${severityWords[severity][0]}，请核对`
}

function enEnd({ action, bears, stake, severity }: Told): string {
  if (stake === 0) return action === 'refuse' ? 'the bill is refused' : `${severityWords[severity][1]}, please check`
  const amount = `${yuan(stake)} yuan in question`
  if (action === 'deduct') return `${amount}, not paid and ${bearerWords[bears][1]}`
  return action === 'refuse'
    ? `${amount}, the bill is refused`
    : `${amount}, ${severityWords[severity][1]}, please check`
}

/** What a finding says to a doctor: the sentence of its rule, the money and what becomes of it, and what it stands on. */
export function findingText(rule: Pick<AuditRule, 'says' | 'does' | 'basis'>, finding: Told): BothLanguages {
  const says = renderSays(rule, finding)
  const { point } = finding
  const zhPoint =
    point === null ? '' : `，知识点 ${point.table} ${point.point}${point.basis === '' ? '' : `（${point.basis}）`}`
  const enPoint = point === null ? '' : `, knowledge point ${point.table} ${point.point}`
  return {
    zh: `${says.zh.replace(/[。；，]$/, '')}。${zhEnd(finding)}。（规则 ${finding.rule}，依据：${rule.basis}${zhPoint}）`,
    en: `${says.en.replace(/[.;,]$/, '')}: ${enEnd(finding)} (rule ${finding.rule}${enPoint})`,
  }
}

/** All that a finding stands on, a line each, for whoever examines it. */
export function findingLines(
  rule: Pick<AuditRule, 'says' | 'does' | 'basis' | 'name'>,
  finding: AuditFinding,
): readonly string[] {
  const { severity, action, stake, quantity, facts, beside, on, visitId, lineId } = finding
  const where = [visitId, lineId].filter((part) => part !== null && part !== '').join('/')
  const says = renderSays(rule, finding)
  return [
    `${finding.rule} ${rule.name.zh} ${rule.name.en}`,
    `  ${says.zh}`,
    `  ${says.en}`,
    `  ${severityWords[severity].join(' ')} · ${auditActionWords[action].join(' ')} · ${yuan(stake)} 元 yuan${quantity === null ? '' : ` · 数量 quantity ${quantityText(quantity)}`} · ${on} ${where}`,
    `  依据 basis: ${rule.basis}`,
    ...(finding.point === null
      ? []
      : [`  知识点 point: ${finding.point.table} ${finding.point.point} ${finding.point.basis}`]),
    ...facts.map(({ name, value }) => `  ${name} = ${Array.isArray(value) ? value.join(', ') : String(value)}`),
    ...(beside.length === 0 ? [] : [`  相关 beside: ${beside.join(', ')}`]),
  ]
}
