import {
  addDays,
  civilDate,
  type Fen,
  fen,
  firstOfNextMonth,
  halfUpFen,
  type IsoDate,
  invariant,
  laterDate,
  ok,
  type Result,
  refuse,
  roundExact,
  wholePpm,
} from '../kernel/index.ts'
import {
  compileRules,
  type EnrolmentRules,
  type Evaluate,
  explainIn,
  type Facts,
  type Scope,
  unlessRefused,
  type ValueTrace,
  type Wait,
} from '../policy/index.ts'
import { type CompiledSpan, compileSpan, holidaysUnknown } from './span.ts'
import { standingFacts, standingOf } from './standing.ts'
import type { EnrolmentDecision, EnrolmentRefusal, EnrolmentRequest, EnrolmentStep, Standing } from './types.ts'
import { type ChosenWindow, chooseWindow, compileWindow } from './windows.ts'

/** Enrolment rules on one day of payment, ready to decide for any number of people. */
export interface EnrolmentLaw {
  /**
   * Decides from which day care of one person is paid who pays on that day.
   *
   * @returns the decision with its steps, or why the person cannot enrol on that day: `enrolment.outside-window`,
   *          `enrolment.no-window`, `enrolment.holidays-unknown`, `enrolment.no-day-covered`, `enrolment.part-of-a-day`,
   *          or a refusal of the policy (a value that the day has not, a fact that is needed and missing)
   * @throws  InvariantError for periods of another form than the rules count in
   */
  readonly enrol: (request: EnrolmentRequest) => Result<EnrolmentDecision, EnrolmentRefusal>
}

interface CompiledWait {
  readonly wait: Wait
  readonly span: CompiledSpan
}

interface Compiled {
  readonly rules: EnrolmentRules
  readonly paidOn: IsoDate
  readonly bind: (facts: Facts) => Scope<null>
  readonly grace: Evaluate<null> | null
  readonly waits: ReadonlyMap<string, CompiledWait>
  readonly premiums: ReadonlyMap<string, Evaluate<null>>
}

interface Counted {
  readonly standing: Standing
  readonly inputs: readonly ValueTrace[]
}

/** Counts the person's years from what was paid; null when nobody told, or the rules do not count. */
function count({ rules, bind, grace }: Compiled, request: EnrolmentRequest): Result<Counted | null, EnrolmentRefusal> {
  const { continuity } = rules
  if (continuity === null || request.paid === null) return ok(null)
  const scope = bind(request.facts)
  const forgiven = unlessRefused(scope, grace === null ? 0 : grace(scope))
  if (!forgiven.ok) return forgiven
  // A part of a period forgives nothing: periods are missed whole.
  const periods = Math.floor(roundExact(forgiven.value, 1, 'floor') / wholePpm)
  const inputs = continuity.grace === null ? [] : explainIn(scope, continuity.grace).inputs
  return ok({ standing: standingOf(request.period, request.paid, continuity.per, periods), inputs })
}

/** The first day of a year or month of cover. */
function firstDayOf(period: string): IsoDate {
  const [year = '', month = '01'] = period.split('-')
  return civilDate(Number(year), Number(month), 1)
}

interface Start {
  readonly from: IsoDate
  readonly step: EnrolmentStep | null
}

function start(
  { window, opening }: ChosenWindow,
  scope: Scope<null>,
  { rules, paidOn, waits }: Compiled,
  begins: IsoDate,
): Result<Start, EnrolmentRefusal> {
  const { cover } = window
  if (cover === 'year') return ok({ from: begins, step: null })
  if (cover === 'payment') return ok({ from: paidOn, step: null })
  if (cover === 'next-month') return ok({ from: firstOfNextMonth(paidOn), step: null })
  if (cover === 'event') {
    invariant(opening.event !== null, () => `${window.name} has no event; the loader lets none through`)
    return ok({ from: opening.event, step: null })
  }
  const compiled = waits.get(cover.wait)
  invariant(compiled !== undefined, () => `no wait ${cover.wait}; the loader lets none through`)
  const { label, counts, unit, dayOne } = compiled.wait
  const from = counts === 'year' ? laterDate(paidOn, begins) : paidOn
  const end = compiled.span(scope, from)
  if (!end.ok) return end
  const { length, earliest, latest, how, inputs } = end.value
  const isExact = earliest === latest
  // A wait that is over before the year of cover in any case decides nothing.
  if (!isExact && latest >= begins) return refuse(holidaysUnknown(rules, from, compiled.wait.place))
  const ending = isExact ? 'exact' : 'at-most'
  return ok({
    from: addDays(latest, 1),
    step: { step: 'wait', label, from, length, unit, dayOne, how, lastDay: latest, ending, inputs },
  })
}

interface Premium {
  readonly amount: Fen
  readonly step: EnrolmentStep
}

function premiumOf(
  { window }: ChosenWindow,
  scope: Scope<null>,
  { premiums }: Compiled,
): Result<Premium | null, EnrolmentRefusal> {
  const evaluate = premiums.get(window.name)
  if (window.premium === null || evaluate === undefined) return ok(null)
  const amount = unlessRefused(scope, fen(roundExact(evaluate(scope), 1, halfUpFen.mode)))
  if (!amount.ok) return amount
  const { how, inputs } = explainIn(scope, window.premium)
  return ok({ amount: amount.value, step: { step: 'premium', how, result: amount.value, inputs } })
}

function windowStep({ window, opening, undecided }: ChosenWindow): EnrolmentStep {
  const { opens, closes, closing, source, assumed, inputs } = opening
  return { step: 'window', label: window.label, opens, closes, closing, undecided, source, assumed, inputs }
}

/** Fixes enrolment rules on the day of a payment, whose law decides. */
export function compileEnrolment(rules: EnrolmentRules, paidOn: IsoDate): EnrolmentLaw {
  const { compile, bind } = compileRules(rules, paidOn)
  const context = { rules, compile }
  const windows = rules.windows.map((window) => compileWindow(window, paidOn, context))
  const compiled: Compiled = {
    rules,
    paidOn,
    bind: (facts) => bind(facts, null),
    grace: rules.continuity?.grace == null ? null : compile(rules.continuity.grace),
    waits: new Map(
      Object.values(rules.waits).map((wait) => [wait.name, { wait, span: compileSpan(wait, wait.place, context) }]),
    ),
    premiums: new Map(
      rules.windows.flatMap(({ name, premium }) => (premium === null ? [] : [[name, compile(premium)] as const])),
    ),
  }

  const enrol = (request: EnrolmentRequest): Result<EnrolmentDecision, EnrolmentRefusal> => {
    const counted = count(compiled, request)
    if (!counted.ok) return counted
    const standing = counted.value?.standing ?? null
    const year = Number(request.period.slice(0, 4))
    const own = standing === null ? {} : standingFacts(standing, rules.continuity?.per ?? 'year')
    const scope = compiled.bind({ household: 'alone', repaidYears: 0, ...request.facts, ...own })
    const chosen = chooseWindow(windows, scope, { rules, year, on: paidOn })
    if (!chosen.ok) return chosen
    const premium = premiumOf(chosen.value, scope, compiled)
    if (!premium.ok) return premium
    const [begins, ends] = [firstDayOf(request.period), civilDate(year + 1, 1, 1)]
    const started = start(chosen.value, scope, compiled, begins)
    if (!started.ok) return started
    const coverageFrom = laterDate(started.value.from, begins)
    const { name, place } = chosen.value.window
    if (coverageFrom >= ends) {
      const payment = { rules: rules.id, year, paidOn, window: name }
      return refuse({ code: 'enrolment.no-day-covered', ...payment, coverageFrom, place })
    }
    const cover = { from: coverageFrom, until: ends }
    const steps: readonly (EnrolmentStep | null)[] = [
      counted.value === null ? null : { step: 'continuity', ...counted.value.standing, inputs: counted.value.inputs },
      windowStep(chosen.value),
      premium.value?.step ?? null,
      started.value.step,
      { step: 'cover', ...cover },
    ]
    return ok({
      rules: rules.id,
      paidOn,
      year,
      window: name,
      cover,
      coverageFrom,
      standing,
      facts: scope.facts,
      premium: premium.value?.amount ?? null,
      trace: steps.filter((step) => step !== null),
    })
  }
  return { enrol }
}
