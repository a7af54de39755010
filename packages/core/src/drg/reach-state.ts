import type { Formula, Rest } from './reach-formula.ts'
import { difference, fullMask, intersection, isEmptyMask, isSubset, type Mask, overlaps } from './reach-mask.ts'
import { domainSize, noOperation, type Universe, type Variable } from './reach-universe.ts'

export type Atom = Exclude<Formula, { readonly is: 'all' | 'any' | 'const' }>

/** The records that are still possible. Never changed: `narrowed` gives another one. */
export interface State {
  readonly values: Readonly<Record<Variable, Mask>>
  /** What may stand beside the principal code. */
  readonly allowed: Readonly<Record<Rest, Mask>>
  /** Of each of these something must stand beside it. */
  readonly required: Readonly<Record<Rest, readonly Mask[]>>
  readonly mcc: boolean | null
  readonly cc: boolean | null
}

const variables: readonly Variable[] = [
  'dx1',
  'op1',
  'gender',
  'leavingType',
  'dept',
  'ageYears',
  'ageDays',
  'weightG',
  'stayDays',
  'icuHours',
]

export function everything(universe: Universe): State {
  const values = Object.fromEntries(
    variables.map((variable) => [variable, fullMask(domainSize(universe, variable))]),
  ) as Record<Variable, Mask>
  return { values, allowed: { dx2: values.dx1, op2: values.op1 }, required: { dx2: [], op2: [] }, mcc: null, cc: null }
}

/** What a formula is among the records of a state: true for all of them, false for all of them, or neither (null). */
export function verdict(formula: Formula, state: State): boolean | null {
  switch (formula.is) {
    case 'const':
      return formula.value
    case 'all':
      return together(formula.of, state, false)
    case 'any':
      return together(formula.of, state, true)
    case 'in': {
      const left = state.values[formula.variable]
      if (!overlaps(left, formula.mask)) return false
      return isSubset(left, formula.mask) ? true : null
    }
    case 'hit':
      return hitVerdict(formula.rest, formula.mask, state)
    case 'miss': {
      const hit = hitVerdict(formula.rest, formula.mask, state)
      return hit === null ? null : !hit
    }
    case 'counts': {
      const known = state[formula.level]
      return known === null ? null : known === formula.value
    }
  }
}

/** One part that is `decisive` decides; all parts that are not decide the other way. */
function together(of: readonly Formula[], state: State, decisive: boolean): boolean | null {
  let open = false
  for (const one of of) {
    const known = verdict(one, state)
    if (known === decisive) return decisive
    if (known === null) open = true
  }
  return open ? null : !decisive
}

function hitVerdict(rest: Rest, mask: Mask, { allowed, required }: State): boolean | null {
  if (!overlaps(mask, allowed[rest])) return false
  return required[rest].some((needed) => isSubset(intersection(needed, allowed[rest]), mask)) ? true : null
}

/** The records of a state for which an atom holds; null when none can be left. */
export function narrowed(state: State, atom: Atom): State | null {
  switch (atom.is) {
    case 'in': {
      const mask = intersection(state.values[atom.variable], atom.mask)
      return isEmptyMask(mask) ? null : { ...state, values: { ...state.values, [atom.variable]: mask } }
    }
    case 'hit': {
      if (!overlaps(state.allowed[atom.rest], atom.mask)) return null
      const required = { ...state.required, [atom.rest]: [...state.required[atom.rest], atom.mask] }
      if (atom.rest === 'dx2') return { ...state, required }
      // Where there is a second operation there is a first one.
      const op1 = state.values.op1.slice()
      op1[0] = (op1[0] ?? 0) & ~(1 << noOperation)
      return isEmptyMask(op1) ? null : { ...state, required, values: { ...state.values, op1 } }
    }
    case 'miss': {
      const left = difference(state.allowed[atom.rest], atom.mask)
      if (state.required[atom.rest].some((needed) => !overlaps(needed, left))) return null
      return { ...state, allowed: { ...state.allowed, [atom.rest]: left } }
    }
    case 'counts':
      if (state[atom.level] !== null && state[atom.level] !== atom.value) return null
      return { ...state, [atom.level]: atom.value }
  }
}
