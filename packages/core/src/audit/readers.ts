import {
  agesOn,
  diagnosisFields,
  fieldOf,
  lineFields,
  operationFields,
  personFields,
  providerFields,
  visitFields,
} from './fields.ts'
import { type AuditRow, type AuditSums, type AuditValue, type CompiledExpression, timeOf } from './scope.ts'
import { sideRowsOf } from './side-rows.ts'
import type { Subject } from './types.ts'

type RowReader = (row: AuditRow) => AuditValue | undefined

const unknown: RowReader = () => undefined

function personReader(name: string): RowReader {
  const age = Object.hasOwn(agesOn, name) ? agesOn[name] : undefined
  if (age !== undefined) {
    return (row) => {
      const birth = row.visit?.person.birth
      const on = timeOf(row)
      if (birth === undefined || on === null) return undefined
      const years = age(birth, on)
      return years >= 0 ? years : undefined
    }
  }
  const field = personFields[name]
  return field === undefined ? unknown : ({ visit }) => (visit === null ? undefined : field(visit.person))
}

function partReader<Part extends 'line' | 'visit' | 'diagnosis' | 'operation'>(
  part: Part,
  field: ((of: NonNullable<AuditRow[Part]>) => AuditValue | undefined) | undefined,
): RowReader {
  if (field === undefined) return unknown
  return (row) => {
    const whole = row[part]
    return whole === null ? undefined : field(whole)
  }
}

/** A field of a row by the root under which it goes; without a name the whole. */
function rowReader(root: string, name: string | undefined): RowReader {
  switch (root) {
    case 'line':
      return name === undefined ? ({ line }) => line ?? undefined : lineReader(name)
    case 'visit':
      return name === undefined ? ({ visit }) => visit ?? undefined : partReader('visit', visitFields[name])
    case 'person':
      return name === undefined ? ({ visit }) => visit?.person : personReader(name)
    case 'provider': {
      const field = name === undefined ? undefined : providerFields[name]
      return field === undefined ? unknown : ({ visit }) => (visit === null ? undefined : field(visit.provider))
    }
    case 'diagnosis':
      return name === undefined ? unknown : partReader('diagnosis', diagnosisFields[name])
    case 'operation':
      return name === undefined ? unknown : partReader('operation', operationFields[name])
    case 'row':
      return name === undefined ? unknown : ({ side }) => (side === null ? undefined : side[name])
    case 'point':
      return name === undefined ? unknown : ({ point }) => (point === null ? undefined : point.values[name])
    default:
      return unknown
  }
}

function lineReader(name: string): RowReader {
  const field = lineFields[name]
  // Not by way of partReader: this is what every line of a bill is asked.
  return field === undefined ? unknown : ({ line }) => (line === null ? undefined : field(line))
}

const subjectRoots = {
  line: 'line',
  visit: 'visit',
  diagnosis: 'diagnosis',
  operation: 'operation',
  side: 'row',
} as const
const parts = new Set(['visit', 'person', 'provider', 'point'])

/** The root and name under which a field of `a` or `b` goes: `a.visit.begin` is `visit.begin` of that row. */
export function nameOfSubject(subject: Subject, path: readonly string[]): { root: string; name: string | undefined } {
  const [first, second] = path
  const isPart = first !== undefined && parts.has(first) && (second !== undefined || subject.of !== 'side')
  return isPart ? { root: first, name: second } : { root: subjectRoots[subject.of], name: first }
}

export interface Subjects {
  readonly a: Subject | null
  readonly b: Subject | null
}

/** Derived fields, and the fact that is missing when they are. */
const madeOf: Readonly<Record<string, string>> = {
  'person.years': 'person.birth',
  'person.ageDays': 'person.birth',
  'visit.endDay': 'visit.end',
  'visit.stayDays': 'visit.end',
  'visit.hours': 'visit.end',
  'visit.codes': 'visit.diagnoses',
  'visit.mainDiagnosis': 'visit.diagnoses',
}

/** What to call a field that is missing. */
export function factName(root: string, name: string | undefined): string {
  const field = name === undefined ? root : `${root}.${name}`
  return madeOf[field] ?? field
}

const sumNames: readonly string[] = ['sum', 'limit', 'excess', 'left', 'right'] satisfies (keyof AuditSums)[]

function isSum(root: string): root is keyof AuditSums {
  return sumNames.includes(root)
}

function ofOther(which: 'a' | 'b', subject: Subject, path: readonly string[]): CompiledExpression {
  const { root, name } = nameOfSubject(subject, path)
  const read = rowReader(root, name)
  const fact = factName(root, name)
  return (scope) => {
    const row = scope[which]
    const value = row === null ? undefined : read(row)
    if (value === undefined) scope.missing = fact
    return value
  }
}

function ofSide(table: string): CompiledExpression {
  return (scope) => {
    const rows = sideRowsOf(scope.ground, table, scope.hand)
    if (typeof rows !== 'string') return rows
    scope.missing = rows
    return undefined
  }
}

/** Reads a field of any root but `param` and bound names. */
export function fieldReader(root: string, path: readonly string[], subjects: Subjects): CompiledExpression {
  const [name] = path
  if (root === 'side' && name !== undefined) return ofSide(name)
  if (root === 'a' || root === 'b') {
    const subject = subjects[root]
    if (subject !== null) return ofOther(root, subject, path)
  }
  const fact = factName(root, name)
  if (isSum(root)) {
    return (scope) => {
      const value = scope.sums[root]
      if (value === undefined) scope.missing = fact
      return value
    }
  }
  const read = rowReader(root, name)
  return (scope) => {
    const value = read(scope.hand)
    if (value === undefined) scope.missing = fact
    return value
  }
}

/** Reads a bound name or a field of it. */
export function boundValue(value: AuditValue | undefined, path: readonly string[]): AuditValue | undefined {
  const [name] = path
  if (name === undefined || value === undefined) return value
  if (value === null || typeof value !== 'object') return undefined
  return fieldOf(value, name)
}

/** What to call a fact that a bound row lacks. */
export function boundFact(value: AuditValue | undefined, bound: string, path: readonly string[]): string {
  const isRow = value !== null && typeof value === 'object'
  const root = isRow && 'lineId' in value ? 'line' : isRow && 'visitId' in value ? 'visit' : bound
  return factName(root, path[0])
}
