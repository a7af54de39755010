import { nameForm } from './policy-inputs.ts'
import { layerNameOf } from './policy-layers.ts'
import { checkReplaced, mergedList, mergedMap } from './policy-merge.ts'
import type { PlanFields } from './policy-plan-fields.ts'
import {
  type AuthorProblem,
  complain,
  entriesOf,
  fieldsOf,
  isMapping,
  problemText,
  type Spot,
  textOf,
} from './policy-sheet.ts'

const byName = ['inputs', 'classes', 'parameters', 'formulas', 'totals'] as const

/** The spots of a whole plan in which a reading has put its own definitions in the place of those of the same name. */
export interface ReadingSpots {
  readonly name: string
  readonly label: string
  readonly fields: PlanFields
  /** The names that it defines itself. */
  readonly own: ReadonlySet<string>
  /** Those of them that the plan does not have. */
  readonly added: ReadonlySet<string>
  /** Hands on what was found wrong, unless it is wrong in the plan as well. */
  readonly finish: () => void
}

function namesIn(spot: Spot | null): readonly string[] {
  return spot !== null && isMapping(spot) ? entriesOf(spot).map(({ name }) => name) : []
}

function readingOf(spot: Spot, plan: PlanFields): ReadingSpots {
  const { sheet } = spot
  const read = fieldsOf(spot, ['label'], ['about', ...byName, 'layers'])
  if (read.about !== null) textOf(read.about)
  if (!nameForm.test(spot.name)) {
    complain(spot, `\`${spot.name}\` cannot name a reading`, 'use letters and digits, beginning with a small letter')
  }
  const parts = [...byName, 'layers'] as const
  const problems: AuthorProblem[] = []
  const own = { ...sheet, problems }
  const merged = (part: (typeof parts)[number]) =>
    part === 'layers' ? mergedList(plan.layers, read.layers, layerNameOf) : mergedMap(plan[part], read[part])
  const replaced = (part: (typeof parts)[number]): Spot | null => {
    const at = read[part] ?? plan[part]
    return at === null ? null : { ...at, sheet: own, node: merged(part) }
  }
  checkReplaced(
    spot,
    parts.map((part) => ({ base: plan[part], own: read[part], merged: merged(part) })),
    parts,
  )
  const rest = Object.fromEntries(
    Object.entries(plan).map(([name, field]) => [name, field === null ? null : { ...field, sheet: own }]),
  ) as PlanFields
  const fields = { ...rest, ...Object.fromEntries(parts.map((part) => [part, replaced(part)])) } as PlanFields
  return {
    name: spot.name,
    label: textOf(read.label) ?? '',
    fields,
    own: new Set(byName.flatMap((part) => namesIn(read[part]))),
    added: new Set(
      byName.flatMap((part) => {
        const known = new Set(namesIn(plan[part]))
        return namesIn(read[part]).filter((name) => !known.has(name))
      }),
    ),
    finish: () => {
      const told = new Set(sheet.problems.map(problemText))
      sheet.problems.push(...problems.filter((problem) => !told.has(problemText(problem))))
    },
  }
}

/** The readings of a plan's text, each as the spots of a whole plan. */
export function readingSpots(plan: PlanFields): readonly ReadingSpots[] {
  return plan.readings === null ? [] : entriesOf(plan.readings).map((entry) => readingOf(entry, plan))
}
