import type { Decision } from '@yibao/core/settlement'
import { findingIdOf } from '../flows/audit-findings.ts'

/** What the rules found about the bill that a decision settles, as rows beside it. */
export function findingRows({ screening, settlement }: Decision) {
  if (screening === undefined || settlement === null) return []
  return screening.findings.map(({ finding, name, basis, says, deducted }) => ({
    finding_id: findingIdOf(finding),
    moment: 'in',
    release_digest: screening.release,
    settlement_id: settlement.settlementId,
    visit_id: finding.visitId,
    line_number: finding.lineId,
    rule: finding.rule,
    severity: finding.severity,
    action: finding.action,
    bears: finding.bears,
    stake: finding.stake,
    deducted,
    provider_code: settlement.providerCode,
    found_on: finding.on,
    found_at: settlement.at,
    content: { ...finding, name, basis, says },
  }))
}
