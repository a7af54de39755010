import type { AuditDiagnosis, AuditGround, AuditLine, AuditPerson, AuditProvider, AuditVisit } from '../audit/index.ts'
import { type CatalogItem, findItem } from '../catalog/index.ts'
import { careKindOf, type Diagnosis, enrolmentOn, type LineOrder, type Provider } from '../encounter/index.ts'
import { dateOf, type IsoDate, inRange, quantity, sumFen, zeroFen } from '../kernel/index.ts'
import type { AuditSources, SeenLine, SeenPerson, SeenSources, SeenVisit } from './audit-types.ts'

/** National `med_type` 13 (急诊) and 24 (急诊转住院). */
const emergencies = ['13', '24']

/** National `med_chrgitm_type` of herbs (中药饮片费), which the catalogue keeps among the drugs. */
const herbs = '10'

/** What rules call an item: a herb is a kind of its own. */
export function auditKind({
  kind,
  chargeType,
}: Pick<CatalogItem, 'kind' | 'chargeType'>): NonNullable<AuditLine['kind']> {
  return kind === 'drug' && chargeType === herbs ? 'herb' : kind
}

/** The facts of an item on the day of its fee: those of the catalogue; without a row there the item is unknown. */
export function itemFacts(
  { catalog }: Pick<AuditSources, 'catalog'>,
  itemCode: string,
  on: IsoDate,
  level: AuditProvider['level'],
): Pick<AuditLine, 'kind' | 'class' | 'chargeType' | 'ceiling' | 'restriction'> & { readonly name?: string } {
  const found = findItem(catalog, itemCode, on)
  if (!found.ok) return found.error.code === 'catalog.unknown-item' ? { kind: 'unknown' } : {}
  const { kind, class: itemClass, chargeType, ceilings, restriction, name } = found.value
  const ceiling = level === undefined ? {} : { ceiling: ceilings[level] ?? null }
  return { kind: auditKind({ kind, chargeType }), class: itemClass, chargeType, restriction, name, ...ceiling }
}

/** The catalogue's row of an item on a day; undefined where it has none. */
const rowOn = ({ catalog }: Pick<SeenSources, 'catalog'>, itemCode: string, on: IsoDate) =>
  catalog.get(itemCode)?.find(({ range }) => inRange(range, on))

type Open<Of> = { -readonly [Name in keyof Of]: Of[Name] }

const noRefunds: readonly SeenLine[] = []

/** One of the few things made for every line of an archive: it is filled in place, always in the same order. */
function lineOf(line: SeenLine, refunds: readonly SeenLine[], level: AuditProvider['level'], sources: SeenSources) {
  const { lineNumber, itemCode, at, price, approval, item, ordered } = line
  const row = rowOn(sources, itemCode, dateOf(at))
  const isWhole = refunds.length === 0
  const all = isWhole ? noRefunds : [line, ...refunds]
  const seen: Open<AuditLine> = {
    lineId: lineNumber,
    item: itemCode,
    name: item.name,
    kind: auditKind(item),
    class: item.class,
    chargeType: item.chargeType,
    restriction: row?.restriction ?? '',
    at,
    price,
    quantity: isWhole ? line.quantity : quantity(all.reduce((sum, each) => sum + each.quantity, 0)),
    amount: isWhole ? line.split.total : sumFen(all.map(({ split }) => split.total)),
    eligible: isWhole ? line.split.eligible : sumFen(all.map(({ split }) => split.eligible)),
    approved: approval === 'approved',
  }
  if (row !== undefined && level !== undefined) seen.ceiling = row.ceilings[level] ?? null
  // What a line does not say of the order behind it is not known.
  const { doctorCode, prescription, diseaseCode } = ordered ?? noOrder
  if (doctorCode != null) seen.doctor = doctorCode
  if (prescription != null) seen.prescription = prescription
  if (diseaseCode != null) seen.disease = diseaseCode
  return seen
}

const noOrder: Partial<LineOrder> = {}

const inTime = (a: AuditLine, b: AuditLine): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.lineId < b.lineId ? -1 : a.lineId > b.lineId ? 1 : 0

/** Lines without what was given back of them; a line that was given back whole is gone. */
function standingLines(lines: readonly SeenLine[], level: AuditProvider['level'], sources: SeenSources): AuditLine[] {
  const hasRefunds = lines.some(({ refundOf }) => refundOf !== null)
  const refunds = hasRefunds
    ? Map.groupBy(
        lines.filter(({ refundOf }) => refundOf !== null),
        ({ refundOf }) => refundOf,
      )
    : null
  const standing: AuditLine[] = []
  for (const line of lines) {
    if (line.refundOf !== null) continue
    const seen = lineOf(line, refunds?.get(line.lineNumber) ?? noRefunds, level, sources)
    if ((seen.quantity ?? 0) > 0) standing.push(seen)
  }
  return standing.sort(inTime)
}

const diagnosisOf = ({ code, main, side }: Diagnosis): AuditDiagnosis => ({
  code,
  main,
  ...(side === undefined ? {} : { side }),
})

const seenProviders = new WeakMap<Provider, AuditProvider>()

/** The institution as rules ask about it. */
export function providerSeen(providerCode: string, { providerOf }: Pick<SeenSources, 'providerOf'>): AuditProvider {
  const provider = providerOf(providerCode)
  if (provider === null) return { providerCode }
  const known = seenProviders.get(provider)
  if (known !== undefined && known.providerCode === providerCode) return known
  const { kind, level, division, range } = provider
  const seen = { providerCode, kind, level, division, from: range.from, until: range.until }
  seenProviders.set(provider, seen)
  return seen
}

const seenPersons = new WeakMap<SeenPerson, AuditPerson>()

/** The person as rules ask about them: the same for all their visits. */
export function personSeen(person: SeenPerson): AuditPerson {
  const known = seenPersons.get(person)
  if (known !== undefined) return known
  const { insuredId, gender, birth, diedOn } = person.insured
  const seen: AuditPerson = {
    insuredId,
    ...(gender === 'unknown' ? {} : { sex: gender }),
    birth,
    diedOn,
    insured: person.enrolments.map(({ scheme, range }) => ({ scheme, from: range.from, until: range.until })),
  }
  seenPersons.set(person, seen)
  return seen
}

/** What the national `med_type` says of a visit. */
export function medTypeFacts(medType: string | null): Pick<AuditVisit, 'care' | 'medType' | 'emergency'> {
  if (medType === null) return {}
  const care = careKindOf(medType)
  const emergency = emergencies.some((code) => medType.startsWith(code))
  return { medType, emergency, ...(care === null ? {} : { care }) }
}

/** A visit on file as rules look at it, the same at settlement and over the archive. */
export function visitSeen(seen: SeenVisit, person: SeenPerson, sources: SeenSources, current: boolean): AuditVisit {
  const { visit, diagnoses, more = {} } = seen
  const { visitId, providerCode, scheme, medType, begin, stay, departmentCode, diseaseCode = null } = visit
  const provider = providerSeen(providerCode, sources)
  const lines = standingLines(seen.lines, provider.level, sources)
  const division = enrolmentOn(person.enrolments, scheme, dateOf(begin))?.division
  return {
    visitId,
    person: personSeen(person),
    provider,
    current,
    scheme,
    ...medTypeFacts(medType),
    begin,
    end: stay === null ? begin : stay.dischargedAt,
    ...(division === undefined ? {} : { division }),
    ...(departmentCode === '' ? {} : { department: departmentCode }),
    disease: diseaseCode,
    ...(stay === null ? {} : { dischargeWay: stay.dischargeWay, transferredFrom: stay.transferredFrom }),
    total: sumFen(lines.map(({ amount = zeroFen }) => amount)),
    diagnoses: diagnoses.map(diagnosisOf),
    lines,
    ...more,
  }
}

const byBegin = (a: AuditVisit, b: AuditVisit): number =>
  a.begin < b.begin ? -1 : a.begin > b.begin ? 1 : a.visitId < b.visitId ? -1 : 1

/** One ground from visits in any order. */
export function groundOf(
  visits: readonly AuditVisit[],
  { historyFrom, today, side = {} }: Pick<AuditGround, 'historyFrom' | 'today'> & Partial<Pick<AuditGround, 'side'>>,
): AuditGround {
  return { visits: visits.toSorted(byBegin), side, historyFrom, today }
}
