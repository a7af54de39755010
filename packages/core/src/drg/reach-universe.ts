import { partsOf } from './reach-atoms.ts'
import { emptyMask, include, type Mask, maskOf } from './reach-mask.ts'
import { limitsOf, type NumberClass, numberClasses } from './reach-numbers.ts'
import type { ComplicationLevel, Condition, ListId, NumericField } from './types.ts'

/** Facts of which a record holds exactly one value out of a finite domain. */
export type Variable = 'dx1' | 'op1' | 'gender' | 'leavingType' | 'dept' | NumericField

/** Diagnoses that no condition tells apart: in the same lists, with the same level and tables. */
interface DiagnosisProfile {
  readonly codes: readonly string[]
  readonly level: ComplicationLevel | null
  readonly tables: readonly string[]
  /** The tables it excludes when it is the principal diagnosis. */
  readonly excludes: readonly string[]
}

/** Everything that conditions can tell apart, as small domains: sound and complete for the conditions it was made of. */
export interface Universe {
  readonly diagnoses: readonly DiagnosisProfile[]
  /** Operations no condition tells apart; the first is the absence of any operation. */
  readonly operations: readonly (readonly string[])[]
  readonly diagnosisLists: ReadonlyMap<ListId, Mask>
  readonly operationLists: ReadonlyMap<ListId, Mask>
  readonly words: Readonly<Record<'gender' | 'leavingType' | 'dept', readonly (string | null)[]>>
  readonly numbers: Readonly<Record<NumericField, readonly NumberClass[]>>
}

export const noOperation = 0

export interface UniverseSource {
  readonly conditions: readonly Condition[]
  readonly lists: Readonly<Record<ListId, readonly string[]>>
  readonly complications: readonly { readonly dx: string; readonly level: ComplicationLevel; readonly table: string }[]
  readonly exclusions: readonly { readonly principalDx: string; readonly table: string }[]
}

/** A code of no list; codes of real books are never blank. */
const otherCode = '-'

/** Makes the domains for some conditions over lists and tables. */
export function universeOf({ conditions, lists, complications, exclusions }: UniverseSource): Universe {
  const used = { diagnosis: new Set<ListId>(), operation: new Set<ListId>() }
  const limits: Record<NumericField, number[]> = { ageYears: [], ageDays: [], weightG: [], stayDays: [], icuHours: [] }
  const words = { leavingType: new Set<string>(), dept: new Set<string>() }
  for (const condition of conditions) {
    for (const part of partsOf(condition)) {
      if (part.key === 'number') limits[part.field].push(...limitsOf(part.bounds))
      else if (part.key === 'leavingType' || part.key === 'dept')
        for (const value of part.values) words[part.key].add(value)
      else if (part.key === 'traumaSites') for (const { dx } of part.sites.sites) used.diagnosis.add(dx)
      else if (part.key === 'dx1In' || part.key === 'dx2In' || part.key === 'dxAnyIn') used.diagnosis.add(part.list)
      else if (part.key === 'op1In' || part.key === 'op2In' || part.key === 'opAnyIn') used.operation.add(part.list)
    }
  }
  const operations = profilesOf([...used.operation], lists, [])
  const tags = complications.map(({ dx, level, table }) => [dx, `${level} ${table}`] as const)
  const excludes = exclusions.map(({ principalDx, table }) => [principalDx, `X ${table}`] as const)
  const diagnoses = profilesOf([...used.diagnosis], lists, [...tags, ...excludes])
  return {
    diagnoses: diagnoses.profiles.map(diagnosisProfile),
    operations: [[], ...operations.profiles.map(({ codes }) => codes)],
    diagnosisLists: diagnoses.masks(0),
    operationLists: operations.masks(1),
    words: { gender: ['1', '2'], leavingType: [null, ...words.leavingType], dept: [null, ...words.dept] },
    numbers: {
      ageYears: numberClasses('ageYears', limits.ageYears),
      ageDays: numberClasses('ageDays', limits.ageDays),
      weightG: numberClasses('weightG', limits.weightG),
      stayDays: numberClasses('stayDays', limits.stayDays),
      icuHours: numberClasses('icuHours', limits.icuHours),
    },
  }
}

interface Profile {
  readonly codes: readonly string[]
  readonly lists: readonly ListId[]
  readonly tags: readonly string[]
}

function profilesOf(
  ids: readonly ListId[],
  lists: UniverseSource['lists'],
  tags: readonly (readonly [code: string, tag: string])[],
): { readonly profiles: readonly Profile[]; readonly masks: (shift: number) => ReadonlyMap<ListId, Mask> } {
  const marks = new Map<string, string[]>([[otherCode, []]])
  const mark = (code: string, text: string) => {
    const known = marks.get(code)
    if (known === undefined) marks.set(code, [text])
    else if (!known.includes(text)) known.push(text)
  }
  for (const id of ids) for (const code of lists[id] ?? []) mark(code, `L ${id}`)
  for (const [code, tag] of tags) mark(code, tag)
  const byMarks = new Map<string, { codes: string[]; marks: readonly string[] }>()
  for (const [code, own] of marks) {
    const key = own.length > 1 ? [...own].sort().join('\n') : (own[0] ?? '')
    const known = byMarks.get(key)
    if (known === undefined) byMarks.set(key, { codes: [code], marks: own })
    else known.codes.push(code)
  }
  const profiles = [...byMarks.values()].map(({ codes, marks: own }) => ({
    codes,
    lists: own.filter((one) => one.startsWith('L ')).map((one) => one.slice(2)),
    tags: own.filter((one) => !one.startsWith('L ')),
  }))
  const masks = (shift: number) => {
    const size = profiles.length + shift
    const made = new Map(ids.map((id) => [id, emptyMask(size)] as const))
    for (const [index, profile] of profiles.entries()) {
      for (const id of profile.lists) {
        const mask = made.get(id)
        if (mask !== undefined) include(mask, index + shift)
      }
    }
    return made
  }
  return { profiles, masks }
}

function diagnosisProfile({ codes, tags }: Profile): DiagnosisProfile {
  const of = (kind: string) => tags.filter((tag) => tag.startsWith(`${kind} `)).map((tag) => tag.slice(kind.length + 1))
  const mcc = of('MCC')
  const cc = of('CC')
  const level = mcc.length > 0 ? 'MCC' : cc.length > 0 ? 'CC' : null
  return { codes, level, tables: [...mcc, ...cc], excludes: of('X') }
}

/** How many values a variable has. */
export function domainSize(universe: Universe, variable: Variable): number {
  if (variable === 'dx1') return universe.diagnoses.length
  if (variable === 'op1') return universe.operations.length
  if (variable === 'gender' || variable === 'leavingType' || variable === 'dept') return universe.words[variable].length
  return universe.numbers[variable].length
}

/** The complications of a level that count beside a principal diagnosis which excludes these tables. */
export function countingMask(universe: Universe, level: ComplicationLevel, excludes: readonly string[]): Mask {
  const counting = universe.diagnoses.flatMap((profile, index) =>
    profile.level === level && !profile.tables.some((table) => excludes.includes(table)) ? [index] : [],
  )
  return maskOf(universe.diagnoses.length, counting)
}
