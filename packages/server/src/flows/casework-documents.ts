import type { DocumentKind, Step } from '@yibao/core/casework'
import { dateOf } from '@yibao/core/kernel'
import type { CaseworkDesk, CaseworkTables, DocumentContent, FiledMatter, MatterDocument } from './casework-ports.ts'

/** How the numbers of papers begin (文号). */
const beginnings: Readonly<Record<DocumentKind, string>> = {
  notice: 'TZ',
  decision: 'JD',
  'appeal-answer': 'SF',
  'recovery-order': 'ZH',
  'filing-approval': 'LA',
  'investigation-report': 'DC',
  'sanction-notice': 'GZ',
  'hearing-record': 'TJ',
  'sanction-decision': 'CF',
  dismissal: 'CX',
  'transfer-letter': 'YS',
  'closing-report': 'JA',
  'pay-back-order': 'TH',
}

/** Everything that the paper of a step prints, as it is on the day. */
async function contentOf(desk: CaseworkDesk, filed: FiledMatter, step: Step): Promise<DocumentContent> {
  const { matter, event, money } = step
  const on = dateOf(event.at)
  const isPayBack = money?.kind === 'return'
  const clauseOf = (code: string): string | null => {
    const found = desk.law.bases.find(
      (one) => one.code === code && one.range.from <= on && (one.range.until === null || on < one.range.until),
    )
    return found === undefined ? null : `${found.law}${found.article}`
  }
  return {
    matterId: matter.matterId,
    procedure: matter.procedure,
    providerCode: matter.providerCode,
    providerName: filed.providerName,
    rule: matter.rule,
    title: matter.title,
    stake: matter.stake,
    decided: matter.decided,
    ...(isPayBack ? { paidBack: money.amount } : {}),
    reason: event.reason,
    evidence: event.evidence,
    measures: matter.measures.map((one) => ({ ...one, clause: clauseOf(one.basis) })),
    // The limit that runs is one of the bureau's own, nothing for the institution.
    deadline: event.deadline === null || isPayBack ? null : { name: event.deadline.name, until: event.deadline.until },
    holidaysUnknown: event.holidaysUnknown,
    authority: await desk.authorityOf(matter.division),
  }
}

/** Keeps the paper that a step issues under its own number; null of a step that issues none. */
export async function issueDocument(
  desk: CaseworkDesk,
  tables: CaseworkTables,
  filed: FiledMatter,
  step: Step,
): Promise<MatterDocument | null> {
  const { document: kind, matter, event } = step
  if (kind === null) return null
  const issuedOn = dateOf(event.at)
  const beginning = `${beginnings[kind]}${matter.division}-${issuedOn.slice(0, 4)}-`
  const count = await tables.nextDocument(beginning)
  const documentNo = `${beginning}${String(count).padStart(5, '0')}`
  const content = await contentOf(desk, filed, step)
  const digest = desk.digest(JSON.stringify({ documentNo, kind, issuedOn, content }))
  const document = {
    matterId: matter.matterId,
    number: event.number,
    kind,
    documentNo,
    issuedOn,
    content,
    digest,
  }
  await tables.addDocument(document)
  return document
}
