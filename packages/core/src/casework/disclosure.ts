import type { ActKind, DocumentKind, Matter } from './types.ts'

/** Acts by which the institution hears that there is a matter at all. */
export const actsTelling: readonly ActKind[] = ['notify', 'give-notice']

/** What the institution hears of the course of its matter: what is addressed to it, what it did, and how it ended. */
export const actsTold: ReadonlySet<ActKind | 'open'> = new Set([
  'notify',
  'answer',
  'lapse',
  'decide',
  'accept',
  'appeal',
  'resolve-appeal',
  'execute',
  'settle',
  'close',
  'give-notice',
  'request-hearing',
  'hold-hearing',
  'sanction',
  'dismiss',
  'pay-back',
] as const)

/** Papers that are addressed to the institution; the others are the bureau's own. */
export const papersTold: ReadonlySet<DocumentKind> = new Set([
  'notice',
  'decision',
  'appeal-answer',
  'recovery-order',
  'sanction-notice',
  'hearing-record',
  'sanction-decision',
  'dismissal',
  'pay-back-order',
] as const)

/** Whether the institution knows of a matter: a hit that is still looked at, or was cleared at once, is none of its business. */
export function toldToInstitution({ hands }: Pick<Matter, 'hands'>): boolean {
  return hands.some(({ did }) => actsTelling.includes(did))
}

/** Whether the institution hears who reviews: once it is decided, so that nobody is talked to before. */
export function namesTold({ procedure, state, decided }: Pick<Matter, 'procedure' | 'state' | 'decided'>): boolean {
  if (procedure === 'case') return state === 'sanctioned' || state === 'executing' || state === 'closed'
  return decided !== null && state !== 'appealed'
}
