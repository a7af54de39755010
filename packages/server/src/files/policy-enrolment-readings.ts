import type { EnrolmentFields } from './policy-enrolment-fields.ts'
import { mergedList, mergedMap } from './policy-merge.ts'
import { type AuthorProblem, complain, entriesOf, fieldsOf, problemText, type Spot, textOf } from './policy-sheet.ts'
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

function readingOf(spot: Spot, rules: EnrolmentFields): EnrolmentReading {
  const { sheet } = spot
  const read = fieldsOf(spot, ['label'], ['about', ...parts])
  if (read.about !== null) textOf(read.about)
  if (parts.every((part) => read[part] === null)) {
    complain(spot, 'a reading that replaces nothing', `give it one of: ${parts.join(', ')}`)
  }
  const problems: AuthorProblem[] = []
  const own = { ...sheet, problems }
  const moved = Object.fromEntries(
    Object.entries(rules).map(([name, field]) => [name, field === null ? null : { ...field, sheet: own }]),
  )
  for (const part of parts) {
    const at = read[part] ?? rules[part]
    const node =
      part === 'windows' ? mergedList(rules.windows, read.windows, windowNameOf) : mergedMap(rules[part], read[part])
    moved[part] = at === null ? null : { ...at, sheet: own, node }
  }
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
