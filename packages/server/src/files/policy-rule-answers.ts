import { type Fen, type IsoDate, parseIsoDate, parsePercent, parseRate, roundExact, yuan } from '@yibao/core/kernel'
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

/** What may be expected under a name: a value of a kind, a day, or one of some words; a list of words is written with commas. */
export type Expectable = FormulaKind | 'date' | 'refusal' | readonly string[]

const examples: Readonly<Record<FormulaKind | 'date' | 'refusal', string>> = {
  money: '`300 yuan`',
  rate: '`85%`',
  number: '`6`',
  date: '`2023-01-01`',
  refusal: 'the code of a refusal',
}

const refusalForm = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/

/** Reports a value that can never come out under its name. */
export function checkKind(
  spot: Spot,
  able: readonly Expectable[],
  { kind, text }: { readonly kind: FormulaKind | 'words'; readonly text: string },
): void {
  const fits = able.some((one) => {
    if (typeof one !== 'string') return kind === 'words' && text.split(', ').every((word) => one.includes(word))
    if (one === 'date') return kind === 'words' && text.split(', ').every((day) => parseIsoDate(day).ok)
    return one === kind
  })
  if (fits || text === '' || (kind === 'words' && refusalForm.test(text))) return
  const ways = able.map((one) => (typeof one === 'string' ? examples[one] : one.join(', ')))
  complain(spot, `\`${spot.name}\` never has this value`, `write it as ${ways.join(' or ')}`, text)
}

/** What a formula or parameter of rules comes to; empty when there is none of that name. */
export function kindOfRule({ formulas, parameters }: Rules, name: string): readonly FormulaKind[] {
  const kind = formulas[name]?.kind ?? parameters[name]?.kind ?? 'tiers'
  return kind === 'tiers' ? [] : [kind === 'factor' ? 'rate' : kind]
}

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

/**
 * Reads `expect:` of one of these cases.
 *
 * @param ableOf what may be expected under a name, empty when nothing is called so; null takes everything on trust,
 *               because the rules could not be read
 * @param known what there is, for people
 */
export function ruleExpectations(
  spot: Spot,
  ableOf: ((name: string) => readonly Expectable[]) | null,
  known: string,
): readonly RuleExpectation[] {
  const entries = entriesOf(spot)
  if (entries.length === 0 && spot.node !== null) {
    complain(spot, 'a case that expects nothing', `name at least one of: ${known}`)
  }
  return entries.map((entry) => {
    const expected = expectationOf(entry)
    const able = ableOf?.(entry.name)
    if (able?.length === 0) complain(entry, `nothing is called \`${entry.name}\``, `name one of: ${known}`)
    else if (able !== undefined) checkKind(entry, able, expected)
    return expected
  })
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

/** What rules answer to a name by themselves; empty when they do not. */
export function answersTo(rules: Rules, name: string): readonly Expectable[] {
  const kind = kindOfRule(rules, name)
  if (kind.length > 0) return kind
  return rules.classes.filter((each) => each.name === name).map(({ rows }) => rows.map(({ is }) => is))
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
