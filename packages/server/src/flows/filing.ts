import {
  type ChronicStatement,
  chronicOf,
  type DesignatedStatement,
  designatedOf,
  type Filing,
  type FilingPerson,
  type FilingRefusal,
  type FilingStatement,
  isValidOn,
  type NamedInstitution,
  type TransferStatement,
  transferOf,
  type Withdrawal,
  withdrawalOf,
} from '@yibao/core/filing'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { noChange } from '@yibao/core/settlement'
import { type Answered, carryOut, type Task } from './carry-out.ts'
import type { FiledTransfer } from './filing-ports.ts'
import type { FilingQueryRefusal } from './filing-refusals.ts'
import { personFile } from './look-up.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

type Head = Pick<FilingStatement, 'filingId' | 'at'>

/** Makes a filing and records it under the person's version. */
function file(
  ports: Ports,
  task: Task<Filing>,
  make: (person: FilingPerson, head: Head) => Result<Filing, FilingRefusal>,
): Answered {
  const head = { filingId: ports.newId(), at: ports.clock.now() }
  return carryOut<Filing>(ports, {
    ...task,
    about: { kind: 'person' },
    decide: ({ file: person }) => {
      const made = make(person, head)
      return made.ok ? ok({ decision: { ...noChange, filing: made.value }, shown: made.value }) : made
    },
  })
}

/** What a door says of an institution; the centre adds what it knows of it. */
type Named = Omit<NamedInstitution, 'provider'>
type Stated<Statement, Institution extends keyof Statement> = Omit<Statement, keyof Head | Institution> &
  Readonly<Record<Institution, Named>>

const known = ({ registry }: Ports, named: Named): NamedInstitution => ({
  ...named,
  provider: registry.provider(named.providerCode),
})

/** Files a transfer. */
export function fileTransfer(ports: Ports, task: Task<Filing>, stated: Stated<TransferStatement, 'target'>): Answered {
  const target = known(ports, stated.target)
  return file(ports, task, (person, head) => transferOf(person, { ...stated, ...head, target }))
}

/** Files a chronic disease. */
export async function fileChronic(
  ports: Ports,
  task: Task<Filing>,
  stated: Omit<Stated<ChronicStatement, 'certifier'>, 'listed'>,
): Answered {
  const certifier = known(ports, stated.certifier)
  const listed = await ports.filings.listsDisease(stated.diseaseCode)
  return file(ports, task, (person, head) => chronicOf(person, { ...stated, ...head, certifier, listed }))
}

/** Files the institution at which a person takes one kind of care. */
export function fileDesignated(
  ports: Ports,
  task: Task<Filing>,
  stated: Stated<DesignatedStatement, 'place'>,
): Answered {
  const place = known(ports, stated.place)
  return file(ports, task, (person, head) => designatedOf(person, { ...stated, ...head, place }))
}

/** Withdraws a filing, unless something that was settled stands on it. */
export function withdrawFiling(ports: Ports, task: Task<null>, order: Omit<Withdrawal, 'standing'>): Answered {
  return carryOut<null>(ports, {
    ...task,
    about: { kind: 'filing', filingId: order.filingId },
    decide: ({ file: person, standing }) => {
      const filing = withdrawalOf(person, { ...order, standing: standing ?? [] })
      return filing.ok ? ok({ decision: { ...noChange, filing: filing.value }, shown: null }) : filing
    },
  })
}

/** The filings of a person that have their effect today. */
export async function validFilings(
  ports: Ports,
  message: IncomingMessage,
  insuredId: string,
): Promise<Result<readonly Filing[], FlowRefusal>> {
  const found = await personFile(ports, message, insuredId)
  if (!found.ok) return found
  const today = dateOf(ports.clock.now())
  return ok(found.value.filings.filter((filing) => isValidOn(filing, today)))
}

/** As many transfers as one answer holds. */
const transfersAtMost = 500

export interface TransferQuestion {
  /** Null asks for everybody whom the institution sends or receives. */
  readonly insuredId: string | null
  readonly providerCode: string
  readonly begin: LocalDateTime
  readonly end: LocalDateTime
}

/**
 * The transfers that nobody withdrew whose day of transfer lies in a period, both days inside: those of one person, or
 * those from and to the institution that asks.
 *
 * Refuses with `filing.period-turned` and `filing.too-many`.
 */
export async function transfersIn(
  ports: Ports,
  message: IncomingMessage,
  { insuredId, providerCode, begin, end }: TransferQuestion,
): Promise<Result<readonly FiledTransfer[], FlowRefusal | FilingQueryRefusal>> {
  const [from, through] = [dateOf(begin), dateOf(end)]
  if (end < begin) return refuse({ code: 'filing.period-turned', from: begin, through: end })
  if (insuredId === null) {
    const transfers = await ports.filings.transfersOf({ providerCode, from, through, atMost: transfersAtMost + 1 })
    const tooMany = transfers.length > transfersAtMost
    return tooMany ? refuse({ code: 'filing.too-many', limit: transfersAtMost }) : ok(transfers)
  }
  const found = await personFile(ports, message, insuredId)
  if (!found.ok) return found
  const { insured, enrolments, filings } = found.value
  const own = filings.flatMap((filing) => (filing.kind === 'transfer' && filing.state === 'valid' ? [filing] : []))
  const inPeriod = own.filter(({ transferOn }) => from <= transferOn && transferOn <= through)
  return ok(inPeriod.map((filing) => ({ filing, insured, enrolments })))
}
