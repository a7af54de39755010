import type { Input } from '@yibao/core/policy'
import type { FactBook, FactShape } from './policy-facts.ts'
import { textShape } from './policy-facts.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** A word that may be a class, a fact's value or the key of a row. */
export const wordForm = /^[A-Za-z0-9][A-Za-z0-9-]*$/

/** A name that rules give: of an input, a class, a parameter, a formula, a layer. */
export const nameForm = /^[a-z][A-Za-z0-9]*$/

function wordsOf(spot: Spot): readonly string[] {
  const words = new Set<string>()
  for (const item of itemsOf(spot)) {
    const word = textOf(item)
    if (word === null) continue
    if (!wordForm.test(word)) complain(item, 'not a word for a fact', 'use letters, digits and hyphens', word)
    if (words.has(word)) complain(item, `\`${word}\` occurs twice`, 'keep one of them')
    words.add(word)
  }
  if (words.size === 0 && spot.node !== null) complain(spot, 'no words', 'name at least one, or leave `words:` out')
  return [...words]
}

function inputOf(spot: Spot): Input {
  const fields = fieldsOf(spot, ['label'], ['kind', 'words', 'each'])
  const kind = fields.kind === null ? 'text' : wordOf(fields.kind, ['text', 'number', 'money', 'date', 'list'])
  if (fields.words !== null && kind !== 'text' && kind !== 'list') {
    complain(fields.words, `a ${kind} has no words`, 'leave `words:` out, or use `kind: text` or `kind: list`')
  }
  if (fields.each !== null && kind !== 'list') {
    complain(fields.each, '`each` names one word of a list', 'leave it out, or use `kind: list`')
  }
  return {
    name: spot.name,
    label: textOf(fields.label) ?? '',
    kind,
    words: fields.words === null ? [] : wordsOf(fields.words),
    each: fields.each === null ? null : textOf(fields.each),
  }
}

/** Reads `inputs:`; without it there are none. */
export function inputsOf(spot: Spot | null): readonly Input[] {
  return spot === null ? [] : entriesOf(spot).map(inputOf)
}

/** The facts that rules may ask: the built-in ones, their own inputs, and one word of each list by its own name. */
export function factsWith(inputs: readonly Input[], builtIn: FactBook): FactBook {
  const own = new Map<string, FactShape>()
  for (const { name, kind, words, each } of inputs) {
    own.set(name, { kind, words, each: [] })
    if (each !== null) own.set(each, textShape(words, [each]))
  }
  return (name) => own.get(name) ?? builtIn(name)
}
