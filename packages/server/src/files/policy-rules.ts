import type { Condition, Expression, FormulaKind, Rules } from '@yibao/core/policy'
import { type AuthoredClass, classesOf } from './policy-classes.ts'
import { type Asked, conditionsOf } from './policy-conditions.ts'
import { fits } from './policy-dimension.ts'
import { readExpression } from './policy-expression.ts'
import { type ExpressionNames, type Need, tableNamed } from './policy-expression-names.ts'
import { type FactBook, factNames, type Scheme, visitFacts } from './policy-facts.ts'
import { formulaBook } from './policy-formulas.ts'
import { factsWith, inputsOf } from './policy-inputs.ts'
import { checkNames, namesOf, type RulesFields, type Unused } from './policy-names.ts'
import { type AuthoredParameter, parameterOf } from './policy-parameter.ts'
import { complain, entriesOf, type Spot, textOf } from './policy-sheet.ts'

export { reportUnused, rulesKeys, rulesOptionalKeys, type Unused } from './policy-names.ts'

/** What the surroundings of rules give them to ask for. */
export interface RulesSurroundings {
  readonly scheme: Scheme | null
  /** Built-in facts when they are not those of a visit, with their names for people. */
  readonly facts?: { readonly book: FactBook; readonly names: string }
  /** The amounts of a bill at any point of its way; rules without a bill have none. */
  readonly isAmount?: (name: string) => boolean
  /** The codes of running totals. */
  readonly totals?: ReadonlySet<string>
  /** False where a class without a row of a parameter is no gap in the law (single items). */
  readonly everyWord?: boolean
}

/** What is known where an expression stands. */
export interface Point {
  readonly isKnown: (amount: string) => boolean
  readonly bandRate: boolean
}

/** Where no amount of a bill is known. */
const noPoint: Point = { isKnown: () => false, bandRate: false }

/** Reads what refers to the rules: conditions and expressions of their own layers, items, windows. */
export interface RulesReader {
  readonly conditions: (spot: Spot | null) => readonly Condition[]
  /** An expression that must come out as money, a rate or a number, and may ask only what is known at its point. */
  readonly expression: (spot: Spot, wanted: FormulaKind, point?: Point) => Expression
  /** The name of a rate table. */
  readonly table: (spot: Spot) => string
  readonly hasTotal: (code: string) => boolean
  /** Notes a name as used that is asked in another way. */
  readonly use: (name: string) => void
  /** Names that nothing asks for, each with its spot. Inputs first. */
  readonly unused: () => readonly Unused[]
}

export interface ReadRules {
  readonly rules: Rules
  readonly reader: RulesReader
}

/** The id of rules: small letters, digits and hyphens. */
function idOf(spot: Spot): string {
  const id = textOf(spot) ?? ''
  if (id !== '' && !/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    complain(spot, `not a name for a ${spot.name}`, 'use small letters, digits and hyphens', id)
  }
  return id
}

function checkNeeds(needs: readonly Need[], point: Point): void {
  for (const { kind, name, spot } of needs) {
    if (kind === 'amount' && !point.isKnown(name)) {
      complain(spot, `\`${name}\` is not known yet at this point`, 'name an amount of an earlier layer or step')
    } else if (kind === 'each') {
      complain(spot, `\`${name}\` is only known inside \`over\``, 'write `{ over: …, take: sum, each: … }`')
    } else if (kind === 'bandRate' && !point.bandRate) {
      complain(spot, '`bandRate` outside a step by tiers', 'use it only in the `rate:` of a tiers step')
    }
  }
}

const wantedCure: Readonly<Record<FormulaKind, string>> = {
  money: 'an amount is made of amounts, multiplied by rates or numbers',
  rate: 'a rate is made of rates',
  number: 'a number is made of numbers',
}

/**
 * Reads what all rules have: label, inputs, classes, parameters and formulas. `about:` is for human readers and is not
 * loaded.
 *
 * @param id     the spot of the first key of the file, whose text names the rules
 * @param fields the spots of `rulesKeys` and `rulesOptionalKeys`
 * @returns the rules, and a reader for what refers to them
 */
export function rulesOf(id: Spot, fields: RulesFields, surroundings: RulesSurroundings): ReadRules {
  const { scheme, isAmount = () => false, totals = new Set<string>(), everyWord = true } = surroundings
  const builtIn = surroundings.facts ?? { book: visitFacts(scheme), names: factNames }
  if (fields.about !== null) textOf(fields.about)
  checkNames(namesOf(fields), builtIn.book, isAmount)

  const used = new Set<string>()
  const use = (name: string): void => {
    used.add(name)
  }
  const inputs = inputsOf(fields.inputs)
  const facts = factsWith(inputs, builtIn.book)
  const known = [...inputs.map((input) => input.name), builtIn.names].join(', ')
  const classes: ReadonlyMap<string, AuthoredClass> = classesOf(fields.classes, facts, known, use)
  const shape: FactBook = (name) => classes.get(name)?.shape ?? facts(name)
  const parameters = new Map<string, AuthoredParameter>()
  for (const entry of fields.parameters === null ? [] : entriesOf(fields.parameters)) {
    parameters.set(entry.name, parameterOf(entry, { shape, use, everyWord }))
  }
  const names: ExpressionNames = {
    shape,
    isClass: (name) => classes.has(name),
    eachOf: (list) => inputs.find((input) => input.name === list)?.each ?? null,
    parameters,
    formula: (name) => formulas.ask(name),
    isAmount,
    totals,
    use,
  }
  const formulas = formulaBook(fields.formulas, () => names)
  const rules: Rules = {
    id: idOf(id),
    label: textOf(fields.label) ?? '',
    labelEn: textOf(fields.labelEn) ?? '',
    inputs,
    classes: [...classes.values()].map((found) => found.classification),
    parameters: Object.fromEntries([...parameters].map(([name, { parameter }]) => [name, parameter])),
    formulas: formulas.all(),
    place: { file: id.sheet.file, line: 1 },
  }
  const asked: Asked = { shape, names: [known, ...classes.keys()].join(', '), use }
  const eachOfCondition = (when: readonly Condition[], spot: Spot): readonly Need[] =>
    when.flatMap(({ fact }) => (shape(fact)?.each ?? []).map((name): Need => ({ kind: 'each', name, spot })))

  const reader: RulesReader = {
    conditions: (spot) => {
      const when = conditionsOf(spot, asked)
      if (spot !== null) checkNeeds(eachOfCondition(when, spot), noPoint)
      return when
    },
    expression: (spot, wanted, point = noPoint) => {
      const found = readExpression(spot, names)
      if (!fits(found.dimension, wanted)) {
        complain(spot, `\`${spot.name}\` does not come out as ${wanted}`, wantedCure[wanted], String(spot.node).trim())
      }
      checkNeeds(found.needs, point)
      return found.expression
    },
    table: (spot) => {
      const found = tableNamed(spot, names)
      checkNeeds(found.needs, noPoint)
      return found.name
    },
    hasTotal: (code) => totals.has(code),
    use,
    unused: () =>
      namesOf(fields).flatMap(({ kind, name, spot }) => {
        if (kind === 'word of a list' || used.has(name)) return []
        const each = inputs.find((input) => input.name === name)?.each ?? null
        return each !== null && used.has(each) ? [] : [{ kind, name, spot }]
      }),
  }
  return { rules, reader }
}
