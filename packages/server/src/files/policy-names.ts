import type { FactBook } from './policy-facts.ts'
import { nameForm } from './policy-inputs.ts'
import { complain, entriesOf, type Spot, textOf } from './policy-sheet.ts'

/** The keys that every file of rules may have beside its own. */
export const rulesKeys = ['label', 'labelEn'] as const
export const rulesOptionalKeys = ['about', 'inputs', 'classes', 'parameters', 'formulas'] as const
export type RulesFields = Readonly<
  Record<(typeof rulesKeys)[number], Spot> & Record<(typeof rulesOptionalKeys)[number], Spot | null>
>

/** A name of rules that nothing asks for. */
export interface Unused {
  readonly kind: 'input' | 'class' | 'parameter' | 'formula' | 'total'
  readonly name: string
  readonly spot: Spot
}

export interface Named {
  readonly kind: Unused['kind'] | 'word of a list'
  readonly name: string
  readonly spot: Spot
}

/** A name means one thing within rules: not also a fact, an amount or another name. */
export function checkNames(names: readonly Named[], builtIn: FactBook, isAmount: (name: string) => boolean): void {
  const seen = new Map<string, Named>()
  for (const { kind, name, spot } of names) {
    const other = seen.get(name)
    if (!nameForm.test(name)) {
      complain(spot, `\`${name}\` cannot name a ${kind}`, 'use letters and digits, beginning with a small letter')
    } else if (name === 'bandRate' || builtIn(name) !== null || isAmount(name)) {
      const what = name === 'bandRate' ? 'the rate of a band' : isAmount(name) ? 'an amount of the bill' : 'a fact'
      complain(spot, `\`${name}\` cannot name a ${kind}: it is ${what}`, 'choose another name')
    } else if (other !== undefined) {
      complain(
        spot,
        `\`${name}\` means two things`,
        `rename it: line ${other.spot.line} has a ${other.kind} of that name`,
      )
    }
    seen.set(name, { kind, name, spot })
  }
}

function eachNames(spot: Spot | null): readonly Named[] {
  return (spot === null ? [] : entriesOf(spot)).flatMap((entry) => {
    const each = entriesOf(entry).find((field) => field.name === 'each')
    const name = each === undefined ? null : textOf(each)
    return each === undefined || name === null ? [] : [{ kind: 'word of a list' as const, name, spot: each }]
  })
}

/** Everything that has a name in rules, inputs first. */
export function namesOf(fields: RulesFields): readonly Named[] {
  const under = (spot: Spot | null, kind: Unused['kind']): readonly Named[] =>
    (spot === null ? [] : entriesOf(spot)).map((entry) => ({ kind, name: entry.name, spot: entry }))
  return [
    ...under(fields.inputs, 'input'),
    ...eachNames(fields.inputs),
    ...under(fields.classes, 'class'),
    ...under(fields.parameters, 'parameter'),
    ...under(fields.formulas, 'formula'),
  ]
}

const unusedText: Readonly<Record<Unused['kind'], readonly [what: string, cure: string]>> = {
  input: ['nothing asks for', 'ask for it or remove it'],
  class: ['nothing goes by', 'use the classification or remove it'],
  parameter: ['nothing uses', 'use it or remove it'],
  formula: ['nothing uses', 'use it or remove it'],
  total: ['nothing uses', 'use it or remove it'],
}

/** Reports names that nothing asks for; silent while other problems of the file may be the reason. */
export function reportUnused(file: Spot, unused: readonly Unused[]): void {
  if (file.sheet.problems.some((problem) => problem.file === file.sheet.file)) return
  for (const { kind, name, spot } of unused) {
    const [what, cure] = unusedText[kind]
    complain({ ...spot, sheet: file.sheet }, `${what} \`${name}\``, cure)
  }
}
