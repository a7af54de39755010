import type { DischargeRecord } from '../encounter/index.ts'
import { intersection, type Mask, members } from './reach-mask.ts'
import type { Solution } from './reach-solve.ts'
import { noOperation, type Universe } from './reach-universe.ts'
import type { NumericField } from './types.ts'

/** A record of the kind found. Codes of the scheme's own lists; `-` stands for a code of no list. */
export function witness(universe: Universe, { state, principal, secondary, required }: Solution): DischargeRecord {
  const diagnosis = universe.diagnoses[principal]?.codes[0] ?? '-'
  const codesOf = (index: number) => universe.diagnoses[index]?.codes ?? []
  const beside = required.map((needed) => pick(intersection(needed, secondary), codesOf, diagnosis))
  const [operation] = members(state.values.op1)
  const first =
    operation === undefined || operation === noOperation ? [] : (universe.operations[operation]?.slice(0, 1) ?? [])
  const further = state.required.op2.map((needed) =>
    pick(intersection(needed, state.allowed.op2), (index) => universe.operations[index] ?? [], first[0] ?? ''),
  )
  const number = (field: NumericField) => last(state.values[field], universe.numbers[field])
  const word = (field: 'gender' | 'leavingType' | 'dept') => universe.words[field][firstOf(state.values[field])] ?? null
  return {
    gender: word('gender') ?? '1',
    ageYears: number('ageYears'),
    ageDays: number('ageDays'),
    birthWeightGrams: number('weightG'),
    department: word('dept'),
    stayDays: number('stayDays'),
    leavingType: word('leavingType'),
    diagnoses: [diagnosis, ...new Set(beside)],
    operations: [...first, ...new Set(further)],
    intensiveCareHours: number('icuHours'),
  }
}

/** Some code of a mask, another than the principal one where there is another. */
function pick(mask: Mask, codesOf: (index: number) => readonly string[], principal: string): string {
  let same: string | null = null
  for (const index of members(mask)) {
    for (const code of codesOf(index)) {
      if (code !== principal) return code
      same = code
    }
  }
  return same ?? '-'
}

function firstOf(mask: Mask): number {
  return members(mask).next().value ?? 0
}

/** The last value is absence, or the largest: what a record of no particular kind has. */
function last(mask: Mask, values: readonly (number | null)[]): number | null {
  return values[[...members(mask)].at(-1) ?? 0] ?? null
}
