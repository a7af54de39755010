/** 疑点核查 under the service agreement; 行政案件 of the administration. */
export const procedures = ['review', 'case'] as const
export type Procedure = (typeof procedures)[number]

/** States of a review item (疑点). */
export const reviewStates = [
  'open',
  'first-review',
  'cleared',
  'recheck',
  'notified',
  'answered',
  'second-review',
  'decided',
  'appealed',
  'final',
  'executing',
  'recovered',
  'closed',
] as const
export type ReviewState = (typeof reviewStates)[number]

/** States of an administrative case (案件). */
export const caseStates = [
  'filed',
  'investigating',
  'suspended',
  'concluded',
  'legal-review',
  'notice-given',
  'hearing',
  'sanctioned',
  'executing',
  'dismissed',
  'transferred',
  'closed',
] as const
export type CaseState = (typeof caseStates)[number]

export type MatterState = ReviewState | CaseState

/** What happens to a matter. */
export const actKinds = [
  // of a review item
  'assign',
  'clear',
  'draw-recheck',
  'confirm-clear',
  'notify',
  'answer',
  'lapse',
  'assign-second',
  'decide',
  'accept',
  'appeal',
  'resolve-appeal',
  'approve',
  'execute',
  'settle',
  'close',
  'reopen',
  'file-case',
  // of an administrative case
  'assign-investigators',
  'suspend',
  'resume',
  'extend',
  'conclude',
  'submit-legal',
  'return',
  'give-notice',
  'request-hearing',
  'hold-hearing',
  'sanction',
  'dismiss',
  'transfer',
  // of either: money that went too far, and a bill that was undone after money was ordered
  'pay-back',
  'note-undone',
  'note-restored',
] as const
export type ActKind = (typeof actKinds)[number]

/** Who may do it, as an office; rights map users to offices. `institution` answers for itself, `system` is the clock or the ledger. */
export const offices = ['reviewer', 'dispatcher', 'institution', 'leader', 'legal', 'cashier', 'system'] as const
export type Office = (typeof offices)[number]

/** Names of time limits; their days are data (`policy/supervision/limits.yaml`). */
export const limitNames = [
  'first-review',
  'answer',
  'second-review',
  'appeal',
  'appeal-review',
  'repay',
  'request-hearing',
  'decide-case',
  'extend-case',
  'reconsideration',
  'pay-fine',
] as const
export type LimitName = (typeof limitNames)[number]

/** 协议处理 and 行政处罚: what may be done about it. */
export const measureKinds = [
  'interview',
  'correct',
  'suspend-payment',
  'refuse-payment',
  'recover',
  'suspend-agreement',
  'end-agreement',
  'order-correction',
  'order-return',
  'fine',
  'suspend-service',
  'suspend-person-settlement',
  'ban-management',
] as const
export type MeasureKind = (typeof measureKinds)[number]

/** What a review item is about. */
export const sourceKinds = ['finding', 'pattern', 'outlier', 'tip', 'transfer', 'manual'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What happened to a matter's money, in the order in which it may. */
export const moneyKinds = ['deduction', 'deducted', 'claim', 'received', 'withdrawn', 'returned'] as const
export type MoneyKind = (typeof moneyKinds)[number]

/** Papers that acts issue. */
export const documentKinds = [
  'notice',
  'decision',
  'appeal-answer',
  'recovery-order',
  'filing-approval',
  'investigation-report',
  'sanction-notice',
  'hearing-record',
  'sanction-decision',
  'dismissal',
  'transfer-letter',
  'closing-report',
  'pay-back-order',
] as const
export type DocumentKind = (typeof documentKinds)[number]
