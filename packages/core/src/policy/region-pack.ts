import type { DivisionCode } from '../kernel/index.ts'
import type { ContributionRules } from './contribution-rules.ts'
import type { EnrolmentRules } from './enrolment-rules.ts'
import type { Parameter, Place, Plan, Rules } from './types.ts'

/** What a region says about single items, before any plan. */
export interface CoverageRules extends Rules {
  /** Parameters `preCoinsurance` (the share borne first when the catalogue row has none) and `priceCeiling` (per unit). */
  readonly preCoinsurance: Parameter | null
  readonly priceCeiling: Parameter | null
  /** The classification that names the stream of a line (特药, 植入材料 …); `ordinary` is none. */
  readonly streams: string | null
}

/** When the benefit year begins, and which day of a stay decides the year. */
export interface YearRule {
  /** `01-01` */
  readonly startsOn: string
  readonly by: 'settlement' | 'discharge' | 'admission'
}

/** Everything one region says; its hash names this exact content for good. */
export interface RegionPack {
  readonly hash: string
  readonly division: DivisionCode
  readonly name: string
  readonly nameEn: string
  readonly year: YearRule
  readonly coverage: CoverageRules
  readonly plans: readonly Plan[]
  readonly contributions: readonly ContributionRules[]
  readonly enrolments: readonly EnrolmentRules[]
  readonly place: Place
}
