import {
  type CompiledRules,
  explainIn,
  type Facts,
  holdIn,
  type PolicyRefusal,
  type Scope,
  type ValueTrace,
  wordIn,
} from '@yibao/core/policy'
import { conditionsWords } from '../text/condition-words.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { type Reading, valueLines } from '../text/value-text.ts'
import { aside, say, spaced } from '../text/words.ts'

/** What a case asks of rules by name, and what they answer with everything behind it. */
export type Asked =
  | { readonly name: string; readonly trace: ValueTrace }
  | { readonly name: string; readonly word: string; readonly because: string }
  | { readonly name: string; readonly refused: PolicyRefusal }

/** The formulas, parameters and classes among some names, each answered on its own; other names are left out. */
export function askByName<Bill>(
  { law, compile, bind }: CompiledRules<Bill>,
  facts: Facts,
  bill: Bill,
  names: readonly string[],
  { language }: Reading,
): readonly Asked[] {
  const { rules } = law
  const valueAsked = (name: string, scope: Scope<Bill>): Asked | null => {
    const expression = rules.formulas[name] !== undefined ? { formula: name } : { parameter: name }
    if ('parameter' in expression && (rules.parameters[name]?.kind ?? 'tiers') === 'tiers') return null
    compile(expression)(scope)
    if (scope.refusal !== null) return { name, refused: scope.refusal }
    const [trace] = explainIn(scope, expression).inputs
    return trace === undefined ? null : { name, trace }
  }
  return names.flatMap((name): readonly Asked[] => {
    const scope = bind(facts, bill)
    const classification = law.classes.get(name)?.classification
    if (classification === undefined) {
      const found = valueAsked(name, scope)
      return found === null ? [] : [found]
    }
    const word = wordIn(scope, name)
    if (word === null) return scope.refusal === null ? [] : [{ name, refused: scope.refusal }]
    const row = classification.rows.find(({ when }) => holdIn(scope, when))
    const because = row === undefined ? '' : conditionsWords(row.when, rules, language)
    return [{ name, word, because }]
  })
}

/** The answers as people read them. */
export function askedLines(asked: readonly Asked[], reading: Reading): readonly string[] {
  const { language } = reading
  return asked.flatMap((one) => {
    if ('trace' in one) return valueLines([one.trace], reading)
    if ('refused' in one) return [`${one.name} ${say(['拒绝', 'refused'], language)}: ${lawRefusalText(one.refused)}`]
    const because = one.because === '' ? say(['其余', 'all others'], language) : one.because
    return [`${spaced(one.name)} = ${one.word}${aside(because, language)}`]
  })
}
