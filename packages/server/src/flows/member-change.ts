import type { Enrolment } from '@yibao/core/encounter'
import { rangesOverlap, yuan } from '@yibao/core/kernel'
import {
  credentialKey,
  credentialsOf,
  type ImportProblem,
  type KnownMember,
  type MemberRow,
  type MemberSurvey,
} from './import-ports.ts'
import type { SourceRow } from './import-source.ts'

export type MemberChange = 'added' | 'changed' | 'unchanged'

export interface MemberVerdict {
  readonly change: MemberChange
  readonly problems: readonly ImportProblem[]
}

/**
 * Holds one row of the file against what the database knows: what it would change, and what forbids it. A balance that
 * history has moved is never set by a file.
 */
export function judgeMember(row: SourceRow<MemberRow>, survey: MemberSurvey): MemberVerdict {
  const known = survey.known.get(row.value.insured.insuredId) ?? null
  const problems = [
    ...credentialProblems(row, survey),
    ...(known === null ? [] : [...balanceProblems(row, known), ...overlapProblems(row, known)]),
  ]
  return { change: changeOf(row.value, known), problems }
}

function problemAt(
  row: SourceRow<MemberRow>,
  column: string,
  value: string,
  what: string,
  cure: string,
): ImportProblem {
  return { line: row.line, column: row.labels[column] ?? column, value, what, cure }
}

function credentialProblems(row: SourceRow<MemberRow>, survey: MemberSurvey): ImportProblem[] {
  const { insured, cardNumber } = row.value
  return credentialsOf(row.value)
    .filter((credential) => (survey.holders.get(credentialKey(credential)) ?? insured.insuredId) !== insured.insuredId)
    .map((credential) => {
      const holder = survey.holders.get(credentialKey(credential)) ?? ''
      const column = credential.number === cardNumber ? 'card_number' : 'certificate_number'
      return problemAt(
        row,
        column,
        credential.number,
        `已属于人员 ${holder} (it belongs to person ${holder})`,
        '请核对，两人不能用同一号码 (two persons cannot share one number)',
      )
    })
}

function balanceProblems(row: SourceRow<MemberRow>, known: KnownMember): ImportProblem[] {
  const { openingBalance } = row.value
  if (openingBalance === null || openingBalance === known.openingBalance || openingBalance === known.balance) return []
  const stored = yuan(known.balance)
  return [
    problemAt(
      row,
      'account_balance',
      yuan(openingBalance),
      `此人已有账户，现余额 ${stored} 元 (the person has an account with ${stored} yuan)`,
      '导入不改已有余额，请留空 (an import never sets the balance of a known person: leave it empty)',
    ),
  ]
}

function overlapProblems(row: SourceRow<MemberRow>, known: KnownMember): ImportProblem[] {
  const { enrolment, earlierFrom } = row.value
  const restated = new Set<string>([enrolment.range.from, ...earlierFrom])
  const clash = known.enrolments.find(
    (stored) =>
      stored.scheme === enrolment.scheme &&
      !restated.has(stored.range.from) &&
      rangesOverlap(stored.range, enrolment.range),
  )
  if (clash === undefined) return []
  const from = clash.range.from
  return [
    problemAt(
      row,
      'valid_from',
      enrolment.range.from,
      `与库中 ${from} 起的参保重叠 (it overlaps the stored insurance from ${from})`,
      '请先在上一行写明该参保的结束日 (end that one in a row above this one)',
    ),
  ]
}

function changeOf(row: MemberRow, known: KnownMember | null): MemberChange {
  if (known === null) return 'added'
  const stored = known.enrolments.find(
    (one) => one.scheme === row.enrolment.scheme && one.range.from === row.enrolment.range.from,
  )
  const held = new Set(known.credentials.map(credentialKey))
  const same =
    stored !== undefined &&
    sameEnrolment(stored, row.enrolment) &&
    sameFacts(known.insured, row.insured) &&
    credentialsOf(row).every((credential) => held.has(credentialKey(credential)))
  return same ? 'unchanged' : 'changed'
}

function sameEnrolment(a: Enrolment, b: Enrolment): boolean {
  const { range: rangeA, traits: traitsA, ...factsA } = a
  const { range: rangeB, traits: traitsB, ...factsB } = b
  return sameFacts(rangeA, rangeB) && sameFacts(traitsA, traitsB) && sameFacts(factsA, factsB)
}

/** Flat records of the same words. */
function sameFacts(a: object, b: object): boolean {
  const left = Object.entries(a)
  const right = new Map<string, unknown>(Object.entries(b))
  return left.length === right.size && left.every(([name, value]) => right.get(name) === value)
}
