import {
  compileEnrolment,
  type EnrolmentDecision,
  type EnrolmentRefusal,
  enrolHousehold,
  type HouseholdMember,
} from '@yibao/core/enrolment'
import { addDays } from '@yibao/core/kernel'
import type { EnrolmentRules, Facts, RegionPack } from '@yibao/core/policy'
import { factOf } from './policy-case-facts.ts'
import { type CaseHead, type HeadFields, headOptions } from './policy-case-types.ts'
import { enrolmentFactNames, enrolmentFacts } from './policy-enrolment-facts.ts'
import { factsWith } from './policy-inputs.ts'
import {
  answersTo,
  askRules,
  compareRules,
  count,
  type Expectable,
  money,
  type RuleAnswer,
  type RuleDifference,
  type RuleExpectation,
  ruleExpectations,
  words,
} from './policy-rule-answers.ts'
import { complain, entriesOf, fieldsOf, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf } from './policy-values.ts'

/** One person, or a household, enrolling under the rules of a region; or what the formulas of the rules say. */
export interface EnrolmentCase extends CaseHead {
  readonly kind: 'enrolment'
  readonly enrolment: string
  /** The other reading of the text that is taken; null for the rules themselves. */
  readonly reading: string | null
  /** The year or first month of cover; null when only the rules are asked. */
  readonly period: string | null
  readonly facts: Facts
  readonly paid: readonly string[] | null
  readonly household: { readonly members: readonly HouseholdMember[]; readonly patient: string | null } | null
  readonly expect: readonly RuleExpectation[]
}

const given = ['period', 'paid', 'patient'] as const
const memberKeys = ['member', 'insured', 'paidOn', 'paid'] as const

function periodForm(rules: EnrolmentRules | null): RegExp {
  return rules?.continuity?.per === 'month' ? /^\d{4}-(0[1-9]|1[0-2])$/ : /^\d{4}$/
}

function periodOf(spot: Spot, rules: EnrolmentRules | null): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !periodForm(rules).test(text)) {
    complain(
      spot,
      'not a period of these rules',
      'write a year `2026`, or a month `2026-03` where they count months',
      text,
    )
  }
  return text
}

function entryOf(spot: Spot | null, name: string): Spot | null {
  return (spot === null ? [] : entriesOf(spot)).find((entry) => entry.name === name) ?? null
}

function paidOf(spot: Spot | null, rules: EnrolmentRules | null): readonly string[] | null {
  return spot === null ? null : itemsOf(spot).map((item) => periodOf(item, rules))
}

function factsGiven(spot: Spot | null, rules: EnrolmentRules | null, others: readonly string[]): Facts {
  const facts: Record<string, Facts[string]> = {}
  const shapeOf = rules === null ? () => null : factsWith(rules.inputs, enrolmentFacts(rules.scheme))
  for (const entry of spot === null ? [] : entriesOf(spot)) {
    if (others.includes(entry.name)) continue
    const shape = shapeOf(entry.name)
    if (shape !== null) facts[entry.name] = factOf(entry, shape)
    else if (rules !== null) {
      const known = [...others, ...rules.inputs.map(({ name }) => name), enrolmentFactNames].join(', ')
      complain(entry, `no such fact: \`${entry.name}\``, `give one of: ${known}`)
    }
  }
  return facts
}

function membersOf(spot: Spot, rules: EnrolmentRules | null): readonly HouseholdMember[] {
  const seen = new Set<string>()
  return itemsOf(spot).map((item) => {
    const [name, insured, paidOn] = [entryOf(item, 'member'), entryOf(item, 'insured'), entryOf(item, 'paidOn')]
    const member = name === null ? '' : (textOf(name) ?? '')
    if (name === null) complain(item, 'a member without a name', 'begin with `member:`')
    if (seen.has(member)) complain(item, `two members are called \`${member}\``, 'rename one of them')
    seen.add(member)
    return {
      member,
      facts: factsGiven(item, rules, memberKeys),
      paid: paidOf(entryOf(item, 'paid'), rules),
      insured: insured !== null && flagOf(insured),
      paidOn: paidOn === null ? null : dateOfSpot(paidOn),
    }
  })
}

const ofPerson = [
  'outcome',
  'coverageFrom',
  'covered',
  'window',
  'premium',
  'consecutiveYear',
  'missed',
  'refused',
] as const
const ofHousehold = ['standing', 'missing', 'completeOn', 'premiumTotal'] as const

function ableOfPerson(rules: EnrolmentRules, name: string): readonly Expectable[] {
  switch (ofPerson.find((each) => each === name)) {
    case 'outcome':
      return [['enrolled', 'refused']]
    case 'coverageFrom':
      return ['date']
    case 'covered':
      return ['date', ['none']]
    case 'window':
      return [rules.windows.map((window) => window.name)]
    case 'premium':
      return ['money', ['usual']]
    case 'consecutiveYear':
    case 'missed':
      return ['number']
    case 'refused':
      return ['refusal']
    case undefined:
      return []
  }
}

function ableOf(
  rules: EnrolmentRules,
  members: readonly HouseholdMember[] | null,
  name: string,
): readonly Expectable[] {
  if (members === null) return [...answersTo(rules, name), ...ableOfPerson(rules, name)]
  const [member, part = ''] = name.split('.')
  switch (ofHousehold.find((each) => each === name)) {
    case 'standing':
      return [['alone', 'patient-insured', 'members-insured', 'none-insured']]
    case 'missing':
      return [members.map((each) => each.member)]
    case 'completeOn':
      return ['date', ['none']]
    case 'premiumTotal':
      return ['money']
    case undefined:
      return members.some((each) => each.member === member) ? ableOfPerson(rules, part) : []
  }
}

/** Reads a case that begins with `enrolment:`; without the rules, because they could not be read, names are taken on trust. */
export function enrolmentCaseOf(
  spot: Spot,
  headOf: (fields: HeadFields) => CaseHead,
  pack: RegionPack | null,
): EnrolmentCase {
  const fields = fieldsOf(spot, ['name', 'enrolment', 'on', 'expect'], [...headOptions, 'reading', 'given'])
  const id = textOf(fields.enrolment) ?? ''
  const whole = pack?.enrolments.find((candidate) => candidate.id === id) ?? null
  if (pack !== null && whole === null && id !== '') {
    complain(fields.enrolment, `no enrolment rules \`${id}\` in the region`, 'name one of its files', id)
  }
  const reading = fields.reading === null ? null : textOf(fields.reading)
  const rules = reading === null ? whole : (whole?.readings[reading] ?? null)
  if (whole !== null && rules === null && fields.reading !== null) {
    complain(fields.reading, `\`${id}\` has no such reading`, 'name one of its `readings:`', reading ?? '')
  }
  const [period, paid, patient, household] = ['period', 'paid', 'patient', 'household'].map((name) =>
    entryOf(fields.given, name),
  )
  const members = household != null && isList(household) ? membersOf(household, rules) : null
  const others = members === null ? given : [...given, 'household']
  const names = members === null ? ofPerson : [...ofHousehold, ...ofPerson.map((part) => `<member>.${part}`)]
  return {
    ...headOf(fields),
    kind: 'enrolment',
    enrolment: id,
    reading,
    period: period == null ? null : periodOf(period, rules),
    facts: factsGiven(fields.given, rules, others),
    paid: paidOf(paid ?? null, rules),
    household: members === null ? null : { members, patient: patient == null ? null : textOf(patient) },
    expect: ruleExpectations(
      fields.expect,
      rules === null ? null : (name) => ableOf(rules, members, name),
      [...names, 'a formula, parameter or class'].join(', '),
    ),
  }
}

function decided(decision: EnrolmentDecision, name: string): RuleAnswer | null {
  const { cover, coverageFrom, window, premium, standing } = decision
  switch (name) {
    case 'outcome':
      return words('enrolled')
    case 'coverageFrom':
      return words(coverageFrom)
    case 'covered':
      return words(`${cover.from}, ${addDays(cover.until ?? cover.from, -1)}`)
    case 'window':
      return words(window)
    case 'premium':
      return premium === null ? words('usual') : money(premium)
    case 'consecutiveYear':
      return standing === null ? null : count(standing.consecutiveYear)
    case 'missed':
      return standing === null ? null : count(standing.missed)
    case 'refused':
      return words('')
    default:
      return null
  }
}

function refused(refusal: EnrolmentRefusal, name: string): RuleAnswer {
  const { code } = refusal
  if (name === 'outcome') return words('refused')
  if (code === 'enrolment.no-day-covered' && name === 'covered') return words('none')
  if (code === 'enrolment.no-day-covered' && name === 'coverageFrom') return words(refusal.coverageFrom)
  return name === 'refused' ? words(code) : { refused: code }
}

function runPerson(example: EnrolmentCase, rules: EnrolmentRules, period: string): readonly RuleDifference[] {
  const { facts, paid, on, expect } = example
  const outcome = compileEnrolment(rules, on).enrol({ period, facts, paid })
  return compareRules(expect, (name) => {
    const ruled = askRules(rules, on, outcome.ok ? outcome.value.facts : facts, name)
    if (ruled !== null) return ruled
    return outcome.ok ? decided(outcome.value, name) : refused(outcome.error, name)
  })
}

function runHousehold(
  { household, on, expect }: EnrolmentCase & { readonly household: object },
  rules: EnrolmentRules,
  period: string,
): readonly RuleDifference[] {
  const outcome = enrolHousehold(rules, { period, ...household }, on)
  return compareRules(expect, (name): RuleAnswer | null => {
    if (!outcome.ok) return { refused: outcome.error.code }
    const { standing, missing, completeOn, premiumTotal, members } = outcome.value
    if (name === 'standing') return words(standing)
    if (name === 'missing') return words(missing.join(', '))
    if (name === 'completeOn') return words(completeOn ?? 'none')
    if (name === 'premiumTotal') return money(premiumTotal)
    const [member, part = ''] = name.split('.')
    const found = members.find((each) => each.member === member)?.outcome
    if (found?.is === 'enrolled') return decided(found.decision, part)
    return found?.is === 'refused' ? refused(found.refusal, part) : null
  })
}

/** Runs a case under the rules of its region; nothing differs when it holds. */
export function runEnrolmentCase(example: EnrolmentCase, pack: RegionPack): readonly RuleDifference[] {
  const { enrolment, reading, period, household, on, facts, expect } = example
  const whole = pack.enrolments.find(({ id }) => id === enrolment)
  const rules = reading === null ? whole : whole?.readings[reading]
  if (rules === undefined) {
    return [{ field: 'enrolment', expected: enrolment, actual: 'no such rules or reading in the region' }]
  }
  if (period === null) return compareRules(expect, (name) => askRules(rules, on, facts, name))
  return household === null ? runPerson(example, rules, period) : runHousehold({ ...example, household }, rules, period)
}
