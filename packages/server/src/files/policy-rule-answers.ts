import { type Fen, type IsoDate, parsePercent, parseRate, roundExact, yuan } from '@yibao/core/kernel'
import {
  compileRules,
  type Expression,
  type Facts,
  type FormulaKind,
  type Rules,
  valueText,
  wordIn,
} from '@yibao/core/policy'
import { complain, entriesOf, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot } from './policy-values.ts'

/** What a case of contributions or enrolment expects under a name: fen, millionths, or words such as a day or a list. */
export type RuleExpectation =
  | { readonly name: string; readonly kind: FormulaKind; readonly value: number; readonly text: string }
  | { readonly name: string; readonly kind: 'words'; readonly text: string }

/** What the rules answer under a name, or the code of their refusal. */
export type RuleAnswer =
  | { readonly kind: FormulaKind; readonly value: number }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly refused: string }

/** Where an answer is not what the author expects, as people write it. */
export interface RuleDifference {
  readonly field: string
  readonly expected: string
  readonly actual: string
}

export const money = (value: Fen): RuleAnswer => ({ kind: 'money', value })
export const words = (text: string): RuleAnswer => ({ kind: 'words', text })

/** A plain number, as it is. */
export const count = (value: number): RuleAnswer => ({ kind: 'number', value: value * 1_000_000 })

function expectationOf(spot: Spot): RuleExpectation {
  const { name } = spot
  if (isList(spot)) {
    const texts = itemsOf(spot).map((item) => textOf(item) ?? '')
    return { name, kind: 'words', text: texts.join(', ') }
  }
  const text = textOf(spot) ?? ''
  if (text.endsWith(' yuan')) return { name, kind: 'money', value: moneyOfSpot(spot), text }
  const rate = parsePercent(text)
  if (rate.ok) return { name, kind: 'rate', value: rate.value, text }
  const number = parseRate(text)
  return number.ok ? { name, kind: 'number', value: number.value, text } : { name, kind: 'words', text }
}

/** Reads `expect:` of one of these cases; `isKnown` says what may be expected, `known` what there is, for people. */
export function ruleExpectations(
  spot: Spot,
  isKnown: (name: string) => boolean,
  known: string,
): readonly RuleExpectation[] {
  const entries = entriesOf(spot)
  if (entries.length === 0 && spot.node !== null) {
    complain(spot, 'a case that expects nothing', `name at least one of: ${known}`)
  }
  for (const entry of entries) {
    if (!isKnown(entry.name)) complain(entry, `nothing is called \`${entry.name}\``, `name one of: ${known}`)
  }
  return entries.map(expectationOf)
}

/** Formulas, parameters and classes by name; null for other names. */
export function askRules(rules: Rules, on: IsoDate, facts: Facts, name: string): RuleAnswer | null {
  const { bind, compile } = compileRules(rules, on)
  const scope = bind(facts, null)
  const evaluated = (expression: Expression, kind: FormulaKind): RuleAnswer => {
    const value = compile(expression)(scope)
    if (scope.refusal !== null) return { refused: scope.refusal.code }
    return { kind, value: roundExact(value, 1, 'half-up') }
  }
  const formula = rules.formulas[name]
  if (formula !== undefined) return evaluated({ formula: name }, formula.kind)
  const kind = rules.parameters[name]?.kind
  if (kind !== undefined && kind !== 'tiers') return evaluated({ parameter: name }, kind === 'factor' ? 'rate' : kind)
  if (!rules.classes.some((classification) => classification.name === name)) return null
  const word = wordIn(scope, name)
  return scope.refusal === null ? words(word ?? '') : { refused: scope.refusal.code }
}

/** Whether rules answer a name by themselves. */
export function answersTo(rules: Rules, name: string): boolean {
  if (rules.formulas[name] !== undefined || rules.classes.some((each) => each.name === name)) return true
  const kind = rules.parameters[name]?.kind
  return kind !== undefined && kind !== 'tiers'
}

function answerText(answer: RuleAnswer): string {
  if ('refused' in answer) return answer.refused
  if (answer.kind === 'words') return answer.text === '' ? 'nothing' : answer.text
  return answer.kind === 'money' ? `${yuan(answer.value as Fen)} yuan` : valueText(answer.value, answer.kind)
}

function isMet(expected: RuleExpectation, answer: RuleAnswer): boolean {
  if ('refused' in answer) return expected.kind === 'words' && expected.text === answer.refused
  if (expected.kind === 'words' || answer.kind === 'words') {
    return answer.kind === 'words' && expected.text === answer.text
  }
  const isMoney = expected.kind === 'money'
  return isMoney === (answer.kind === 'money') && expected.value === answer.value
}

/** Compares expectations with answers; a name without an answer differs. */
export function compareRules(
  expected: readonly RuleExpectation[],
  answer: (name: string) => RuleAnswer | null,
): readonly RuleDifference[] {
  return expected.flatMap((one) => {
    const found = answer(one.name)
    if (found !== null && isMet(one, found)) return []
    return [{ field: one.name, expected: one.text, actual: found === null ? 'nothing' : answerText(found) }]
  })
}
