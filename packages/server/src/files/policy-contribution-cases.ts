import { type Contribution, compileContribution } from '@yibao/core/contribution'
import type { ContributionDue, ContributionRules, Facts, RegionPack } from '@yibao/core/policy'
import { factOf } from './policy-case-facts.ts'
import { type CaseHead, type HeadFields, headOptions } from './policy-case-types.ts'
import { contributionDues, contributionFunds, contributionPayers } from './policy-contribution.ts'
import { factsWith } from './policy-inputs.ts'
import { personFactNames, personFacts } from './policy-person.ts'
import {
  answersTo,
  askRules,
  compareRules,
  type Expectable,
  money,
  type RuleAnswer,
  type RuleDifference,
  type RuleExpectation,
  ruleExpectations,
  words,
} from './policy-rule-answers.ts'
import { complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** What one person owes and is credited under contribution rules, or what their formulas say. */
export interface ContributionCase extends CaseHead {
  readonly kind: 'contribution'
  readonly contribution: string
  /** Null when only the rules are asked. */
  readonly due: ContributionDue | null
  readonly facts: Facts
  readonly expect: readonly RuleExpectation[]
}

function factsGiven(spot: Spot | null, rules: ContributionRules | null): Facts {
  const facts: Record<string, Facts[string]> = {}
  const shapeOf = rules === null ? () => null : factsWith(rules.inputs, personFacts(rules.scheme))
  for (const entry of spot === null ? [] : entriesOf(spot)) {
    const shape = shapeOf(entry.name)
    if (shape !== null) facts[entry.name] = factOf(entry, shape)
    else if (rules !== null) {
      const known = [...rules.inputs.map(({ name }) => name), personFactNames].join(', ')
      complain(entry, `no such fact: \`${entry.name}\``, `give one of: ${known}`)
    }
  }
  return facts
}

const sums = ['total', ...contributionPayers, ...contributionFunds] as const
const itemForm = /^(.+?)(?:\.(base|each))?$/

function ableOf(rules: ContributionRules, name: string): readonly Expectable[] {
  if (name === 'refused') return ['refusal']
  const item = itemForm.exec(name)?.[1]
  const isSum = sums.some((sum) => sum === name) || rules.items.some((candidate) => candidate.name === item)
  return [...answersTo(rules, name), ...(isSum ? (['money'] as const) : [])]
}

/** Reads a case that begins with `contribution:`; without the rules, because they could not be read, names are taken on trust. */
export function contributionCaseOf(
  spot: Spot,
  headOf: (fields: HeadFields) => CaseHead,
  pack: RegionPack | null,
): ContributionCase {
  const fields = fieldsOf(spot, ['name', 'contribution', 'on', 'expect'], [...headOptions, 'due', 'given'])
  const id = textOf(fields.contribution) ?? ''
  const rules = pack?.contributions.find((candidate) => candidate.id === id) ?? null
  if (pack !== null && rules === null && id !== '') {
    complain(fields.contribution, `no contribution rules \`${id}\` in the region`, 'name one of its files', id)
  }
  const items = rules?.items.map(({ name }) => name) ?? []
  const known = [...sums, 'refused', ...items, '<item>.base', '<item>.each', 'a formula, parameter or class'].join(', ')
  return {
    ...headOf(fields),
    kind: 'contribution',
    contribution: id,
    due: fields.due === null ? null : wordOf(fields.due, contributionDues),
    facts: factsGiven(fields.given, rules),
    expect: ruleExpectations(fields.expect, rules === null ? null : (name) => ableOf(rules, name), known),
  }
}

function assessed({ sums: owed, byPayer, byFund, total }: Contribution, name: string): RuleAnswer | null {
  if (name === 'refused') return words('')
  if (name === 'total') return money(total)
  const payer = contributionPayers.find((candidate) => candidate === name)
  if (payer !== undefined) return money(byPayer[payer])
  const fund = contributionFunds.find((candidate) => candidate === name)
  if (fund !== undefined) return money(byFund[fund])
  const [, item, part] = itemForm.exec(name) ?? []
  const sum = owed.find((candidate) => candidate.item === item)
  if (sum === undefined) return null
  if (part === 'base') return sum.base === null ? null : money(sum.base)
  return money(part === 'each' ? sum.each : sum.amount)
}

/** Runs a case under the rules of its region; nothing differs when it holds. */
export function runContributionCase(example: ContributionCase, pack: RegionPack): readonly RuleDifference[] {
  const { contribution, due, facts, on, expect } = example
  const rules = pack.contributions.find(({ id }) => id === contribution)
  if (rules === undefined) {
    return [{ field: 'contribution', expected: contribution, actual: 'no such rules in the region' }]
  }
  const outcome = due === null ? null : compileContribution(rules, on).assess({ due, facts })
  return compareRules(expect, (name) => {
    const ruled = askRules(rules, on, facts, name)
    if (ruled !== null || outcome === null) return ruled
    if (outcome.ok) return assessed(outcome.value, name)
    return name === 'refused' ? words(outcome.error.code) : { refused: outcome.error.code }
  })
}
