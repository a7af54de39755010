import { divideRounded, type IsoDate, inRange, ok, type Result, refuse, wholePpm } from '../kernel/index.ts'
import type { Breach, CreditKind, CreditRefusal, CreditRules, CreditScheme, Responsibility } from './types.ts'

export function schemeOn(kind: CreditKind, on: IsoDate, { schemes }: CreditRules): Result<CreditScheme, CreditRefusal> {
  const scheme = schemes.find((one) => one.kind === kind && inRange(one.range, on))
  return scheme === undefined ? refuse({ code: 'credit.no-scheme', kind, on }) : ok(scheme)
}

/** The points of a breach by responsibility: that share of the way from the least to the most of its band, rounded down. */
export function pointsFor({ least, most }: Breach, responsibility: Responsibility, scheme: CreditScheme): number {
  const share = BigInt(scheme.responsibility[responsibility])
  return least + Number(divideRounded(BigInt(most - least) * share, BigInt(wholePpm), 'floor'))
}
