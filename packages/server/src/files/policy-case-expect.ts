import { type Fen, parsePercent, parseRate } from '@yibao/core/kernel'
import { type FormulaKind, type Plan, payers } from '@yibao/core/policy'
import { amountsOf, isLayerPart } from './policy-amounts.ts'
import type { Expectation, ExpectedValue } from './policy-case-types.ts'
import { checkKind, kindOfRule } from './policy-rule-answers.ts'
import { complain, entriesOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot } from './policy-values.ts'

/** Sums over all layers and the person's side. */
const sums = ['fund', 'person', 'cash', 'account', 'family'] as const

/** Amounts by name, such as running totals by code. */
export function amountsByName(spot: Spot): Readonly<Record<string, Fen>> {
  return Object.fromEntries(entriesOf(spot).map((entry) => [entry.name, moneyOfSpot(entry)]))
}

/** `300 yuan`, `85%` or `6`, as the author writes it, or `policy.no-value` of what the law does not say. */
function expectedOf(spot: Spot): ExpectedValue {
  const { name } = spot
  const text = textOf(spot) ?? ''
  if (/^policy\.[a-z-]+$/.test(text)) return { name, kind: 'refusal', code: text }
  if (text.endsWith(' yuan')) return { name, kind: 'money', value: moneyOfSpot(spot), text }
  const rate = parsePercent(text)
  if (rate.ok) return { name, kind: 'rate', value: rate.value, text }
  const number = parseRate(text)
  if (number.ok) return { name, kind: 'number', value: number.value, text }
  if (text !== '') complain(spot, `\`${name}\` is no value`, 'write `300 yuan`, `85%` or `6`', text)
  return { name, kind: 'number', value: 0, text }
}

/**
 * What a name of the plan may come to: an amount of the bill is money; a formula or parameter of the same name answers
 * where there is no bill. Empty when the plan has nothing of that name.
 */
function kindsOf(plan: Plan, name: string): readonly FormulaKind[] {
  const isAmount =
    sums.some((sum) => sum === name) ||
    payers.some((payer) => payer === name) ||
    isLayerPart(name) ||
    amountsOf(plan.layers.map((layer) => layer.name))(name)
  return [...(isAmount ? (['money'] as const) : []), ...kindOfRule(plan, name)]
}

function checkName(spot: Spot, plan: Plan, expected: ExpectedValue): void {
  const kinds = kindsOf(plan, spot.name)
  if (kinds.length > 0) {
    if (expected.kind !== 'refusal') checkKind(spot, kinds, expected)
    return
  }
  const cure =
    'name a payer, fund, person, account, cash, an amount of the bill, <layer>.<part>, a formula or a parameter'
  complain(spot, `\`${plan.id}\` has nothing called \`${spot.name}\``, cure)
}

function classesOf(spot: Spot, plan: Plan | null): Readonly<Record<string, string>> {
  const entries = entriesOf(spot).map((entry) => {
    const word = textOf(entry) ?? ''
    const found = plan?.classes.find(({ name }) => name === entry.name)
    if (plan !== null && found === undefined) {
      complain(entry, `\`${plan.id}\` has no class \`${entry.name}\``, 'name one of its `classes:`')
    } else if (found !== undefined && word !== 'policy.no-class' && !found.rows.some(({ is }) => is === word)) {
      const words = [...new Set(found.rows.map(({ is }) => is))].join(', ')
      complain(entry, `\`${entry.name}\` never gives this`, `use one of: ${words}`, word)
    }
    return [entry.name, word] as const
  })
  return Object.fromEntries(entries)
}

function addedOf(spot: Spot, plan: Plan | null): Readonly<Record<string, Fen>> {
  for (const entry of entriesOf(spot)) {
    if (plan !== null && !plan.totals.some(({ code }) => code === entry.name)) {
      complain(entry, `\`${plan.id}\` has no running total \`${entry.name}\``, 'name one of its `totals:`')
    }
  }
  return amountsByName(spot)
}

/** Reads `expect:`; without the plan, because it could not be read, names are taken on trust. */
export function expectationOf(spot: Spot, plan: Plan | null): Expectation {
  const entries = entriesOf(spot)
  if (entries.length === 0 && spot.node !== null) {
    complain(spot, 'a case that expects nothing', 'name at least one amount, class or formula, or `refused`')
  }
  const [classes, added, refused] = ['classes', 'added', 'refused'].map((key) =>
    entries.find(({ name }) => name === key),
  )
  const named = entries.filter((entry) => entry !== classes && entry !== added && entry !== refused)
  if (refused !== undefined && entries.length > 1) {
    complain(
      refused,
      'a refusal beside other expectations',
      'expect `refused` alone, or write the code in the place of a value: `<formula>: policy.no-value`',
    )
  }
  for (const empty of [classes, added]) {
    if (empty !== undefined && empty.node !== null && entriesOf(empty).length === 0) {
      complain(empty, `\`${empty.name}\` expects nothing`, 'name at least one, or leave it out')
    }
  }
  const values = named.map((entry) => {
    const expected = expectedOf(entry)
    if (plan !== null) checkName(entry, plan, expected)
    return expected
  })
  return {
    values,
    classes: classes === undefined ? {} : classesOf(classes, plan),
    added: added === undefined ? {} : addedOf(added, plan),
    refused: refused === undefined ? null : textOf(refused),
  }
}
