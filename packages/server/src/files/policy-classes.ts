import type { Classification, Condition } from '@yibao/core/policy'
import { type Asked, areCovered, conditionsOf } from './policy-conditions.ts'
import { type FactBook, type FactShape, textShape } from './policy-facts.ts'
import { wordForm } from './policy-inputs.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'

/** A classification as rules refer to it: its words, and the list words in hand that it asks for. */
export interface AuthoredClass {
  readonly classification: Classification
  readonly shape: FactShape
  readonly spot: Spot
}

function classOf(spot: Spot, asked: Asked): AuthoredClass {
  const each = new Set<string>()
  const noting: Asked = {
    ...asked,
    use: (name) => {
      for (const word of asked.shape(name)?.each ?? []) each.add(word)
      asked.use(name)
    },
  }
  const earlier: (readonly Condition[])[] = []
  const rows = itemsOf(spot).map((item) => {
    const fields = fieldsOf(item, ['is'], ['when'])
    const is = textOf(fields.is) ?? ''
    if (is !== '' && !wordForm.test(is)) complain(fields.is, 'not a class name', 'use letters, digits and hyphens', is)
    const before = item.sheet.problems.length
    const when = conditionsOf(fields.when, noting)
    if (item.sheet.problems.length === before && areCovered(when, earlier)) {
      complain(item, 'a row that is never reached: the rows above take all of it', 'move it up or remove it')
    }
    earlier.push(when)
    return { when, is }
  })
  if (rows.length === 0 && spot.node !== null) complain(spot, 'a classification without rows', 'write `- { is: … }`')
  return {
    classification: { name: spot.name, rows, place: { file: spot.sheet.file, line: spot.line } },
    shape: textShape([...new Set(rows.map((row) => row.is))], [...each]),
    spot,
  }
}

/** Reads `classes:` in order, each of which may ask those above it; without it there are none. */
export function classesOf(
  spot: Spot | null,
  facts: FactBook,
  names: string,
  use: (name: string) => void,
): ReadonlyMap<string, AuthoredClass> {
  const classes = new Map<string, AuthoredClass>()
  const shape: FactBook = (name) => classes.get(name)?.shape ?? facts(name)
  for (const entry of spot === null ? [] : entriesOf(spot)) {
    const above = [...classes.keys()].join(', ')
    classes.set(entry.name, classOf(entry, { shape, names: above === '' ? names : `${names}, ${above}`, use }))
  }
  return classes
}
