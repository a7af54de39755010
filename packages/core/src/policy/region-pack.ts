import type { DivisionCode } from '../kernel/index.ts'
import type { ContributionRules } from './contribution-rules.ts'
import type { EnrolmentRules } from './enrolment-rules.ts'
import type { FilingRules } from './filing-rules.ts'
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

/** What a region says about stays (住院). */
export interface StayRules {
  /** A stay over the year end: counted in one year, or billed for each benefit year on its own. */
  readonly acrossYears: 'one-year' | 'split'
  /** Whether the part of a stay in a later benefit year pays a deductible of its own. */
  readonly secondDeductible: boolean
  /** The day whose enrolment and scheme the bill follows. */
  readonly scheme: 'admission' | 'settlement'
  /** Within how many days of the discharge a transferred person must be admitted. */
  readonly transferDays: number
  /** Running totals that go with a person from one scheme to another within their period. */
  readonly carry: readonly { readonly from: string; readonly to: string }[]
}

/** What holds in a region that says nothing else. */
export const ordinaryStays: StayRules = {
  acrossYears: 'one-year',
  secondDeductible: false,
  scheme: 'admission',
  transferDays: 3,
  carry: [],
}

/** What a place is called. */
export interface NamedPlace {
  readonly division: DivisionCode
  readonly name: string
  readonly nameEn: string
}

/** Everything one region says; its hash names this exact content for good. */
export interface RegionPack extends NamedPlace {
  readonly hash: string
  /** Counties and districts within the region; absent where it names none. */
  readonly counties?: readonly NamedPlace[]
  readonly year: YearRule
  /** Absent where the region says nothing: `ordinaryStays`. */
  readonly stays?: StayRules
  /** Absent where the region asks nothing to be filed. */
  readonly filings?: FilingRules
  readonly coverage: CoverageRules
  readonly plans: readonly Plan[]
  readonly contributions: readonly ContributionRules[]
  readonly enrolments: readonly EnrolmentRules[]
  readonly place: Place
}

/** Every place that packs name: their regions, each followed by its counties. */
export const placesOf = (packs: readonly Pick<RegionPack, keyof NamedPlace | 'counties'>[]): readonly NamedPlace[] =>
  packs.flatMap((pack) => [pack, ...(pack.counties ?? [])])
