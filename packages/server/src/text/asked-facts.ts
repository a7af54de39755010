import {
  type Condition,
  type ContributionRules,
  type EnrolmentRules,
  type Expression,
  type LayerStep,
  type Plan,
  partsOf,
  type Rules,
} from '@yibao/core/policy'

function stepExpressions(step: LayerStep): readonly Expression[] {
  switch (step.step) {
    case 'cost-limit':
    case 'payment-limit':
      return [step.limit]
    case 'deductible':
    case 'pay':
    case 'at-least':
      return [step.amount]
    case 'prior-share':
    case 'rate':
      return [step.rate]
    case 'tiers':
      return [{ parameter: step.tiers }, step.rate, ...(step.startsAt === null ? [] : [step.startsAt])]
    case 'account-stage':
      return []
  }
}

/** Follows names from where they are asked to the facts behind them. */
function gatherer(rules: Rules) {
  const seen = new Set<string>()
  const facts = new Set<string>()
  const once = (name: string, follow: () => void): void => {
    if (seen.has(name)) return
    seen.add(name)
    follow()
  }
  const conditions = (when: readonly Condition[]): void => {
    for (const condition of when) fact(condition.fact)
  }
  const fact = (name: string): void => {
    const classification = rules.classes.find((one) => one.name === name)
    const list = rules.inputs.find((input) => input.each === name)
    if (classification !== undefined) once(name, () => conditions(classification.rows.flatMap(({ when }) => when)))
    else facts.add(list?.name ?? name)
  }
  const expression = (asked: Expression): void => {
    if ('parameter' in asked) parameter(asked.parameter)
    else if ('formula' in asked) formula(asked.formula)
    else if ('input' in asked) fact(asked.input)
    else if ('choose' in asked) fact(asked.choose)
    else if ('over' in asked) fact(asked.over)
    else if ('band' in asked) parameter(asked.band)
    partsOf(asked).forEach(expression)
  }
  const parameter = (name: string): void => once(name, () => rules.parameters[name]?.by.forEach(fact))
  const formula = (name: string): void => {
    const found = rules.formulas[name]
    if (found !== undefined) once(name, () => expression(found.is))
  }
  return { facts, conditions, expression, fact }
}

type Asking = ReturnType<typeof gatherer>

function askLayers({ layers }: Pick<Plan, 'layers'>, asking: Asking): void {
  for (const { when, base, steps } of layers) {
    asking.conditions(when)
    asking.expression(base)
    steps.flatMap(stepExpressions).forEach(asking.expression)
  }
}

function askItems({ items }: Pick<ContributionRules, 'items'>, asking: Asking): void {
  for (const { when, base, amount, times } of items) {
    asking.conditions(when)
    for (const expression of [base, amount, times]) if (expression !== null) asking.expression(expression)
  }
}

type Enrolling = Pick<EnrolmentRules, 'windows' | 'waits' | 'continuity' | 'household'>

function askWindows({ windows, waits, continuity, household }: Enrolling, asking: Asking): void {
  for (const { when, opening, premium } of windows) {
    asking.conditions(when)
    if ('after' in opening) {
      asking.fact(opening.after)
      asking.expression(opening.within.length)
    }
    if (premium !== null) asking.expression(premium)
  }
  for (const { length } of Object.values(waits)) asking.expression(length)
  if (continuity !== null && continuity.grace !== null) asking.expression(continuity.grace)
  if (household !== null) asking.conditions(household.exempt)
}

/** The facts that a plan asks about a bill's person and place, in the order in which its layers come to ask for them. */
export function askedFacts(plan: Plan): readonly string[] {
  const asking = gatherer(plan)
  askLayers(plan, asking)
  return [...asking.facts]
}

/** Every fact that rules may ask, for whatever they are asked: also what only a layer, an item or a window asks. */
export function allFacts(rules: Rules | Plan | ContributionRules | EnrolmentRules): readonly string[] {
  const asking = gatherer(rules)
  for (const { rows } of rules.classes) for (const { when } of rows) asking.conditions(when)
  for (const { by } of Object.values(rules.parameters)) by.forEach(asking.fact)
  for (const { is } of Object.values(rules.formulas)) asking.expression(is)
  for (const { name } of rules.inputs) asking.fact(name)
  if ('layers' in rules) askLayers(rules, asking)
  if ('items' in rules) askItems(rules, asking)
  if ('windows' in rules) askWindows(rules, asking)
  return [...asking.facts]
}
