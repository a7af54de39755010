import type { Formula } from './reach-formula.ts'
import { difference, type Mask, members, overlaps } from './reach-mask.ts'
import { everything, narrowed, type State, verdict } from './reach-state.ts'
import { countingMask, type Universe } from './reach-universe.ts'
import type { ComplicationLevel } from './types.ts'

/** One kind of record that satisfies a formula. */
export interface Solution {
  readonly state: State
  readonly principal: number
  /** What may stand beside the principal diagnosis without making a complication count that must not. */
  readonly secondary: Mask
  /** What must stand beside it: one of each. */
  readonly required: readonly Mask[]
}

/** `none` is a proof that no record satisfies it; `unknown` that the search was broken off. */
type Outcome = { readonly found: 'some'; readonly solution: Solution } | { readonly found: 'none' | 'unknown' }

/** Narrowings of one search; the schemes seen need a few dozen. */
const mostBranches = 3_000

/** Decides whether some record satisfies a formula, by narrowing what is forced and trying what is open. */
export interface Solver {
  readonly solve: (formula: Formula) => Outcome
}

export function solver(universe: Universe): Solver {
  const counting = countingMasks(universe)
  const start = everything(universe)
  return {
    solve: (formula) => {
      const search = { left: mostBranches }
      const solution = descend(start, [formula])
      if (solution !== null) return { found: 'some', solution }
      return { found: search.left > 0 ? 'none' : 'unknown' }

      function descend(from: State, open: readonly Formula[]): Solution | null {
        if (search.left <= 0) return null
        search.left -= 1
        const forced = propagate(from, open)
        if (forced === null) return null
        const choice = smallest(forced.open)
        if (choice === null) return completed(forced.state, counting)
        const others = forced.open.filter((one) => one !== choice)
        for (const branch of choice.of) {
          const solved = descend(forced.state, [branch, ...others])
          if (solved !== null) return solved
        }
        return null
      }
    },
  }
}

type Choice = Extract<Formula, { readonly is: 'any' }>

/** Applies whatever is forced until nothing is; what is left are choices. Null when something cannot hold. */
function propagate(
  from: State,
  formulas: readonly Formula[],
): { readonly state: State; readonly open: readonly Choice[] } | null {
  let state = from
  let pending = formulas
  for (;;) {
    const before = state
    const open: Choice[] = []
    const queue = [...pending]
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const known = verdict(next, state)
      if (known === false) return null
      if (known === true || next.is === 'const') continue
      if (next.is === 'all' || next.is === 'any') {
        const now = state
        const possible = next.of.filter((one) => verdict(one, now) !== false)
        if (next.is === 'all' || possible.length === 1) queue.unshift(...possible)
        else open.push({ is: 'any', of: possible })
      } else {
        const narrower = narrowed(state, next)
        if (narrower === null) return null
        state = narrower
      }
    }
    if (state === before) return { state, open }
    pending = open
  }
}

function smallest(choices: readonly Choice[]): Choice | null {
  return choices.reduce<Choice | null>(
    (best, one) => (best === null || one.of.length < best.of.length ? one : best),
    null,
  )
}

type Counting = (level: ComplicationLevel, principal: number) => Mask

function countingMasks(universe: Universe): Counting {
  const known = new Map<string, Mask>()
  return (level, principal) => {
    const excludes = universe.diagnoses[principal]?.excludes ?? []
    const key = `${level} ${excludes.join(' ')}`
    const mask = known.get(key) ?? countingMask(universe, level, excludes)
    known.set(key, mask)
    return mask
  }
}

/** Finds a principal diagnosis beside which the complications come out as asked. Exact: every candidate is tried. */
function completed(state: State, counting: Counting): Solution | null {
  for (const principal of members(state.values.dx1)) {
    const mcc = counting('MCC', principal)
    const cc = counting('CC', principal)
    let secondary = state.allowed.dx2
    if (state.mcc === false) secondary = difference(secondary, mcc)
    if (state.cc === false) secondary = difference(secondary, cc)
    const complications = [...(state.mcc === true ? [mcc] : []), ...(state.cc === true ? [cc] : [])]
    const required = [...state.required.dx2, ...complications]
    if (required.every((needed) => overlaps(needed, secondary))) return { state, principal, secondary, required }
  }
  return null
}
