import type { DateRange, IsoDate } from '@yibao/core/kernel'
import { rangesOverlap } from '@yibao/core/kernel'
import { credentialKey, credentialsOf, type MemberRow } from '../flows/import-ports.ts'
import type { MemberColumn } from './members-layout.ts'
import type { RowDesk } from './row-checks.ts'

interface Entered {
  readonly line: number
  readonly facts: string
  readonly enrolments: (DateRange & { readonly scheme: string; readonly line: number })[]
}

export interface MemberBook {
  /** Enters a row; answers where the person's earlier insurances of this scheme begin, or undefined for a fault. */
  enter(desk: RowDesk<MemberColumn>, member: Omit<MemberRow, 'earlierFrom'>): readonly IsoDate[] | undefined
}

/** Remembers the rows of one file, so that each is held against those before it. */
export function memberBook(): MemberBook {
  const persons = new Map<string, Entered>()
  const holders = new Map<string, { readonly insuredId: string; readonly line: number }>()

  return {
    enter(desk, member) {
      const { insured, enrolment } = member
      const { line } = desk.row
      const facts = JSON.stringify([
        insured.name,
        insured.certificateType,
        insured.certificateNumber,
        member.cardNumber,
      ])
      const person = persons.get(insured.insuredId)
      const before = desk.problems.length
      for (const credential of credentialsOf(member)) {
        const holder = holders.get(credentialKey(credential))
        if (holder === undefined || holder.insuredId === insured.insuredId) continue
        desk.fault(
          credential.number === member.cardNumber ? 'card_number' : 'certificate_number',
          `与第 ${holder.line} 行另一人相同 (line ${holder.line} gives it to another person)`,
          '请核对，两人不能用同一号码 (two persons cannot share one number)',
        )
      }
      if (person !== undefined) holdAgainst(desk, member, person, facts)
      if (desk.problems.length > before) return undefined

      for (const credential of credentialsOf(member)) {
        holders.set(credentialKey(credential), { insuredId: insured.insuredId, line })
      }
      const entered = { ...enrolment.range, scheme: enrolment.scheme, line }
      if (person === undefined) persons.set(insured.insuredId, { line, facts, enrolments: [entered] })
      else person.enrolments.push(entered)
      const others = person?.enrolments.filter((one) => one !== entered && one.scheme === enrolment.scheme) ?? []
      return others.map((one) => one.from)
    },
  }
}

function holdAgainst(
  desk: RowDesk<MemberColumn>,
  { enrolment, openingBalance }: Omit<MemberRow, 'earlierFrom'>,
  person: Entered,
  facts: string,
): void {
  if (person.facts !== facts) {
    desk.fault(
      'psn_no',
      `与第 ${person.line} 行编号重复，但姓名、证件或卡号不同 (line ${person.line} has the same number and other facts)`,
      '一个编号只能是一个人 (one number is one person)',
    )
  }
  const clash = person.enrolments.find((one) => one.scheme === enrolment.scheme && rangesOverlap(one, enrolment.range))
  if (clash !== undefined) {
    desk.fault(
      'psn_no',
      `重复：与第 ${clash.line} 行同一险种的参保时间重叠 (line ${clash.line} insures the same days)`,
      '请删除一行，或让前一段先结束 (delete one, or end the earlier one first)',
    )
  }
  if (openingBalance !== null && openingBalance !== 0) {
    desk.fault(
      'account_balance',
      `账户余额应写在此人的第一行，第 ${person.line} 行 (the balance belongs on the person's first row)`,
      '请移到该行，此处留空 (move it there)',
    )
  }
}
