import { type Fen, type IsoDate, ok, type Result, refuse, sumFen, valueOn, zeroFen } from '../kernel/index.ts'
import { compileRules, type EnrolmentRules, holdIn } from '../policy/index.ts'
import { compileEnrolment } from './enrol.ts'
import type {
  EnrolmentRefusal,
  Household,
  HouseholdDecision,
  HouseholdMember,
  HouseholdStanding,
  MemberDecision,
} from './types.ts'

/** The rule that makes a household enrol together on this day; null when there is none, or it is repealed. */
function obligation({ household }: EnrolmentRules, on: IsoDate): HouseholdDecision['obligedBy'] {
  const inForce = household === null ? null : valueOn(household.rule, on)
  if (household === null || !inForce?.ok) return null
  const { source, assumed } = inForce.value
  return { label: household.label, source, assumed }
}

/** Whether the member may enrol alone. */
function isExempt(rules: EnrolmentRules, { facts }: HouseholdMember, on: IsoDate): Result<boolean, EnrolmentRefusal> {
  const conditions = rules.household?.exempt ?? []
  if (conditions.length === 0) return ok(false)
  const scope = compileRules(rules, on).bind(facts, null)
  const holds = holdIn(scope, conditions)
  return scope.refusal === null ? ok(holds) : refuse(scope.refusal)
}

/** Members who enrolled alone by right say nothing of the household. */
function standingOfHousehold(obliged: readonly HouseholdMember[], patient: string | null): HouseholdStanding {
  if (obliged.some(({ member, insured }) => insured && member === patient)) return 'patient-insured'
  return obliged.some(({ insured }) => insured) ? 'members-insured' : 'none-insured'
}

type Outcome = MemberDecision['outcome']

function outcomeOf(
  rules: EnrolmentRules,
  member: HouseholdMember,
  period: string,
  household: HouseholdStanding,
): Outcome {
  if (member.insured) return { is: 'insured' }
  if (member.paidOn === null) return { is: 'not-paid' }
  const facts = { ...member.facts, household }
  const decided = compileEnrolment(rules, member.paidOn).enrol({ period, facts, paid: member.paid })
  return decided.ok ? { is: 'enrolled', decision: decided.value } : { is: 'refused', refusal: decided.error }
}

function premiumIn(outcome: Outcome): Fen {
  return outcome.is === 'enrolled' ? (outcome.decision.premium ?? zeroFen) : zeroFen
}

/**
 * Decides for the members of a household who pay for a year, where the law may make them enrol together.
 *
 * @param household all members who belong in the scheme, those insured already among them
 * @param on the day of the decision; a rule that is not in force on it obliges nobody, and each member stands alone
 * @returns a decision or refusal for each member and what the household comes to; refused as a whole only when the
 *          exemption needs a fact that a member lacks (`policy.no-fact`)
 */
export function enrolHousehold(
  rules: EnrolmentRules,
  household: Household,
  on: IsoDate,
): Result<HouseholdDecision, EnrolmentRefusal> {
  const { period, patient } = household
  const obligedBy = obligation(rules, on)
  const members: { readonly member: HouseholdMember; readonly exempt: boolean }[] = []
  for (const member of household.members) {
    const exempt = obligedBy === null ? ok(false) : isExempt(rules, member, on)
    if (!exempt.ok) return exempt
    members.push({ member, exempt: exempt.value })
  }
  const obliged = members.filter(({ exempt }) => obligedBy !== null && !exempt).map(({ member }) => member)
  const standing = obligedBy === null ? 'alone' : standingOfHousehold(obliged, patient)

  const outcomes = members.map(({ member, exempt }) => ({
    member,
    exempt,
    outcome: outcomeOf(rules, member, period, exempt ? 'alone' : standing),
  }))
  const awaited = outcomes.filter(({ member }) => obliged.includes(member))
  const missing = awaited.filter(({ outcome }) => outcome.is === 'not-paid' || outcome.is === 'refused')
  const payments = awaited.flatMap(({ outcome }) => (outcome.is === 'enrolled' ? [outcome.decision.paidOn] : []))
  return ok({
    rules: rules.id,
    obligedBy,
    standing,
    members: outcomes.map(({ member, exempt, outcome }) => ({ member: member.member, exempt, outcome })),
    missing: missing.map(({ member }) => member.member),
    completeOn: missing.length > 0 ? null : (payments.sort().at(-1) ?? null),
    premiumTotal: sumFen(outcomes.map(({ outcome }) => premiumIn(outcome))),
  })
}
