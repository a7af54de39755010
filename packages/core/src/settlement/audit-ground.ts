import type { AuditDiagnosis, AuditGround, AuditLine, AuditPerson, AuditProvider, AuditVisit } from '../audit/index.ts'
import { type CatalogItem, findItem } from '../catalog/index.ts'
import { careKindOf, type Diagnosis, enrolmentOn } from '../encounter/index.ts'
import { dateOf, type IsoDate, quantity, sumFen, zeroFen } from '../kernel/index.ts'
import type { AuditSources, SeenLine, SeenPerson, SeenVisit } from './audit-types.ts'

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

/** What a line says of the order behind it; what it does not say is not known. */
function orderFacts({ ordered }: SeenLine): Pick<AuditLine, 'doctor' | 'prescription' | 'disease'> {
  const { doctorCode, prescription, diseaseCode } = ordered ?? {}
  return {
    ...(doctorCode == null ? {} : { doctor: doctorCode }),
    ...(prescription == null ? {} : { prescription }),
    ...(diseaseCode == null ? {} : { disease: diseaseCode }),
  }
}

function lineOf(line: SeenLine, refunds: readonly SeenLine[], level: AuditProvider['level'], sources: AuditSources) {
  const { lineNumber, itemCode, at, price, approval, item } = line
  const all = [line, ...refunds]
  const { ceiling, restriction = '' } = itemFacts(sources, itemCode, dateOf(at), level)
  const seen: AuditLine = {
    lineId: lineNumber,
    item: itemCode,
    name: item.name,
    kind: auditKind(item),
    class: item.class,
    chargeType: item.chargeType,
    restriction,
    ...(ceiling === undefined ? {} : { ceiling }),
    at,
    price,
    quantity: quantity(all.reduce((sum, each) => sum + each.quantity, 0)),
    amount: sumFen(all.map(({ split }) => split.total)),
    eligible: sumFen(all.map(({ split }) => split.eligible)),
    approved: approval === 'approved',
    ...orderFacts(line),
  }
  return seen
}

const noRefunds: readonly SeenLine[] = []

const inTime = (a: AuditLine, b: AuditLine): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.lineId < b.lineId ? -1 : a.lineId > b.lineId ? 1 : 0

/** Lines without what was given back of them; a line that was given back whole is gone. */
function standingLines(lines: readonly SeenLine[], level: AuditProvider['level'], sources: AuditSources) {
  const refunds = Map.groupBy(
    lines.filter(({ refundOf }) => refundOf !== null),
    ({ refundOf }) => refundOf,
  )
  return lines
    .filter(({ refundOf }) => refundOf === null)
    .map((line) => lineOf(line, refunds.get(line.lineNumber) ?? noRefunds, level, sources))
    .filter((line) => (line.quantity ?? 0) > 0)
    .sort(inTime)
}

const diagnosisOf = ({ code, main, side }: Diagnosis): AuditDiagnosis => ({
  code,
  main,
  ...(side === undefined ? {} : { side }),
})

/** The institution as rules ask about it. */
export function providerSeen(providerCode: string, { providerOf }: Pick<AuditSources, 'providerOf'>): AuditProvider {
  const provider = providerOf(providerCode)
  if (provider === null) return { providerCode }
  const { kind, level, division, range } = provider
  return { providerCode, kind, level, division, from: range.from, until: range.until }
}

/** The person as rules ask about them. */
export function personSeen({ insured, enrolments }: SeenPerson): AuditPerson {
  const { insuredId, gender, birth, diedOn } = insured
  return {
    insuredId,
    ...(gender === 'unknown' ? {} : { sex: gender }),
    birth,
    diedOn,
    insured: enrolments.map(({ scheme, range }) => ({ scheme, from: range.from, until: range.until })),
  }
}

/** What the national `med_type` says of a visit. */
export function medTypeFacts(medType: string | null): Pick<AuditVisit, 'care' | 'medType' | 'emergency'> {
  if (medType === null) return {}
  const care = careKindOf(medType)
  const emergency = emergencies.some((code) => medType.startsWith(code))
  return { medType, emergency, ...(care === null ? {} : { care }) }
}

/** A visit on file as rules look at it, the same at settlement and over the archive. */
export function visitSeen(seen: SeenVisit, person: SeenPerson, sources: AuditSources, current: boolean): AuditVisit {
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
