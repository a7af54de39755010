import {
  addFen,
  dateOf,
  type Fen,
  type IsoDate,
  type LocalDateTime,
  maxFen,
  negateFen,
  zeroFen,
} from '@yibao/core/kernel'
import { payers, type RegionPack } from '@yibao/core/policy'
import {
  bookCorrections,
  type CorrectionBooking,
  type CorrectionFile,
  type CorrectionOrder,
  type CorrectionRefusal,
  type FiledCorrection,
  type Findings,
  findCorrections,
  type PresentLaw,
  undoCorrection,
} from '@yibao/core/settlement'

/** Whose settlements are looked at; null looks at all. Days are those of the settlement, both ends inside. */
export interface CorrectionFilter {
  readonly insuredId: string | null
  readonly providerCode: string | null
  readonly since: IsoDate | null
  readonly until: IsoDate | null
}

export const everybody: CorrectionFilter = { insuredId: null, providerCode: null, since: null, until: null }

/** What is read and written of corrections, at the desk and never on the hot road. */
export interface CorrectionStore {
  /** How many people have a settlement that is looked for. */
  count(filter: CorrectionFilter): Promise<number>
  /** The one person, or those people behind a person, in the order of their keys, each with all that corrections are found from. */
  files(filter: CorrectionFilter, after: string, limit: number): Promise<readonly CorrectionFile[]>
  correction(correctionId: string): Promise<FiledCorrection | null>
  /** Returns false when the person's version moved on; then nothing was written. */
  record(booking: CorrectionBooking): Promise<boolean>
  /** Keeps the law that corrections are computed under, so that anyone can compute them again. */
  keepPacks(packs: readonly RegionPack[], at: LocalDateTime): Promise<void>
}

type Progress = (done: number, all: number) => void

/** Who is told a difference: every payer and the person. */
export const correctedPayers = [...payers, 'person'] as const

type CorrectedPayer = (typeof correctedPayers)[number]

/** A settlement that comes out differently today, as lists show it. */
interface FoundRow {
  readonly insuredId: string
  readonly settlementId: string
  readonly providerCode: string
  readonly at: LocalDateTime
  readonly year: number
  readonly total: Fen
  readonly planBefore: string
  /** Null when the person was not insured that day. */
  readonly planAfter: string | null
  readonly difference: Readonly<Record<CorrectedPayer, Fen>>
  readonly totals: Findings['found'][number]['difference']['totals']
}

/** A settlement that is not corrected, with the reason. */
interface NotComputedRow {
  readonly insuredId: string
  readonly settlementId: string
  readonly problem: Findings['notComputed'][number]['problem']
}

/** How many people are owed by the funds or owe to them, and how much. */
interface Direction {
  readonly people: number
  readonly amount: Fen
}

export interface CorrectionReport {
  /** People who were looked at. */
  readonly people: number
  readonly found: readonly FoundRow[]
  readonly notComputed: readonly NotComputedRow[]
  readonly sums: Readonly<Record<CorrectedPayer, Fen>>
  readonly toPeople: Direction
  readonly fromPeople: Direction
}

function payersOf(of: (payer: CorrectedPayer) => Fen): Readonly<Record<CorrectedPayer, Fen>> {
  return Object.fromEntries(correctedPayers.map((payer) => [payer, of(payer)])) as unknown as Readonly<
    Record<CorrectedPayer, Fen>
  >
}

function rowOf({ settlement, difference, basis }: Findings['found'][number]): FoundRow {
  const { insuredId, settlementId, providerCode, at, year, amounts } = settlement
  return {
    insuredId,
    settlementId,
    providerCode,
    at,
    year,
    total: amounts.total,
    planBefore: settlement.basis.planId,
    planAfter: basis?.planId ?? null,
    difference: payersOf((payer) => difference.amounts[payer]),
    totals: difference.totals,
  }
}

/** All of a person's settlements are computed; those that are looked for are shown. */
function isAsked(
  { settlement: { providerCode, at } }: Pick<Findings['found'][number], 'settlement'>,
  filter: CorrectionFilter,
): boolean {
  const { since, until } = filter
  const day = dateOf(at)
  const here = filter.providerCode === null || filter.providerCode === providerCode
  return here && (since === null || day >= since) && (until === null || day <= until)
}

/** How many people are read at once. */
const batch = 100

async function* filesOf(store: CorrectionStore, filter: CorrectionFilter, progress: Progress) {
  const all = await store.count(filter)
  let done = 0
  for (let after = ''; ; ) {
    const files = await store.files(filter, after, batch)
    yield* files
    done += files.length
    progress(done, all)
    const last = files.at(-1)
    if (last === undefined || files.length < batch || filter.insuredId !== null) return
    after = last.insured.insuredId
  }
}

function directionsOf(found: readonly FoundRow[]): Pick<CorrectionReport, 'toPeople' | 'fromPeople'> {
  const owed = new Map<string, Fen>()
  for (const { insuredId, difference } of found) {
    owed.set(insuredId, addFen(owed.get(insuredId) ?? zeroFen, negateFen(difference.person)))
  }
  const direction = (amounts: readonly Fen[]): Direction => {
    const some = amounts.filter((amount) => amount > 0)
    return { people: some.length, amount: some.reduce(addFen, zeroFen) }
  }
  const amounts = [...owed.values()]
  return {
    toPeople: direction(amounts.map((amount) => maxFen(zeroFen, amount))),
    fromPeople: direction(amounts.map((amount) => maxFen(zeroFen, negateFen(amount)))),
  }
}

function reportOf(
  people: number,
  found: readonly FoundRow[],
  notComputed: readonly NotComputedRow[],
): CorrectionReport {
  const sums = payersOf((payer) => found.map(({ difference }) => difference[payer]).reduce(addFen, zeroFen))
  return { people, found, notComputed, sums, ...directionsOf(found) }
}

const problemRow = ({ settlement, problem }: Findings['notComputed'][number]): NotComputedRow => ({
  insuredId: settlement.insuredId,
  settlementId: settlement.settlementId,
  problem,
})

/** Finds every settlement that comes out differently today. Changes nothing. */
export async function findAll(
  store: CorrectionStore,
  filter: CorrectionFilter,
  law: PresentLaw,
  progress: Progress,
): Promise<CorrectionReport> {
  const found: FoundRow[] = []
  const notComputed: NotComputedRow[] = []
  let people = 0
  for await (const file of filesOf(store, filter, progress)) {
    people += 1
    const findings = findCorrections(file, law)
    for (const one of findings.found) if (isAsked(one, filter)) found.push(rowOf(one))
    for (const one of findings.notComputed) if (isAsked(one, filter)) notComputed.push(problemRow(one))
  }
  return reportOf(people, found, notComputed)
}

/** Another decision about the same person may come first this often. */
const attempts = 5

/** Why one person's corrections were not booked. */
export type BookingRefusal =
  | CorrectionRefusal
  | { readonly code: 'correction.busy'; readonly insuredId: string }
  | { readonly code: 'correction.unknown-person'; readonly insuredId: string }

/** Decides on the person's file of this moment, and again when somebody else came first. */
async function recordFor<Decided extends { readonly booking: CorrectionBooking }>(
  store: CorrectionStore,
  insuredId: string,
  decide: (file: CorrectionFile) => Decided | BookingRefusal,
  first: CorrectionFile | null = null,
): Promise<Decided | BookingRefusal> {
  let file = first
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    file ??= (await store.files({ ...everybody, insuredId }, '', 1))[0] ?? null
    if (file === null) return { code: 'correction.unknown-person', insuredId }
    const decided = decide(file)
    if ('code' in decided) return decided
    if (decided.booking.corrections.length === 0 || (await store.record(decided.booking))) return decided
    file = null
  }
  return { code: 'correction.busy', insuredId }
}

export interface BookedReport extends CorrectionReport {
  /** The numbers of the corrections, by settlement. */
  readonly booked: readonly { readonly settlementId: string; readonly correctionId: string }[]
  readonly refused: readonly { readonly insuredId: string; readonly refusal: BookingRefusal }[]
}

/**
 * Books everything that is found for one person or for all, person by person, each whole or not at all. Booked again,
 * it finds nothing more.
 */
export async function bookAll(
  store: CorrectionStore,
  filter: Pick<CorrectionFilter, 'insuredId'>,
  law: PresentLaw,
  order: CorrectionOrder & { readonly newId: () => string },
  progress: Progress,
): Promise<BookedReport> {
  const { newId, ...signed } = order
  await store.keepPacks(law.book.packs, order.at)
  const found: FoundRow[] = []
  const notComputed: NotComputedRow[] = []
  const booked: BookedReport['booked'][number][] = []
  const refused: BookedReport['refused'][number][] = []
  let people = 0
  for await (const first of filesOf(store, { ...everybody, ...filter }, progress)) {
    people += 1
    const { insuredId } = first.insured
    const decide = (file: CorrectionFile) => {
      const findings = findCorrections(file, law)
      const numbered = findings.found.map((one) => ({ ...one, correctionId: newId() }))
      const booking = bookCorrections(file, numbered, signed)
      return booking.ok ? { booking: booking.value, findings } : booking.error
    }
    const outcome = await recordFor(store, insuredId, decide, first)
    if ('code' in outcome) {
      refused.push({ insuredId, refusal: outcome })
      continue
    }
    found.push(...outcome.findings.found.map(rowOf))
    notComputed.push(...outcome.findings.notComputed.map(problemRow))
    for (const { settlementId, correctionId } of outcome.booking.corrections)
      booked.push({ settlementId, correctionId })
  }
  return { ...reportOf(people, found, notComputed), booked, refused }
}

/** Undoes one correction by its opposite. @returns the correction that undoes it, or why it is not undone */
export async function undoOne(
  store: CorrectionStore,
  correctionId: string,
  order: CorrectionOrder & { readonly newId: () => string },
): Promise<{ readonly undo: FiledCorrection | null } | BookingRefusal> {
  const { newId, ...signed } = order
  const found = await store.correction(correctionId)
  if (found === null) return { code: 'correction.unknown', correctionId }
  const outcome = await recordFor(store, found.insuredId, (file) => {
    const booking = undoCorrection(file, { correctionId, undoId: newId() }, signed)
    return booking.ok ? { booking: booking.value } : booking.error
  })
  return 'code' in outcome ? outcome : { undo: outcome.booking.corrections[0] ?? null }
}
