import type { EnrolmentDecision, EnrolmentStep, HouseholdDecision, MemberDecision } from '@yibao/core/enrolment'
import { addDays, yuan } from '@yibao/core/kernel'
import type { EnrolmentRules } from '@yibao/core/policy'
import { dayOneWord, spanUnitWord } from './enrolment-words.ts'
import { valueWord } from './fact-words.ts'
import { factsJson } from './given-text.ts'
import { lawRefusalText } from './law-refusal-text.ts'
import { indented, type Reading, valueLines } from './value-text.ts'
import { aside, type Language, marks, say } from './words.ts'

function continuityText(step: Extract<EnrolmentStep, { step: 'continuity' }>, language: Language): string {
  const { consecutiveYear, missed } = step
  return say(
    [
      `连续参保第 ${consecutiveYear} 年${missed === 0 ? '' : `，此前断保 ${missed} 期`}`,
      `year ${consecutiveYear} in a row${missed === 0 ? '' : `, ${missed} periods missed before`}`,
    ],
    language,
  )
}

function waitText(step: Extract<EnrolmentStep, { step: 'wait' }>, language: Language): string {
  const { label, from, length, unit, dayOne, how, lastDay } = step
  const { colon, comma } = marks[language]
  const calculation = how === '' ? '' : ` = ${how}`
  const span = `${length}${say(['', ' '], language)}${spanUnitWord(unit, language)}${calculation}`
  const counted = say([`自 ${from}`, `from ${from}`], language)
  const last = say([`最后一日 ${lastDay}`, `the last day is ${lastDay}`], language)
  return `${label}${colon}${[counted, span, dayOneWord(dayOne, language), last].join(comma)}`
}

function headOf(step: EnrolmentStep, { language, citations }: Reading): string {
  switch (step.step) {
    case 'continuity':
      return continuityText(step, language)
    case 'window': {
      const days = say([`${step.opens} 至 ${step.closes}`, `${step.opens} to ${step.closes}`], language)
      return `${step.label}${marks[language].colon}${days}${citations.cite(step.source, step.assumed)}`
    }
    case 'wait':
      return waitText(step, language)
    case 'premium':
      return `${say(['应缴', 'to be paid'], language)} ${step.how === '' ? '' : `${step.how} = `}${yuan(step.result)}`
    case 'cover': {
      const last = addDays(step.until, -1)
      return say([`待遇期 ${step.from} 至 ${last}`, `care is paid from ${step.from} to ${last}`], language)
    }
  }
}

/** How a decision came about, step by step. */
export function enrolmentSteps({ trace }: EnrolmentDecision, reading: Reading, first = 1): readonly string[] {
  return trace.flatMap((step, index) => {
    const below = 'inputs' in step ? valueLines(step.inputs, reading) : []
    return [`${first + index}. ${headOf(step, reading)}`, ...indented(below, 3)]
  })
}

/** A decision for machines, amounts as decimal yuan. */
export function decisionJson({ premium, trace, facts, ...decision }: EnrolmentDecision, rules: EnrolmentRules): object {
  const steps = trace.map((step) => (step.step === 'premium' ? { ...step, result: yuan(step.result) } : step))
  const owed = premium === null ? null : yuan(premium)
  return { ...decision, facts: factsJson([rules], facts), premium: owed, trace: steps }
}

/** What comes of a household for machines, amounts as decimal yuan. */
export function householdJson(
  { premiumTotal, members, ...decision }: HouseholdDecision,
  rules: EnrolmentRules,
): object {
  const told = members.map(({ outcome, ...member }) => {
    return {
      ...member,
      outcome: outcome.is === 'enrolled' ? { ...outcome, decision: decisionJson(outcome.decision, rules) } : outcome,
    }
  })
  return { ...decision, premiumTotal: yuan(premiumTotal), members: told }
}

/** From which day care is paid. */
export function coverText({ cover }: EnrolmentDecision, language: Language): string {
  return say([`待遇自 ${cover.from} 起`, `care is paid from ${cover.from}`], language)
}

function memberLines({ member, exempt, outcome }: MemberDecision, reading: Reading): readonly string[] {
  const { language } = reading
  const alone = exempt ? aside(say(['可单独参保', 'may enrol alone'], language), language) : ''
  const title = `${member}${alone}${marks[language].colon}`
  switch (outcome.is) {
    case 'insured':
      return [`${title}${say(['已参保', 'insured already'], language)}`]
    case 'not-paid':
      return [`${title}${say(['未缴费', 'nothing paid'], language)}`]
    case 'refused':
      return [`${title}${say(['拒绝', 'refused'], language)} ${lawRefusalText(outcome.refusal)}`]
    case 'enrolled': {
      const { decision } = outcome
      return [`${title}${coverText(decision, language)}`, ...indented(enrolmentSteps(decision, reading), 2)]
    }
  }
}

/** What comes of a household, member by member. */
export function householdLines(decision: HouseholdDecision, reading: Reading): readonly string[] {
  const { language } = reading
  const { standing, members, missing, completeOn, premiumTotal } = decision
  const row = (zh: string, en: string, text: string): string =>
    `${say([zh, en], language)}${marks[language].colon}${text}`
  return [
    row('家庭参保情况', 'household', valueWord('household', standing, language)),
    ...(missing.length === 0 ? [] : [row('尚未参保', 'not yet insured', missing.join(marks[language].list))]),
    ...(completeOn === null ? [] : [row('全员参保之日', 'complete on', completeOn)]),
    ...(premiumTotal === 0 ? [] : [row('应缴合计', 'to be paid together', yuan(premiumTotal))]),
    ...members.flatMap((member) => memberLines(member, reading)),
  ]
}
