import type { EnrolmentFields } from './policy-enrolment-fields.ts'
import { checkReplaced, mergedList, mergedMap } from './policy-merge.ts'
import {
  type AuthorProblem,
  complain,
  entriesOf,
  fieldsOf,
  isMapping,
  problemText,
  type Spot,
  textOf,
  textsWithin,
} from './policy-sheet.ts'
import { windowNameOf } from './policy-windows.ts'

const byName = ['inputs', 'classes', 'parameters', 'formulas', 'waits'] as const
const parts = [...byName, 'windows'] as const

/** The spots of whole rules in which a reading has put its own definitions in the place of those of the same name. */
export interface EnrolmentReading {
  readonly name: string
  readonly label: string
  readonly fields: EnrolmentFields
  /** Hands on what was found wrong, unless it is wrong in the rules as well. */
  readonly finish: () => void
}

/** What a reading adds is asked for somewhere in the rules as it reads them; a misspelt name is not. */
function checkAdded(
  read: Readonly<Record<'parameters' | 'formulas', Spot | null>>,
  rules: EnrolmentFields,
  whole: readonly (Spot | null)[],
): void {
  const asked = new Set(
    whole.flatMap((part) => (part === null ? [] : textsWithin(part))).map(({ node }) => String(node).trim()),
  )
  for (const part of ['parameters', 'formulas'] as const) {
    const own = read[part]
    const base = rules[part]
    const known = new Set(base !== null && isMapping(base) ? entriesOf(base).map(({ name }) => name) : [])
    for (const entry of own !== null && isMapping(own) ? entriesOf(own) : []) {
      if (known.has(entry.name) || asked.has(entry.name)) continue
      complain(entry, `nothing uses \`${entry.name}\``, 'use it or remove it')
    }
  }
}

function readingOf(spot: Spot, rules: EnrolmentFields): EnrolmentReading {
  const { sheet } = spot
  const read = fieldsOf(spot, ['label'], ['about', ...parts])
  if (read.about !== null) textOf(read.about)
  const problems: AuthorProblem[] = []
  const own = { ...sheet, problems }
  const moved = Object.fromEntries(
    Object.entries(rules).map(([name, field]) => [name, field === null ? null : { ...field, sheet: own }]),
  )
  const replaced = parts.map((part) => {
    const merged =
      part === 'windows' ? mergedList(rules.windows, read.windows, windowNameOf) : mergedMap(rules[part], read[part])
    const at = read[part] ?? rules[part]
    moved[part] = at === null ? null : { ...at, sheet: own, node: merged }
    return { base: rules[part], own: read[part], merged }
  })
  checkReplaced(spot, replaced, parts)
  checkAdded(read, rules, Object.values(moved))
  return {
    name: spot.name,
    label: textOf(read.label) ?? '',
    fields: moved as EnrolmentFields,
    finish: () => {
      const told = new Set(sheet.problems.map(problemText))
      sheet.problems.push(...problems.filter((problem) => !told.has(problemText(problem))))
    },
  }
}

/** The readings of a text about enrolment, each as the spots of whole rules. */
export function enrolmentReadings(rules: EnrolmentFields): readonly EnrolmentReading[] {
  return rules.readings === null ? [] : entriesOf(rules.readings).map((entry) => readingOf(entry, rules))
}
