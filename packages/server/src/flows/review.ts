import { createHash } from 'node:crypto'
import type { Provider } from '@yibao/core/encounter'
import { dateOf, ok, type Result } from '@yibao/core/kernel'
import {
  feedbackOf,
  identityOf,
  type ReviewMoment,
  type ReviewRefusal,
  reviewOrders,
  type StatedFeedback,
} from '@yibao/core/review'
import { forInstitution } from './institution-message.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { auditOrders } from './review-audit.ts'
import type { AskedPatient, ReviewResult } from './review-ports.ts'

/** The number of a result: the same finding has it again, so that a question asked twice has one answer. */
const resultIdOf = (identity: string): string => createHash('sha256').update(identity).digest('hex').slice(0, 32)

/** Only those whose rule was asked for, by the number that the centre gives it; all when none was named. */
const asked = (results: readonly ReviewResult[], rules: readonly string[] | null): readonly ReviewResult[] =>
  rules === null ? results : results.filter(({ of, finding }) => of === 'catalogue' || rules.includes(finding.rule))

/**
 * Reviews orders (3101, 3102) by the catalogue and the audit rules in force, and keeps what was told, so that 3103 can
 * name it; nothing else changes.
 *
 * @param order.rules catalogue checks and audit rules to look at; null for all
 */
export async function review(
  ports: Ports,
  message: IncomingMessage,
  order: {
    readonly provider: Provider
    readonly moment: ReviewMoment
    readonly patients: readonly AskedPatient[]
    readonly rules: readonly string[] | null
  },
): Promise<readonly ReviewResult[]> {
  const { provider, moment, patients, rules } = order
  const { providerCode } = provider
  const at = ports.clock.now()
  const { catalog } = ports.registry
  const findings = reviewOrders({ patients, rules, catalog, level: provider.level, today: dateOf(at) })
  const looked = findings.map(
    (finding): ReviewResult => ({ of: 'catalogue', resultId: resultIdOf(identityOf(moment, finding)), finding }),
  )
  const place = { catalog, providerOf: (code: string) => ports.registry.provider(code), providerCode, at }
  const audited = await auditOrders(ports, message, patients, moment, place)
  const results = [...looked, ...asked(audited, rules)]
  await ports.reviews.keep({ providerCode, moment, at, results })
  return results
}

/** Takes what a doctor did with warnings (3103), all rows of the message or none. */
export function tellFeedback(
  ports: Ports,
  message: IncomingMessage,
  order: { readonly moment: ReviewMoment; readonly stated: readonly StatedFeedback[]; readonly present: () => string },
): Promise<Result<string, ReviewRefusal | FlowRefusal>> {
  const { moment, stated, present } = order
  const { providerCode, msgid } = message
  return forInstitution<ReviewRefusal>(ports, message, async ({ reviews }) => {
    const ids = stated.map(({ resultId }) => resultId)
    const taken = feedbackOf(stated, moment, await reviews.given(providerCode, ids))
    if (!taken.ok) return taken
    await reviews.tell({ providerCode, msgid, moment, at: ports.clock.now(), feedback: taken.value })
    return ok(present())
  })
}
