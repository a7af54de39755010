import type { IsoDate } from '@yibao/core/kernel'
import type { RegionPack, Rules } from '@yibao/core/policy'
import type { AnyRules } from '../text/plan-on-date.ts'
import type { PolicyCase } from './policy-case-yaml.ts'

/** Rules of one side: of a file, or what a region says about single lines. */
export interface Side {
  readonly about: AnyRules['about'] | 'coverage'
  readonly pack: RegionPack
  readonly rules: Rules
  /** Of another reading: its name, and the rules whose text it reads. */
  readonly reading: { readonly name: string; readonly of: Rules } | null
}

/** Rules that are laid beside each other; one side may have none. */
export interface Pair {
  readonly left: Side | null
  readonly right: Side | null
}

/** What is compared: pairs of rules, the day of each side's law (null for all of it), and the cases of both. */
export interface Sides {
  readonly pairs: readonly Pair[]
  readonly on: { readonly left: IsoDate | null; readonly right: IsoDate | null }
  readonly cases: readonly PolicyCase[]
}

/** Rules with the region that they belong to. */
export type Located<Found extends AnyRules = AnyRules> = Found & { readonly pack: RegionPack }

/** Every file of rules of some packs. */
export function rulesIn(packs: readonly RegionPack[]): readonly Located[] {
  return packs.flatMap((pack) => [
    ...pack.plans.map((rules) => ({ about: 'plan', rules, pack }) as const),
    ...pack.contributions.map((rules) => ({ about: 'contribution', rules, pack }) as const),
    ...pack.enrolments.map((rules) => ({ about: 'enrolment', rules, pack }) as const),
  ])
}

export const coverageOf = (pack: RegionPack): Side => ({ about: 'coverage', pack, rules: pack.coverage, reading: null })

export const sideOf = ({ about, pack, rules }: Located): Side => ({ about, pack, rules, reading: null })

/** What regions say: about single lines, then each file of rules. */
export const sidesOf = (packs: readonly RegionPack[]): readonly Side[] => [
  ...packs.map(coverageOf),
  ...rulesIn(packs).map(sideOf),
]
