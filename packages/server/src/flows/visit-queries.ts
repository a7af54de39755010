import type { Diagnosis, Provider, Visit } from '@yibao/core/encounter'
import { dateOf, daysBetween, type LocalDateTime, localDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import type { FiledLine, PersonFile, SettlementRefusal } from '@yibao/core/settlement'
import { gatherFor } from './carry-out.ts'
import { personFile, settlementFile } from './look-up.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { QueryRefusal } from './query-refusals.ts'
import type { FlowRefusal } from './refusals.ts'
import type { ChronicLine, CurrentStay, Period, ShownVisit } from './visit-ports.ts'

/** A year and a day: "from this day to this day of last year" is one query. */
const longestDays = 366

/** As many rows as fit into one answer. */
const mostRows = 500

const midnight = ' 00:00:00'

/**
 * The period a query asks about. An end at midnight means that whole day, as the interface says of end dates.
 *
 * Refusals: `query.period-turned`, `query.period-too-long`.
 */
export function periodAsked(begin: LocalDateTime, end: LocalDateTime): Result<Period, QueryRefusal> {
  const through = end.endsWith(midnight) ? localDateTime(`${dateOf(end)} 23:59:59`) : end
  if (through < begin) return refuse({ code: 'query.period-turned', from: begin, through: end })
  const days = daysBetween(dateOf(begin), dateOf(through))
  return days > longestDays
    ? refuse({ code: 'query.period-too-long', days, limit: longestDays })
    : ok({ from: begin, through })
}

function within<Row>(rows: readonly Row[]): Result<readonly Row[], QueryRefusal> {
  return rows.length > mostRows ? refuse({ code: 'query.too-many-rows', limit: mostRows }) : ok(rows)
}

type Refusal = QueryRefusal | SettlementRefusal | FlowRefusal

/** What every query knows of who asks. */
export interface Asking {
  readonly message: IncomingMessage
  readonly provider: Provider
}

interface AskedPeriod {
  readonly begin: LocalDateTime
  readonly end: LocalDateTime
}

/** A person's visits at the asking institution. */
export async function visitsOf(
  ports: Ports,
  { message, provider }: Asking,
  asked: AskedPeriod & { readonly insuredId: string; readonly medType: string; readonly visitId: string | null },
): Promise<Result<{ readonly file: PersonFile; readonly visits: readonly ShownVisit[] }, Refusal>> {
  const period = periodAsked(asked.begin, asked.end)
  if (!period.ok) return period
  const { insuredId, medType, visitId } = asked
  const { providerCode } = provider
  const file =
    visitId === null
      ? await personFile(ports, message, insuredId)
      : await ownVisit(ports, { message, provider }, insuredId, visitId)
  if (!file.ok) return file
  const question = { insuredId, providerCode, period: period.value, medType, visitId, atMost: mostRows + 1 }
  const visits = within(await ports.visitRecords.visits(question))
  return visits.ok ? ok({ file: file.value, visits: visits.value }) : visits
}

/** The file of a visit of the asking institution, cancelled or not. */
async function ownVisit(
  ports: Ports,
  { message, provider }: Asking,
  insuredId: string,
  visitId: string,
): Promise<Result<PersonFile & { readonly visit: Visit }, Refusal>> {
  const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'visit', visitId })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const { visit } = file
  if (visit === null) return refuse({ code: 'settlement.unknown-visit', visitId })
  if (visit.providerCode !== provider.providerCode) return refuse({ code: 'settlement.other-providers-visit', visitId })
  return ok({ ...file, visit })
}

/** The diagnoses of a visit, in their order. */
export async function diagnosesOf(
  ports: Ports,
  asking: Asking,
  insuredId: string,
  visitId: string,
): Promise<Result<{ readonly visit: Visit; readonly diagnoses: readonly Diagnosis[] }, Refusal>> {
  const file = await ownVisit(ports, asking, insuredId, visitId)
  return file.ok ? ok({ visit: file.value.visit, diagnoses: file.value.diagnoses }) : file
}

export interface LinesAsked {
  readonly insuredId: string
  readonly visitId: string
  /** Only the lines that this settlement settled; null asks for all of the visit. */
  readonly settlementId: string | null
}

/** The lines of a visit, or of one of its settlements that stands. */
export async function linesOf(
  ports: Ports,
  asking: Asking,
  { insuredId, visitId, settlementId }: LinesAsked,
): Promise<Result<{ readonly visit: Visit; readonly lines: readonly FiledLine[] }, Refusal>> {
  const file = await ownVisit(ports, asking, insuredId, visitId)
  if (!file.ok) return file
  const { visit, lines } = file.value
  if (settlementId === null) return ok({ visit, lines })
  const settled = await settlementFile(ports, asking.message, insuredId, settlementId)
  if (!settled.ok) return settled
  const named = settled.value.chain.find((one) => one.settlementId === settlementId)
  if (named === undefined) return refuse({ code: 'settlement.unknown-settlement', settlementId })
  if (named.visitId !== visitId)
    return refuse({ code: 'settlement.visit-of-settlement-differs', settlementId, visitId })
  return ok({ visit, lines: lines.filter((line) => line.settlementId === named.rootId) })
}

/** What was dispensed to the person for filed chronic diseases, wherever: the answer names the institutions. */
export async function chronicLinesOf(
  ports: Ports,
  { message }: Asking,
  asked: AskedPeriod & { readonly insuredId: string },
): Promise<Result<readonly ChronicLine[], Refusal>> {
  const period = periodAsked(asked.begin, asked.end)
  if (!period.ok) return period
  const { insuredId } = asked
  const known = await personFile(ports, message, insuredId)
  if (!known.ok) return known
  return within(await ports.visitRecords.chronicLines({ insuredId, period: period.value, atMost: mostRows + 1 }))
}

/** Who lies in the asking institution now: one person, or everybody. */
export async function currentStaysOf(
  ports: Ports,
  { message, provider }: Asking,
  asked: AskedPeriod & { readonly insuredId: string | null },
): Promise<Result<readonly CurrentStay[], Refusal>> {
  const period = periodAsked(asked.begin, asked.end)
  if (!period.ok) return period
  const { insuredId } = asked
  if (insuredId !== null) {
    const known = await personFile(ports, message, insuredId)
    if (!known.ok) return known
  }
  const { providerCode } = provider
  const question = { insuredId, providerCode, period: period.value, atMost: mostRows + 1 }
  return within(await ports.visitRecords.currentStays(question))
}
