import type { Payment, Warning } from './answers.ts'
import type { BillLine, Person } from './bill.ts'
import { type Care, type Named, noCare } from './care.ts'
import type { Infno } from './delivery.ts'
import type { ReadCard } from './device.ts'
import type { NationalInput } from './occasion.ts'
import type { ShiftNow } from './shift-now.ts'

/** A bill that was paid. */
export interface Settled extends Payment {
  /** What the person gave in cash; null when nobody counted. */
  readonly given: number | null
}

/** The visit or stay that the bill belongs to. */
export interface Visit {
  readonly visitId: string
  /** Its number at the institution. */
  readonly number: string
  readonly inpatient: boolean
  readonly discharged: boolean
  /** Lines on file that are not settled; of a stay they are part of the next bill. */
  readonly linesOnFile: number
  readonly amountOnFile: number
}

/** What lies on the counter: one person, one bill. */
export interface Bench {
  readonly person: Person | null
  readonly card: ReadCard | null
  readonly scheme: string
  readonly medType: string
  readonly disease: Named | null
  readonly care: Care
  readonly accountUsed: boolean
  readonly lines: readonly BillLine[]
  readonly visit: Visit | null
  /** What was quoted last, and how; null after any change. */
  readonly quote: { readonly payment: Payment; readonly settle: Infno; readonly input: NationalInput } | null
  readonly warnings: readonly Warning[]
  /** Yuan in cash that the person gave, as typed; empty when nobody counts. */
  readonly given: string
  readonly receipt: Settled | null
}

const outpatient = '11'
const pharmacy = '41'
export const inpatient = '21'

/** Nobody is at the window. */
export const empty = ({ pharmacy: sells }: Pick<ShiftNow['institution'], 'pharmacy'>): Bench => ({
  person: null,
  card: null,
  scheme: '',
  medType: sells ? pharmacy : outpatient,
  disease: null,
  care: noCare,
  accountUsed: true,
  lines: [],
  visit: null,
  quote: null,
  warnings: [],
  given: '',
  receipt: null,
})

let counted = 0

/** A number for a line, of its own in the institution. */
export function lineNumber(now: string): string {
  counted += 1
  return `T${now.replaceAll(/\D/g, '')}${String(counted).padStart(4, '0')}`
}

export const visitOf = (open: Person['openVisits'][number]): Visit => ({
  visitId: open.visitId,
  number: open.number,
  inpatient: open.inpatient,
  discharged: open.dischargedAt !== null,
  linesOnFile: open.lines,
  amountOnFile: open.amount,
})
