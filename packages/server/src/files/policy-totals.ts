import type { TotalRule } from '@yibao/core/policy'
import { complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

const codeForm = /^\w{1,10}$/

/**
 * Reads `totals:`, the running totals that a plan reads or feeds.
 *
 * @param isAmount the amounts of a bill, all of which are known at its end
 */
export function totalsOf(spot: Spot | null, isAmount: (name: string) => boolean): readonly TotalRule[] {
  return (spot === null ? [] : entriesOf(spot)).map((entry) => {
    if (!codeForm.test(entry.name)) {
      const cure = 'use at most 10 letters, digits and underscores'
      complain(entry, 'not a code of a running total', cure, entry.name)
    }
    const fields = fieldsOf(entry, ['label', 'adds'], ['over'])
    const adds = textOf(fields.adds) ?? ''
    if (adds !== '' && !isAmount(adds)) {
      complain(fields.adds, `no such amount: \`${adds}\``, 'name one of the bill: eligible, paid, <layer>.paid …')
    }
    return {
      code: entry.name,
      label: textOf(fields.label) ?? '',
      adds,
      over: fields.over === null ? 'year' : wordOf(fields.over, ['year', 'month', 'stay', 'episode']),
    }
  })
}
