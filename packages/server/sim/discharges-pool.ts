import type { Condition, ListId, Mdc, MdcStep, NumericField, Scheme } from '@yibao/core/drg'

/** A step of an MDC with its gate: what a record can be aimed at. */
export interface Aim {
  readonly mdc: Mdc
  readonly step: MdcStep
  readonly adrg: Scheme['adrgs'][string] | null
}

/** What a scheme offers to somebody who makes records for it. */
export interface Pool {
  readonly scheme: Scheme
  readonly mdcs: readonly Mdc[]
  readonly aims: readonly Aim[]
  readonly newbornAims: readonly Aim[]
  readonly diagnoses: readonly string[]
  readonly operations: readonly string[]
  /** Operations that are not in the largest list of principal operations: as a rule those that are no surgery. */
  readonly minorOperations: readonly string[]
  /** Diagnoses in no list that opens an MDC. */
  readonly strayDiagnoses: readonly string[]
  readonly commonDiagnoses: readonly string[]
  readonly mcc: readonly string[]
  readonly cc: readonly string[]
  /** Complications by exclusion table, and the tables of a principal diagnosis. */
  readonly byTable: ReadonlyMap<string, readonly string[]>
  readonly tablesOf: ReadonlyMap<string, readonly string[]>
  /** The limits that conditions set to each number. */
  readonly limits: Readonly<Record<NumericField, readonly number[]>>
  readonly departments: readonly string[]
  readonly asksIntensiveCare: boolean
  /** Codes that are in every one of some lists. */
  readonly inAll: (lists: readonly ListId[]) => readonly string[]
}

/** A condition, with everything in it. */
function within(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all.flatMap(within)
  if ('any' in condition) return condition.any.flatMap(within)
  return 'not' in condition ? within(condition.not) : [condition]
}

function grouped(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [key, value] of rows) {
    const values = groups.get(key)
    if (values === undefined) groups.set(key, [value])
    else values.push(value)
  }
  return groups
}

/** Remembers intersections: the same ADRG is aimed at again and again. */
function intersections(lists: Scheme['lists']): Pool['inAll'] {
  const known = new Map<string, readonly string[]>()
  return (names) => {
    const key = names.join('\n')
    const same = known.get(key)
    if (same !== undefined) return same
    const [first = [], ...others] = names.map((name) => lists[name] ?? [])
    const sets = others.map((codes) => new Set(codes))
    const codes = first.filter((code) => sets.every((set) => set.has(code)))
    known.set(key, codes)
    return codes
  }
}

const limitsOf = (leaves: readonly Condition[], field: NumericField): readonly number[] => [
  ...new Set(
    leaves.flatMap((leaf) =>
      Object.values((leaf as Partial<Record<NumericField, Record<string, number>>>)[field] ?? {}),
    ),
  ),
]

const listNames = (leaves: readonly Condition[], keys: readonly string[]): readonly ListId[] =>
  leaves.flatMap((leaf) => Object.entries(leaf).flatMap(([key, list]) => (keys.includes(key) ? [String(list)] : [])))

/** For schemes that do not ask for a department. */
const ordinaryDepartments = ['0301', '0402', '0501', '0701', '1303']

export function poolOf(scheme: Scheme): Pool {
  const { mdcOrder, adrgs, lists, complications, exclusions } = scheme
  const mdcs = mdcOrder.flatMap((code) => scheme.mdcs[code] ?? [])
  const aims = mdcs.flatMap((mdc) =>
    mdc.steps.map((step): Aim => ({ mdc, step, adrg: 'adrg' in step ? (adrgs[step.adrg] ?? null) : null })),
  )
  const gates = mdcs.flatMap(({ when }) => within(when))
  const leaves = [
    ...gates,
    ...aims.flatMap(({ step, adrg }) => ('when' in step ? within(step.when) : adrg === null ? [] : within(adrg.when))),
    ...Object.values(adrgs).flatMap(({ drgs }) => drgs.flatMap(({ when }) => within(when))),
  ]
  const codesIn = (keys: readonly string[], of = leaves): Set<string> =>
    new Set(listNames(of, keys).flatMap((list) => lists[list] ?? []))
  const operations = codesIn(['op1In', 'op2In', 'opAnyIn'])
  const largest = listNames(leaves, ['op1In'])
    .map((list) => new Set(lists[list] ?? []))
    .reduce((most, codes) => (codes.size > most.size ? codes : most), new Set<string>())
  const opening = codesIn(['dx1In', 'dxAnyIn'], gates)
  const ofLevel = (asked: string) => complications.filter(({ level }) => level === asked).map(({ dx }) => dx)
  const [mcc, cc] = [ofLevel('MCC'), ofLevel('CC')]
  const diagnoses = [...new Set([...codesIn(['dx1In', 'dx2In', 'dxAnyIn']), ...mcc, ...cc])]
  const complicating = new Set([...mcc, ...cc])
  const plain = diagnoses.filter((code) => !complicating.has(code))
  const minor = [...operations].filter((code) => !largest.has(code))
  const stray = diagnoses.filter((code) => !opening.has(code))
  return {
    scheme,
    mdcs,
    aims,
    newbornAims: aims.filter(({ mdc }) => within(mdc.when).some((leaf) => 'ageYears' in leaf || 'ageDays' in leaf)),
    diagnoses,
    operations: [...operations],
    minorOperations: minor.length > 0 ? minor : ['89.5200'],
    strayDiagnoses: stray.length > 0 ? stray : ['R69.x00'],
    // Evenly spread over the code book: the same few turn up in many records, as they do in life.
    commonDiagnoses: plain.filter((_, index) => index % Math.ceil(plain.length / 24) === 0),
    mcc,
    cc,
    byTable: grouped(complications.map(({ dx, table }) => [table, dx])),
    tablesOf: grouped(exclusions.map(({ principalDx, table }) => [principalDx, table])),
    limits: {
      ageYears: limitsOf(leaves, 'ageYears'),
      ageDays: limitsOf(leaves, 'ageDays'),
      weightG: limitsOf(leaves, 'weightG'),
      stayDays: limitsOf(leaves, 'stayDays'),
      icuHours: limitsOf(leaves, 'icuHours'),
    },
    departments: [...ordinaryDepartments, ...leaves.flatMap((leaf) => ('dept' in leaf ? leaf.dept : []))],
    asksIntensiveCare: leaves.some((leaf) => 'icuHours' in leaf),
    inAll: intersections(lists),
  }
}
