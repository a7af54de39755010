import { caseStates, reviewStates } from './kinds.ts'
import type { ActKind, Matter, MatterState, Need, Office, Procedure, Transition } from './types.ts'

/** The order in which an act is questioned: who, then what is said, then when, then how much and by what law. */
export const precedence: readonly Need[] = [
  'assignee',
  'two-people',
  'no-conflict',
  'one-role',
  'assigned-to-actor',
  'reason',
  'evidence',
  'deadline-ahead',
  'before-deadline',
  'after-deadline',
  'wait-over',
  'not-extended',
  'unlinked',
  'approval',
  'amount-within-stake',
  'legal-basis',
  'not-heavier',
  'something-due',
  'nothing-due',
  'something-owed',
]

const rows =
  (procedure: Procedure) =>
  (
    from: MatterState,
    act: ActKind,
    to: MatterState,
    by: Office,
    needs: readonly Need[],
    more: Partial<Transition> = {},
  ): Transition => ({ procedure, from, act, to, by, needs, ...more })

const review = rows('review')
const administrative = rows('case')

/** A person who says what he holds of a matter that is his, and has no other part in it. */
const own: readonly Need[] = ['no-conflict', 'one-role', 'assigned-to-actor', 'reason']
const named: readonly Need[] = ['assignee', 'no-conflict', 'one-role']
const signed: readonly Need[] = ['no-conflict', 'one-role', 'reason']

/** 疑点核查, from a hit to money. */
const reviewTable: readonly Transition[] = [
  review('open', 'assign', 'first-review', 'dispatcher', named, { role: 'first', starts: 'first-review' }),
  review('first-review', 'assign', 'first-review', 'dispatcher', [...named, 'reason'], { role: 'first' }),
  review('first-review', 'clear', 'cleared', 'reviewer', own, { role: 'first', starts: null }),
  review('first-review', 'notify', 'notified', 'reviewer', [...own, 'evidence', 'deadline-ahead'], {
    role: 'first',
    starts: 'answer',
    document: 'notice',
  }),
  review('first-review', 'file-case', 'closed', 'leader', [...signed, 'evidence'], {
    role: 'leader',
    starts: null,
    document: 'filing-approval',
  }),

  review('cleared', 'draw-recheck', 'recheck', 'dispatcher', named, { role: 'second', starts: 'second-review' }),
  review('cleared', 'close', 'closed', 'dispatcher', ['no-conflict']),
  review('recheck', 'draw-recheck', 'recheck', 'dispatcher', [...named, 'reason'], { role: 'second' }),
  review('recheck', 'confirm-clear', 'closed', 'reviewer', own, { role: 'second', starts: null }),
  review('recheck', 'return', 'first-review', 'reviewer', own, { role: 'second', starts: 'first-review' }),

  review('notified', 'answer', 'answered', 'institution', ['reason', 'before-deadline'], { starts: 'second-review' }),
  review('notified', 'lapse', 'answered', 'system', ['after-deadline'], { starts: 'second-review' }),
  review('answered', 'assign-second', 'second-review', 'dispatcher', named, { role: 'second' }),
  review('second-review', 'assign-second', 'second-review', 'dispatcher', [...named, 'reason'], { role: 'second' }),
  review('second-review', 'clear', 'closed', 'reviewer', own, { role: 'second', starts: null, document: 'decision' }),
  review('second-review', 'decide', 'decided', 'reviewer', [...own, 'evidence', 'amount-within-stake', 'legal-basis'], {
    role: 'second',
    starts: 'appeal',
    document: 'decision',
  }),
  review('second-review', 'file-case', 'closed', 'leader', [...signed, 'evidence'], {
    role: 'leader',
    starts: null,
    document: 'filing-approval',
  }),

  review('decided', 'accept', 'final', 'institution', [], { starts: null }),
  review('decided', 'lapse', 'final', 'system', ['after-deadline'], { starts: null }),
  review('decided', 'appeal', 'appealed', 'institution', ['reason', 'before-deadline'], { starts: 'appeal-review' }),
  review('appealed', 'assign', 'appealed', 'dispatcher', named, { role: 'appeal' }),
  review(
    'appealed',
    'resolve-appeal',
    'final',
    'reviewer',
    [...own, 'amount-within-stake', 'not-heavier', 'legal-basis'],
    { role: 'appeal', starts: null, document: 'appeal-answer' },
  ),

  review('final', 'approve', 'final', 'leader', ['no-conflict', 'one-role', 'something-due'], { role: 'leader' }),
  review('final', 'execute', 'executing', 'cashier', ['no-conflict', 'one-role', 'approval', 'something-due'], {
    role: 'cashier',
    starts: 'repay',
    document: 'recovery-order',
  }),
  review('final', 'close', 'closed', 'dispatcher', ['no-conflict', 'nothing-due'], { document: 'closing-report' }),
  review('executing', 'settle', 'recovered', 'system', ['something-due'], { starts: null }),
  review('executing', 'settle', 'recovered', 'cashier', ['no-conflict', 'one-role', 'something-due'], {
    role: 'cashier',
    starts: null,
  }),
  review('recovered', 'close', 'closed', 'dispatcher', ['no-conflict', 'nothing-due'], { document: 'closing-report' }),
  ...(['final', 'executing', 'recovered', 'closed'] as const).map((from) =>
    review(from, 'reopen', 'open', 'leader', [...signed, 'evidence', 'unlinked'], { role: 'leader', starts: null }),
  ),
]

const ended = { role: 'leader', starts: null } as const

/** 行政案件, from filing to its end. */
const caseTable: readonly Transition[] = [
  administrative(
    'filed',
    'assign-investigators',
    'investigating',
    'dispatcher',
    ['two-people', 'no-conflict', 'one-role'],
    { role: 'investigator' },
  ),
  administrative(
    'investigating',
    'assign-investigators',
    'investigating',
    'dispatcher',
    ['two-people', 'no-conflict', 'one-role', 'reason'],
    { role: 'investigator' },
  ),
  administrative('investigating', 'suspend', 'suspended', 'leader', signed, {
    role: 'leader',
    starts: null,
    clock: 'pause',
  }),
  administrative('suspended', 'resume', 'investigating', 'leader', signed, { role: 'leader', clock: 'resume' }),
  administrative('investigating', 'extend', 'investigating', 'leader', [...signed, 'not-extended'], {
    role: 'leader',
    starts: 'extend-case',
    clock: 'prolong',
  }),
  administrative('investigating', 'conclude', 'concluded', 'reviewer', [...own, 'evidence'], {
    role: 'investigator',
    document: 'investigation-report',
  }),
  administrative(
    'concluded',
    'submit-legal',
    'legal-review',
    'reviewer',
    ['no-conflict', 'one-role', 'assigned-to-actor'],
    { role: 'investigator' },
  ),
  administrative('legal-review', 'return', 'investigating', 'legal', signed, { role: 'legal' }),
  administrative('legal-review', 'approve', 'legal-review', 'legal', signed, { role: 'legal' }),
  administrative(
    'legal-review',
    'give-notice',
    'notice-given',
    'leader',
    [...signed, 'evidence', 'approval', 'amount-within-stake', 'legal-basis'],
    { role: 'leader', starts: 'request-hearing', clock: 'pause', document: 'sanction-notice' },
  ),

  administrative('notice-given', 'answer', 'notice-given', 'institution', ['reason', 'before-deadline']),
  administrative('notice-given', 'request-hearing', 'hearing', 'institution', ['before-deadline'], { starts: null }),
  administrative('notice-given', 'lapse', 'notice-given', 'system', ['after-deadline'], { clock: 'resume' }),
  administrative('hearing', 'hold-hearing', 'notice-given', 'legal', [...signed, 'evidence'], {
    role: 'legal',
    clock: 'resume',
    document: 'hearing-record',
  }),
  administrative(
    'notice-given',
    'sanction',
    'sanctioned',
    'leader',
    [...signed, 'evidence', 'wait-over', 'amount-within-stake', 'not-heavier', 'legal-basis'],
    { role: 'leader', starts: 'pay-fine', document: 'sanction-decision' },
  ),

  ...(['investigating', 'concluded', 'legal-review', 'notice-given'] as const).flatMap((from) => [
    administrative(from, 'dismiss', 'dismissed', 'leader', signed, { ...ended, document: 'dismissal' }),
    administrative(from, 'transfer', 'transferred', 'leader', [...signed, 'evidence'], {
      ...ended,
      document: 'transfer-letter',
    }),
  ]),
  administrative('transferred', 'return', 'investigating', 'leader', signed, {
    role: 'leader',
    starts: 'decide-case',
  }),

  administrative('sanctioned', 'execute', 'executing', 'cashier', ['no-conflict', 'one-role', 'something-due'], {
    role: 'cashier',
    document: 'recovery-order',
  }),
  administrative('executing', 'settle', 'executing', 'system', ['something-due'], { starts: null }),
  administrative('executing', 'settle', 'executing', 'cashier', ['no-conflict', 'one-role', 'something-due'], {
    role: 'cashier',
    starts: null,
  }),
  ...(['sanctioned', 'executing', 'dismissed', 'transferred'] as const).map((from) =>
    administrative(from, 'close', 'closed', 'dispatcher', ['no-conflict', 'nothing-due'], {
      starts: null,
      document: 'closing-report',
    }),
  ),
  ...(['sanctioned', 'executing', 'closed'] as const).map((from) =>
    administrative(from, 'reopen', 'filed', 'leader', [...signed, 'evidence'], {
      role: 'leader',
      starts: 'decide-case',
    }),
  ),
]

/**
 * What leaves a matter where it is: a cashier pays back what came in before it was opened again, and the clock notes that a bill was
 * undone, or restored, on which money was ordered.
 */
const besides = (row: typeof review, states: readonly MatterState[], withMoney: readonly MatterState[]) => [
  ...states.map((state) =>
    row(state, 'pay-back', state, 'cashier', ['no-conflict', 'one-role', 'something-owed'], {
      role: 'cashier',
      document: 'pay-back-order',
    }),
  ),
  ...withMoney.flatMap((state) => [
    row(state, 'note-undone', state, 'system', ['evidence']),
    row(state, 'note-restored', state, 'system', ['evidence']),
  ]),
]

/** The two procedures: each row one act that one office may do in one state; what is no row is refused. */
export const transitions: readonly Transition[] = [
  ...reviewTable,
  ...besides(review, reviewStates, ['executing', 'recovered', 'closed']),
  ...caseTable,
  ...besides(administrative, caseStates, ['executing', 'closed']),
]

export function rowsFrom(procedure: Procedure, from: MatterState): readonly Transition[] {
  return transitions.filter((row) => row.procedure === procedure && row.from === from)
}

/** What an office may do in the present state, if what its rows need holds. */
export function may({ procedure, state }: Pick<Matter, 'procedure' | 'state'>, office: Office): readonly ActKind[] {
  return rowsFrom(procedure, state)
    .filter(({ by }) => by === office)
    .map(({ act }) => act)
}
