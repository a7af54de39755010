import type { DischargeRecord } from '../encounter/index.ts'
import type { Asked, Missing } from './nearest-change.ts'
import { countingPlaces, countsBeside, excludedCodes, holdsFor, type Lookups, recordField } from './nearest-evaluate.ts'
import { partOf } from './reach-atoms.ts'
import { isWithinBounds } from './reach-numbers.ts'
import type { Bounds, ComplicationLevel, Condition, ListId, NumericField, Scheme } from './types.ts'

/** Codes of one list that are tried as an example. */
const mostExamples = 60

/**
 * Changes that bring a condition nearer to being as asked: each does one thing. The principal diagnosis is never among them: it is
 * chosen by what the patient was treated for, not by the group it leads to.
 */
export function repairsOf(
  scheme: Scheme,
  lookups: Lookups,
  record: DischargeRecord,
  { condition, holds }: Asked,
): readonly Missing[] {
  if (holdsFor(lookups, condition, record) === holds) return []
  const part = partOf(condition)
  const again = (inner: Condition, innerHolds: boolean) =>
    repairsOf(scheme, lookups, record, { condition: inner, holds: innerHolds })
  if (part.key === 'not') return again(part.of, !holds)
  if (part.key === 'all' || part.key === 'any') {
    const isEvery = (part.key === 'all') === holds
    if (!isEvery) return part.of.flatMap((one) => again(one, holds))
    const first = part.of.find((one) => holdsFor(lookups, one, record) !== holds)
    return first === undefined ? [] : again(first, holds)
  }
  const asked: Asked = { condition, holds }
  switch (part.key) {
    case 'op1In':
      return holds
        ? [
            ...promoted(record, asked, (code) => lookups.inList(part.list, code)),
            ...added(scheme, record, asked, part.list, true),
          ]
        : [
            ...promoted(record, asked, (code) => !lookups.inList(part.list, code)),
            ...withoutOperation(record, asked, 0),
          ]
    case 'opAnyIn':
    case 'op2In': {
      if (holds)
        return added(scheme, record, asked, part.list, record.operations.length === 0 && part.key === 'opAnyIn')
      const first = part.key === 'op2In' ? 1 : 0
      const index = record.operations.findIndex((code, place) => place >= first && lookups.inList(part.list, code))
      return withoutOperation(record, asked, index)
    }
    case 'hasOp':
      return holds ? [] : withoutOperation(record, asked, 0)
    case 'dx2In':
    case 'dxAnyIn':
      return holds
        ? addedDiagnoses(scheme, record, asked, part.list)
        : withoutDiagnosis(record, asked, part.list, lookups)
    case 'traumaSites':
      return holds
        ? part.sites.sites
            .filter(({ dx }) => !record.diagnoses.some((code) => lookups.inList(dx, code)))
            .flatMap(({ dx }) => addedDiagnoses(scheme, record, asked, dx).slice(0, 1))
        : []
    case 'mcc':
    case 'cc': {
      const level = part.key === 'mcc' ? 'MCC' : 'CC'
      return holds
        ? addedComplications(lookups, record, asked, level)
        : withoutComplication(lookups, record, asked, level)
    }
    case 'gender':
      return holds ? [fact(asked, 'gender', record.gender, part.value)] : []
    case 'leavingType':
      return holds ? part.values.slice(0, 1).map((to) => fact(asked, 'leavingType', record.leavingType, to)) : []
    case 'dept':
      return holds ? part.values.slice(0, 1).map((to) => fact(asked, 'department', record.department, to)) : []
    case 'number':
      return otherNumbers(record, asked, part.field, part.bounds)
    default:
      return []
  }
}

function promoted({ operations }: DischargeRecord, asked: Asked, fits: (code: string) => boolean): readonly Missing[] {
  return operations.flatMap((code, index) =>
    index > 0 && operations.indexOf(code) === index && fits(code)
      ? [{ kind: 'operation-first', code, index, asked }]
      : [],
  )
}

function added(
  { lists }: Scheme,
  { operations }: DischargeRecord,
  asked: Asked,
  list: ListId,
  principal: boolean,
): readonly Missing[] {
  return spread(lists[list] ?? [])
    .filter((code) => !operations.includes(code))
    .map((code) => ({ kind: 'operation-missing', list, code, principal, asked }))
}

function withoutOperation({ operations }: DischargeRecord, asked: Asked, index: number): readonly Missing[] {
  const code = operations[index]
  return code === undefined ? [] : [{ kind: 'operation-unfit', code, index, asked }]
}

function addedDiagnoses(
  { lists }: Scheme,
  { diagnoses }: DischargeRecord,
  asked: Asked,
  list: ListId,
): readonly Missing[] {
  return spread(lists[list] ?? [])
    .filter((code) => !diagnoses.includes(code))
    .map((code) => ({ kind: 'diagnosis-missing', list, code, asked }))
}

function withoutDiagnosis(
  { diagnoses }: DischargeRecord,
  asked: Asked,
  list: ListId,
  { inList }: Lookups,
): readonly Missing[] {
  if (inList(list, diagnoses[0]) && !('dx2In' in asked.condition)) return []
  const index = diagnoses.findIndex((code, place) => place > 0 && inList(list, code))
  const code = diagnoses[index]
  return code === undefined ? [] : [{ kind: 'diagnosis-unfit', code, index, asked }]
}

function addedComplications(
  lookups: Lookups,
  record: DischargeRecord,
  asked: Asked,
  level: ComplicationLevel,
): readonly Missing[] {
  const principal = record.diagnoses[0] ?? ''
  const excluded = excludedCodes(lookups, record, level)
  const counting: string[] = []
  for (const [dx, complication] of lookups.complications) {
    const fits = complication.level === level && dx !== principal && countsBeside(lookups, principal, dx)
    if (fits) counting.push(dx)
  }
  return spread(counting).map((code) => ({ kind: 'complication-missing', level, code, excluded, asked }))
}

function withoutComplication(
  lookups: Lookups,
  record: DischargeRecord,
  asked: Asked,
  level: ComplicationLevel,
): readonly Missing[] {
  return countingPlaces(lookups, record, level)
    .slice(0, 1)
    .map((index) => ({ kind: 'complication-unfit', level, code: record.diagnoses[index] ?? '', index, asked }))
}

function fact(
  asked: Asked,
  field: Extract<Missing, { readonly kind: 'fact' }>['field'],
  from: string | number | null,
  to: string | number,
): Missing {
  return { kind: 'fact', field, from, to, asked }
}

/** The nearest numbers on the other side of a limit. */
function otherNumbers(record: DischargeRecord, asked: Asked, field: NumericField, bounds: Bounds): readonly Missing[] {
  const target = recordField(field)
  const from = record[target]
  // A grown person is no infant: that is another patient.
  if (field === 'ageDays' && from === null) return []
  const limits = [bounds.lt, bounds.lte, bounds.gt, bounds.gte, bounds.eq].filter((limit) => limit !== undefined)
  const candidates = limits
    .flatMap((limit) => [Math.ceil(limit) - 1, limit, Math.floor(limit) + 1])
    .filter((value) => Number.isInteger(value) && value >= 0 && isWithinBounds(value, bounds) === asked.holds)
    .filter((value) => !(field === 'ageYears' && value === 0))
  const distance = (value: number) => Math.abs(value - (from ?? 0))
  const nearest = candidates.sort((a, b) => distance(a) - distance(b))[0]
  return nearest === undefined ? [] : [fact(asked, target, from, nearest)]
}

/** Some codes out of all parts of a list. */
function spread(codes: readonly string[]): readonly string[] {
  if (codes.length <= mostExamples) return codes
  const step = codes.length / mostExamples
  return Array.from({ length: mostExamples }, (_, index) => codes[Math.floor(index * step)] ?? '')
}
