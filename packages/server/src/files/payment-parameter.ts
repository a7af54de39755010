import type { Parameter, ParameterRow, Where } from '@yibao/core/payment'
import { datedBy } from './policy-dated.ts'
import { complain, entriesOf, fieldsOf, isMapping, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

const dimensions = ['scheme', 'area', 'level', 'kind', 'institution', 'group'] as const

type Dimension = (typeof dimensions)[number]

function whereOf(spot: Spot, allowed: readonly Dimension[]): Where {
  const where: Record<string, string> = {}
  for (const entry of entriesOf(spot)) {
    const known = allowed.find((name) => name === entry.name)
    if (known === undefined) {
      complain(entry, `\`${entry.name}\` tells nothing apart here`, `use one of: ${allowed.join(', ')}`)
      continue
    }
    if (known === 'scheme') where[known] = wordOf(entry, ['310', '390'])
    else if (known === 'area') where[known] = wordOf(entry, ['local', 'remote'])
    else where[known] = textOf(entry) ?? ''
  }
  return where
}

function namesOf(where: Where): string {
  return dimensions.map((name) => where[name] ?? '').join('\n')
}

/**
 * A value of the law: dated values that hold for everybody, or rows `{ for: { level: tertiary }, values: [...] }` of which
 * the most specific counts.
 *
 * @param read how a value is written
 * @param allowed what rows may tell apart
 */
export function parameterOf<T>(
  spot: Spot,
  read: (value: Spot) => T,
  allowed: readonly Dimension[] = ['scheme', 'area', 'level', 'kind', 'institution'],
): Parameter<T> {
  const items = itemsOf(spot)
  const inRows = items.some((item) => isMapping(item) && entriesOf(item).some(({ name }) => name === 'values'))
  if (!inRows) return [{ where: {}, values: datedBy(spot, read) }]
  const seen = new Set<string>()
  return items.map((item): ParameterRow<T> => {
    const fields = fieldsOf(item, ['values'], ['for'])
    const where = fields.for === null ? {} : whereOf(fields.for, allowed)
    if (seen.has(namesOf(where))) complain(item, 'two rows for the same', 'put their values into one row, by date')
    seen.add(namesOf(where))
    return { where, values: datedBy(fields.values, read) }
  })
}

export const byGroup: readonly Dimension[] = dimensions

export const byPool: readonly Dimension[] = ['scheme', 'area', 'level']
