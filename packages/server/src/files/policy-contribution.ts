import type { Rounding } from '@yibao/core/kernel'
import type {
  ContributionDue,
  ContributionFund,
  ContributionItem,
  ContributionPayer,
  ContributionRules,
} from '@yibao/core/policy'
import type { Scheme } from './policy-facts.ts'
import { nameForm } from './policy-inputs.ts'
import { reportUnused, rulesKeys, rulesOptionalKeys } from './policy-names.ts'
import { personFactNames, personFacts } from './policy-person.ts'
import { type RulesReader, rulesOf } from './policy-rules.ts'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { roundingOf, wordOf } from './policy-values.ts'

/** Who pays in, as files and cases name them. */
export const contributionPayers = [
  'person',
  'employer',
  'state',
  'assistance',
  'fund',
] as const satisfies readonly ContributionPayer[]

/** Where it goes. */
export const contributionFunds = [
  'pool',
  'account',
  'largeAmount',
  'criticalIllness',
] as const satisfies readonly ContributionFund[]

/** When it falls due. */
export const contributionDues = [
  'month',
  'year',
  'missed-months',
  'retirement',
] as const satisfies readonly ContributionDue[]

/** Cases name payers, funds and items side by side, so no item is called like one of the others. */
const taken: readonly string[] = [...contributionPayers, ...contributionFunds, 'total', 'refused', 'classes']

function checkName(spot: Spot, name: string, earlier: ReadonlySet<string>): void {
  if (name === '') return
  if (!nameForm.test(name) || taken.includes(name)) {
    const cure = `use letters and digits, beginning with a small letter, and none of: ${taken.join(', ')}`
    complain(spot, `\`${name}\` cannot name an item`, cure)
  } else if (earlier.has(name)) {
    complain(spot, `two items are called \`${name}\``, 'rename one of them')
  }
}

function contributionItemsOf(spot: Spot, reader: RulesReader, rounding: Rounding): readonly ContributionItem[] {
  const names = new Set<string>()
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) complain(spot, 'no items', 'write `- { item: …, due: month, … }`')
  return items.map((item) => {
    const keys = ['item', 'label', 'due', 'from', 'to', 'amount'] as const
    const fields = fieldsOf(item, keys, ['when', 'base', 'times', 'rounding'])
    const name = textOf(fields.item) ?? ''
    checkName(fields.item, name, names)
    names.add(name)
    return {
      name,
      label: textOf(fields.label) ?? '',
      due: wordOf(fields.due, contributionDues),
      from: wordOf(fields.from, contributionPayers),
      to: wordOf(fields.to, contributionFunds),
      when: reader.conditions(fields.when),
      base: fields.base === null ? null : reader.expression(fields.base, 'money'),
      amount: reader.expression(fields.amount, 'money'),
      times: fields.times === null ? null : reader.expression(fields.times, 'number'),
      rounding: fields.rounding === null ? rounding : roundingOf(fields.rounding),
      place: { file: item.sheet.file, line: item.line },
    }
  })
}

/** Reads a file that says what one scheme collects and credits. Its formulas may be asked by name. */
export function contributionOf(spot: Spot): ContributionRules {
  const required = ['contribution', ...rulesKeys, 'scheme', 'items', 'rounding'] as const
  const fields = fieldsOf(spot, required, rulesOptionalKeys)
  const scheme = wordOf<Scheme>(fields.scheme, ['310', '390'])
  const facts = { book: personFacts(scheme), names: personFactNames }
  const { rules, reader } = rulesOf(fields.contribution, fields, { scheme, facts })
  const items = contributionItemsOf(fields.items, reader, roundingOf(fields.rounding))
  reportUnused(
    spot,
    reader.unused().filter(({ kind }) => kind !== 'formula'),
  )
  return { ...rules, scheme, items }
}
