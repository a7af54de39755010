import {
  addFen,
  type Fen,
  fen,
  fenPerUnit,
  halfUpFen,
  type IsoDate,
  invariant,
  multiplyExact,
  ok,
  type Result,
  type Rounding,
  refuse,
  roundExact,
  sumFen,
  wholePpm,
  zeroFen,
} from '../kernel/index.ts'
import {
  type ContributionFund,
  type ContributionItem,
  type ContributionPayer,
  type ContributionRules,
  compileRules,
  type Evaluate,
  explainIn,
  holdIn,
  type Scope,
  unlessRefused,
  valueText,
} from '../policy/index.ts'
import type { Assessable, Contribution, ContributionRefusal, ContributionSum } from './types.ts'

/** Contribution rules on one date, ready to assess any number of people. */
export interface ContributionLaw {
  /**
   * Says what is owed and credited for one person on one occasion.
   *
   * @returns the sums in the order of the rules (none when nothing falls due), or the refusal of the law: no value on
   *          this date, a fact that a condition or an amount needs and that is missing, a division by zero, or
   *          `contribution.part-of-a-time`
   * @source  each sum explains itself down to the parameters and their sources
   */
  readonly assess: (assessable: Assessable) => Result<Contribution, ContributionRefusal>
}

interface CompiledItem {
  readonly item: ContributionItem
  readonly base: Evaluate<null> | null
  readonly amount: Evaluate<null>
  readonly times: Evaluate<null> | null
}

const nobody: Readonly<Record<ContributionPayer, Fen>> = {
  person: zeroFen,
  employer: zeroFen,
  state: zeroFen,
  assistance: zeroFen,
  fund: zeroFen,
}
const nothing: Readonly<Record<ContributionFund, Fen>> = {
  pool: zeroFen,
  account: zeroFen,
  largeAmount: zeroFen,
  criticalIllness: zeroFen,
}

function moneyIn(scope: Scope<null>, evaluate: Evaluate<null>, { unit, mode }: Rounding): Fen {
  return fen(roundExact(evaluate(scope), fenPerUnit[unit], mode))
}

/** The sum that one item comes to, given that its conditions hold. */
function sumOf(
  { item, base, amount, times }: CompiledItem,
  scope: Scope<null>,
): Result<ContributionSum, ContributionRefusal> {
  const shownBase = base === null ? null : moneyIn(scope, base, halfUpFen)
  const each = moneyIn(scope, amount, item.rounding)
  const count = times === null ? wholePpm : times(scope)
  const known = unlessRefused(scope, { each, count })
  if (!known.ok) return known
  if (typeof count !== 'number' || count % wholePpm !== 0) {
    return refuse({
      code: 'contribution.part-of-a-time',
      item: item.name,
      times: valueText(count, 'number'),
      place: item.place,
    })
  }
  return ok({
    item: item.name,
    label: item.label,
    from: item.from,
    to: item.to,
    base: shownBase,
    each,
    times: count / wholePpm,
    amount: fen(roundExact(multiplyExact(each, count), 1, 'half-up')),
    rounding: item.rounding,
    trace: {
      base: item.base === null ? null : explainIn(scope, item.base),
      each: explainIn(scope, item.amount),
      times: item.times === null ? null : explainIn(scope, item.times),
    },
  })
}

function totalsOf(sums: readonly ContributionSum[]): Pick<Contribution, 'byPayer' | 'byFund' | 'total'> {
  const byPayer = { ...nobody }
  const byFund = { ...nothing }
  for (const { from, to, amount } of sums) {
    byPayer[from] = addFen(byPayer[from], amount)
    byFund[to] = addFen(byFund[to], amount)
  }
  const total = sumFen(sums.map(({ amount }) => amount))
  invariant(sumFen(Object.values(byPayer)) === total, 'the payers pay all that is owed')
  invariant(sumFen(Object.values(byFund)) === total, 'the funds get all that is paid')
  return { byPayer, byFund, total }
}

/** Fixes contribution rules on one date: the day on which the contribution falls due. */
export function compileContribution(rules: ContributionRules, on: IsoDate): ContributionLaw {
  const { compile, bind } = compileRules(rules, on)
  const items = rules.items.map(
    (item): CompiledItem => ({
      item,
      base: item.base === null ? null : compile(item.base),
      amount: compile(item.amount),
      times: item.times === null ? null : compile(item.times),
    }),
  )
  const assess = ({ due, facts }: Assessable): Result<Contribution, ContributionRefusal> => {
    const scope = bind(facts, null)
    const sums: ContributionSum[] = []
    for (const compiled of items.filter(({ item }) => item.due === due)) {
      const holds = holdIn(scope, compiled.item.when)
      if (scope.refusal !== null) return refuse(scope.refusal)
      if (!holds) continue
      const sum = sumOf(compiled, scope)
      if (!sum.ok) return sum
      sums.push(sum.value)
    }
    return ok({ rules: rules.id, on, due, sums, ...totalsOf(sums) })
  }
  return { assess }
}
