import { compileEnrolment, enrolHousehold, type HouseholdMember } from '@yibao/core/enrolment'
import { invariant } from '@yibao/core/kernel'
import { compileRules, type EnrolmentRules } from '@yibao/core/policy'
import type { EnrolmentCase } from '../files/policy-enrolment-cases.ts'
import { coverText, decisionJson, enrolmentSteps, householdJson, householdLines } from '../text/enrolment-text.ts'
import { factsJson, factTexts, givenRow, rulesLines } from '../text/given-text.ts'
import { type LawRefusal, lawRefusalText } from '../text/law-refusal-text.ts'
import { footLines, readingIn } from '../text/trace-text.ts'
import type { Reading } from '../text/value-text.ts'
import { aside, type Language, marks, say } from '../text/words.ts'
import { askByName, askedLines } from './explain-asked.ts'
import { askedTitle, type ExplainContext, type Explanation, part, regionJson, whyTitle } from './explanation.ts'

function refused(refusal: LawRefusal, { language }: Reading): Explanation {
  return {
    lines: ['', `${say(['拒绝', 'Refused'], language)} ${lawRefusalText(refusal)}`],
    json: { refused: refusal },
  }
}

function memberTexts(
  members: readonly HouseholdMember[],
  rules: EnrolmentRules,
  language: Language,
): readonly string[] {
  return members.map(({ member, facts, insured, paidOn }) => {
    const paid = paidOn === null ? [] : [`${say(['缴费', 'paid on'], language)} ${paidOn}`]
    const already = insured ? [say(['已参保', 'insured already'], language)] : []
    return `${member}${aside([...factTexts(rules, facts, language), ...already, ...paid].join(marks[language].list), language)}`
  })
}

function explainPerson(example: EnrolmentCase, rules: EnrolmentRules, period: string, reading: Reading): Explanation {
  const { facts, paid, on } = example
  const outcome = compileEnrolment(rules, on).enrol({ period, facts, paid })
  if (!outcome.ok) return refused(outcome.error, reading)
  const { language } = reading
  const why = enrolmentSteps(outcome.value, reading)
  return {
    lines: ['', coverText(outcome.value, language), ...part(why, whyTitle(language))],
    json: decisionJson(outcome.value, rules),
  }
}

function explainDecision(example: EnrolmentCase, rules: EnrolmentRules, reading: Reading): Explanation {
  const { period, household, on } = example
  if (period === null) return { lines: [], json: {} }
  if (household === null) return explainPerson(example, rules, period, reading)
  const outcome = enrolHousehold(rules, { period, ...household }, on)
  if (!outcome.ok) return refused(outcome.error, reading)
  return {
    lines: part(householdLines(outcome.value, reading), whyTitle(reading.language)),
    json: householdJson(outcome.value, rules),
  }
}

/** Explains from which day care of a person or a household is paid. */
export function explainEnrolment(example: EnrolmentCase, { pack, language }: ExplainContext): Explanation {
  const { enrolment, reading: name, period, facts, paid, on, expect } = example
  const whole = pack.enrolments.find(({ id }) => id === enrolment)
  const rules = name === null ? whole : whole?.readings[name]
  invariant(
    whole !== undefined && rules !== undefined,
    'a sound policy folder has the rules and readings that its cases name',
  )
  const reading = readingIn(language)
  const taken = name === null ? null : { name, label: rules.label }
  const given = [
    ...rulesLines(pack, { rules: whole, reading: taken }, on, language),
    ...(period === null ? [] : givenRow(['参保期', 'period'], [period], language)),
    ...(paid === null ? [] : givenRow(['已缴', 'paid'], paid, language)),
    ...(example.household === null
      ? givenRow(['事实', 'facts'], factTexts(rules, facts, language), language)
      : givenRow(['家庭成员', 'household'], memberTexts(example.household.members, rules, language), language)),
  ]
  const decision = explainDecision(example, rules, reading)
  const names = expect.map((one) => one.name)
  const asked = askByName(compileRules(rules, on), facts, null, names, reading)
  const answers = part(askedLines(asked, reading), askedTitle(language))
  const head = {
    enrolment,
    reading: name,
    label: whole.label,
    region: regionJson(pack),
    on,
    unit: 'yuan',
    period,
    facts: factsJson([rules], facts),
  }
  return {
    lines: [...given, ...decision.lines, ...answers, ...part(footLines([], reading))],
    json: { ...head, ...decision.json, asked },
  }
}
