import { due } from './needs.ts'
import { assignedAs } from './parts.ts'
import { waitingTerm } from './terms.ts'
import type { ActKind, Matter, MatterState, Office, Procedure, Role } from './types.ts'

/** One row of who is to do what: the next act that brings a matter on, and of whom it is awaited. */
interface DutyRow {
  readonly procedure: Procedure
  readonly state: MatterState
  readonly office: Exclude<Office, 'system'>
  readonly act: ActKind
  /** Awaited of whoever has the matter in this role; without it of anybody in the office. */
  readonly role?: Role
  readonly when?: (matter: Matter) => boolean
}

const signed = ({ approvedBy }: Matter): boolean => approvedBy !== null
const unsigned = ({ approvedBy }: Matter): boolean => approvedBy === null
const isDue = (matter: Matter): boolean => due(matter) > 0
const isPaid = (matter: Matter): boolean => !isDue(matter)
const heard = (matter: Matter): boolean => waitingTerm(matter) === null
const unheard = (matter: Matter): boolean => waitingTerm(matter) !== null

type Row = Omit<DutyRow, 'procedure'>
const rowsOf = (procedure: Procedure, rows: readonly Row[]): readonly DutyRow[] =>
  rows.map((row) => ({ procedure, ...row }))

/** The next act of every state that has one, beside those that only stop, prolong or open it again. */
export const dutyTable: readonly DutyRow[] = [
  ...rowsOf('review', [
    { state: 'open', office: 'dispatcher', act: 'assign' },
    { state: 'first-review', office: 'reviewer', act: 'notify', role: 'first' },
    { state: 'cleared', office: 'dispatcher', act: 'close' },
    { state: 'recheck', office: 'reviewer', act: 'confirm-clear', role: 'second' },
    { state: 'notified', office: 'institution', act: 'answer' },
    { state: 'answered', office: 'dispatcher', act: 'assign-second' },
    { state: 'second-review', office: 'reviewer', act: 'decide', role: 'second' },
    { state: 'decided', office: 'institution', act: 'accept' },
    { state: 'appealed', office: 'dispatcher', act: 'assign', when: (one) => one.appealReviewer === null },
    { state: 'appealed', office: 'reviewer', act: 'resolve-appeal', role: 'appeal' },
    { state: 'final', office: 'leader', act: 'approve', when: (one) => isDue(one) && unsigned(one) },
    { state: 'final', office: 'cashier', act: 'execute', when: (one) => isDue(one) && signed(one) },
    { state: 'final', office: 'dispatcher', act: 'close', when: isPaid },
    { state: 'executing', office: 'cashier', act: 'settle', when: isDue },
    { state: 'recovered', office: 'dispatcher', act: 'close' },
  ]),
  ...rowsOf('case', [
    { state: 'filed', office: 'dispatcher', act: 'assign-investigators' },
    { state: 'investigating', office: 'reviewer', act: 'conclude', role: 'investigator' },
    { state: 'suspended', office: 'leader', act: 'resume' },
    { state: 'concluded', office: 'reviewer', act: 'submit-legal', role: 'investigator' },
    { state: 'legal-review', office: 'legal', act: 'approve', when: unsigned },
    { state: 'legal-review', office: 'leader', act: 'give-notice', when: signed },
    { state: 'notice-given', office: 'institution', act: 'answer', when: unheard },
    { state: 'notice-given', office: 'leader', act: 'sanction', when: heard },
    { state: 'hearing', office: 'legal', act: 'hold-hearing' },
    { state: 'sanctioned', office: 'cashier', act: 'execute', when: isDue },
    { state: 'sanctioned', office: 'dispatcher', act: 'close', when: isPaid },
    { state: 'executing', office: 'cashier', act: 'settle', when: isDue },
    { state: 'executing', office: 'dispatcher', act: 'close', when: isPaid },
    { state: 'dismissed', office: 'dispatcher', act: 'close' },
    { state: 'transferred', office: 'dispatcher', act: 'close' },
  ]),
]

/** What is awaited of somebody in one matter. */
export interface Duty {
  readonly act: ActKind
  readonly office: Exclude<Office, 'system'>
  /** Given to this person by name, not to anybody in the office. */
  readonly mine: boolean
}

/** The states in which something is awaited of an office, whoever holds it. */
export function statesAwaiting(offices: readonly Office[]): readonly Pick<Matter, 'procedure' | 'state'>[] {
  const rows = dutyTable.filter(({ office, role }) => role === undefined && offices.includes(office))
  const names = [...new Set(rows.map(({ procedure, state }) => `${procedure} ${state}`))]
  return names.flatMap((name) => {
    const row = rows.find(({ procedure, state }) => `${procedure} ${state}` === name)
    return row === undefined ? [] : [{ procedure: row.procedure, state: row.state }]
  })
}

/**
 * What a matter awaits of a person who holds these offices where it lies. Whether a conflict of interest or an earlier part
 * keeps the person out is asked when the act is tried.
 */
export function dutiesOf(
  matter: Matter,
  { userId, offices }: { readonly userId: string; readonly offices: readonly Office[] },
): readonly Duty[] {
  return dutyTable
    .filter(({ procedure, state }) => procedure === matter.procedure && state === matter.state)
    .filter(({ office, role, when }) => {
      const isOne = role === undefined || assignedAs(matter, role).includes(userId)
      return offices.includes(office) && isOne && (when === undefined || when(matter))
    })
    .map(({ act, office, role }) => ({ act, office, mine: role !== undefined }))
}
