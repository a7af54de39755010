import { addFen, type Fen, invariant, subtractFen, zeroFen } from '../kernel/index.ts'
import { addPoints, points } from './amounts.ts'
import type { CaseKind, CaseScore, CaseSums, PricedCase } from './types.ts'

/** Sums over no case: where every accumulator begins. */
export const noCases: CaseSums = {
  cases: 0,
  points: points(0),
  weight: points(0),
  weighted: 0,
  money: zeroFen,
  moneyCases: 0,
  moneyFund: zeroFen,
  moneyOther: zeroFen,
  standard: zeroFen,
  fundPayable: zeroFen,
  total: zeroFen,
  fundPaid: zeroFen,
  otherPaid: zeroFen,
  stayDays: 0,
  groupMeans: zeroFen,
  costWithMean: zeroFen,
  groupStays: points(0),
  stayWithMean: 0,
  kinds: {},
  awaitingReview: 0,
  highExtra: points(0),
}

const isHigh = (kind: CaseKind): boolean => kind === 'high' || kind === 'extreme'

/** The sums of one priced case. */
function sumsOf(score: CaseScore, priced: PricedCase): CaseSums {
  invariant(score.caseId === priced.caseId, 'a score and a price are of the same case')
  const inMoney = score.money !== null
  const { weight, groupMean, groupMeanStay } = score
  return {
    cases: 1,
    points: score.points,
    weight: points(weight ?? 0),
    weighted: weight === null ? 0 : 1,
    money: inMoney ? priced.standard : zeroFen,
    moneyCases: inMoney ? 1 : 0,
    moneyFund: inMoney ? priced.fundPayable : zeroFen,
    moneyOther: inMoney ? score.otherPaid : zeroFen,
    standard: priced.standard,
    fundPayable: priced.fundPayable,
    total: score.total,
    fundPaid: score.fundPaid,
    otherPaid: score.otherPaid,
    stayDays: score.stayDays,
    groupMeans: groupMean ?? zeroFen,
    costWithMean: groupMean === null ? zeroFen : score.total,
    groupStays: points(groupMeanStay ?? 0),
    stayWithMean: groupMeanStay === null ? 0 : score.stayDays,
    kinds: { [score.kind]: 1 },
    awaitingReview: score.awaitsReview ? 1 : 0,
    highExtra: isHigh(score.kind) && !inMoney ? (score.extra ?? points(0)) : points(0),
  }
}

function mergeKinds(a: CaseSums['kinds'], b: CaseSums['kinds']): CaseSums['kinds'] {
  const merged: Partial<Record<CaseKind, number>> = { ...a }
  for (const [kind, count] of Object.entries(b) as [CaseKind, number][]) merged[kind] = (merged[kind] ?? 0) + count
  return merged
}

/** Sums of two sets of cases that have none in common; associative and commutative, `noCases` changes nothing. */
export function mergeSums(a: CaseSums, b: CaseSums): CaseSums {
  return {
    cases: a.cases + b.cases,
    points: addPoints(a.points, b.points),
    weight: addPoints(a.weight, b.weight),
    weighted: a.weighted + b.weighted,
    money: addFen(a.money, b.money),
    moneyCases: a.moneyCases + b.moneyCases,
    moneyFund: addFen(a.moneyFund, b.moneyFund),
    moneyOther: addFen(a.moneyOther, b.moneyOther),
    standard: addFen(a.standard, b.standard),
    fundPayable: addFen(a.fundPayable, b.fundPayable),
    total: addFen(a.total, b.total),
    fundPaid: addFen(a.fundPaid, b.fundPaid),
    otherPaid: addFen(a.otherPaid, b.otherPaid),
    stayDays: a.stayDays + b.stayDays,
    groupMeans: addFen(a.groupMeans, b.groupMeans),
    costWithMean: addFen(a.costWithMean, b.costWithMean),
    groupStays: addPoints(a.groupStays, b.groupStays),
    stayWithMean: a.stayWithMean + b.stayWithMean,
    kinds: mergeKinds(a.kinds, b.kinds),
    awaitingReview: a.awaitingReview + b.awaitingReview,
    highExtra: addPoints(a.highExtra ?? points(0), b.highExtra ?? points(0)),
  }
}

/** The sums with one more case. */
export function addCase(sums: CaseSums, score: CaseScore, priced: PricedCase): CaseSums {
  return mergeSums(sums, sumsOf(score, priced))
}

/** What point cases of the sums were charged to others than the fund. */
export function othersOfPoints(sums: CaseSums): Fen {
  return subtractFen(sums.otherPaid, sums.moneyOther)
}
