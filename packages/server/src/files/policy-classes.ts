import type { Classification, Condition } from '@yibao/core/policy'
import { complain, entriesOf, fieldsOf, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'

const schemeStatuses = {
  '310': ['active', 'retired'],
  '390': ['adult', 'elderly', 'student', 'minor', 'newborn'],
} as const

const words: Readonly<Record<string, readonly string[]>> = {
  level: ['tertiary', 'secondary', 'primary', 'ungraded'],
  kind: ['hospital', 'community', 'township', 'clinic', 'pharmacy'],
  locality: ['local', 'outside'],
  personStatus: [...schemeStatuses['310'], ...schemeStatuses['390']],
}
const numbers: readonly string[] = ['consecutiveYear', 'age']
const freeTexts: readonly string[] = ['medType']

type FactKind = { readonly words: readonly string[] } | 'number' | 'text'

/** What a fact may say; null when a plan may not ask for it. */
export function factKind(name: string): FactKind | null {
  const known = Object.hasOwn(words, name) ? words[name] : undefined
  if (known !== undefined) return { words: known }
  if (numbers.includes(name)) return 'number'
  return freeTexts.includes(name) || /^trait\.[A-Za-z][A-Za-z0-9]*$/.test(name) ? 'text' : null
}

export const factNames = `${[...Object.keys(words), ...numbers, ...freeTexts].join(', ')}, trait.<name>`

/** The values by which a parameter may be keyed: those that may occur, and those that must have a row. */
export interface Domain {
  readonly allowed: readonly string[] | null
  readonly required: readonly string[]
}

/** The domain of a `by:` name: a classification's classes or a fact's words; null when neither (or a number). */
export function domainOf(by: string, classes: readonly Classification[], scheme: '310' | '390'): Domain | null {
  const classification = classes.find((candidate) => candidate.name === by)
  if (classification !== undefined) {
    const names = [...new Set(classification.rows.map((row) => row.is))]
    return { allowed: names, required: names }
  }
  const kind = factKind(by)
  if (kind === null || kind === 'number') return null
  if (kind === 'text') return { allowed: null, required: [] }
  return { allowed: kind.words, required: by === 'personStatus' ? schemeStatuses[scheme] : kind.words }
}

/** A word that may be a class or the key of a row. */
export const classForm = /^[A-Za-z0-9][A-Za-z0-9-]*$/

/** `3`, `3..5`, `6..` or `..2`; both ends inside. */
function rangeOf(spot: Spot, fact: string): Condition {
  const text = textOf(spot)
  const match = text === null ? null : /^(?:(\d+)|(\d*)\.\.(\d*))$/.exec(text)
  const [atLeast, atMost] = [match?.[1] ?? match?.[2], match?.[1] ?? match?.[3]].map((end) =>
    end ? Number(end) : null,
  )
  const open = atLeast === undefined || atLeast === null
  const endless = atMost === undefined || atMost === null
  if (text !== null && ((open && endless) || (!open && !endless && atLeast > atMost))) {
    complain(spot, `\`${fact}\` is a number`, 'write `3`, `3..5`, `6..` or `..2`', text)
  }
  return { fact, atLeast: atLeast ?? null, atMost: atMost ?? null }
}

function conditionOf(spot: Spot): Condition {
  const fact = spot.name
  const kind = factKind(fact)
  if (kind === null) complain(spot, `no such fact: \`${fact}\``, `ask for one of: ${factNames}`)
  if (kind === 'number') return rangeOf(spot, fact)
  const texts = (isList(spot) ? itemsOf(spot) : [spot]).map((item) => {
    const text = textOf(item) ?? ''
    if (kind !== null && kind !== 'text' && text !== '' && !kind.words.includes(text)) {
      complain(item, `\`${fact}\` never has this value`, `use one of: ${kind.words.join(', ')}`, text)
    }
    return text
  })
  return { fact, oneOf: texts }
}

function classificationOf(spot: Spot): Classification {
  if (factKind(spot.name) !== null || !/^[a-z][A-Za-z0-9]*$/.test(spot.name)) {
    complain(spot, `\`${spot.name}\` cannot name a classification`, 'use a plain word that is not the name of a fact')
  }
  const items = itemsOf(spot)
  let catchAll = 0
  const rows = items.map((item) => {
    const fields = fieldsOf(item, ['is'], ['when'])
    const is = textOf(fields.is) ?? ''
    if (is !== '' && !classForm.test(is)) complain(fields.is, 'not a class name', 'use letters, digits and hyphens', is)
    if (catchAll > 0) complain(item, `a row that is never reached: line ${catchAll} takes everything`, 'move it up')
    const when = fields.when === null ? [] : entriesOf(fields.when).map(conditionOf)
    if (when.length === 0) catchAll = item.line
    return { when, is }
  })
  return { name: spot.name, rows, place: { file: spot.sheet.file, line: spot.line } }
}

/** Reads `classes:`; without it a plan has none. */
export function classesOf(spot: Spot | null): readonly Classification[] {
  return spot === null ? [] : entriesOf(spot).map(classificationOf)
}
