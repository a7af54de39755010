import { type Dated, type IsoDate, valueOn } from '../kernel/index.ts'

/** Care of a person insured elsewhere that is paid only to whom a transfer was filed. */
export interface OffSiteRule {
  /** The hospital that the filing names, or any institution of the division that it names. */
  readonly to: 'hospital' | 'division'
  /** The beginnings of national `med_type` that it holds for. */
  readonly medTypes: readonly string[]
}

/** Care that is paid only at the institution that the person filed. */
export interface DesignatedRule {
  /** National `biz_appy_type` of the filing. */
  readonly business: string
  readonly medTypes: readonly string[]
}

/** What must be filed before a region pays (备案), over time; `none` where that was repealed. */
export interface FilingRules {
  /** Chronic and special outpatient diseases, med_type 14 and below. */
  readonly chronic: readonly Dated<'required'>[]
  /** Special drugs, med_type 15 and 18 and below. */
  readonly specialDrug: readonly Dated<'required'>[]
  readonly offSite: readonly Dated<OffSiteRule>[]
  readonly designated: readonly Dated<DesignatedRule>[]
  /** Special drugs at pharmacies (双通道), paid as the hospital that certified the filing would be. */
  readonly dualChannel: readonly Dated<'allowed'>[]
}

/** The same on one day. */
export interface FilingRulesOn {
  readonly chronic: boolean
  readonly specialDrug: boolean
  readonly offSite: OffSiteRule | null
  readonly designated: DesignatedRule | null
  readonly dualChannel: boolean
}

/** The value of a day; a day before the first line has none, as one after a repeal. */
function on<T>(values: readonly Dated<T>[], day: IsoDate): T | null {
  const found = valueOn(values, day)
  return found.ok ? found.value.value : null
}

/** What a region asks to be filed on a day; a region that says nothing asks and allows nothing. */
export function filingRulesOn(rules: FilingRules | undefined, day: IsoDate): FilingRulesOn {
  if (rules === undefined)
    return { chronic: false, specialDrug: false, offSite: null, designated: null, dualChannel: false }
  return {
    chronic: on(rules.chronic, day) !== null,
    specialDrug: on(rules.specialDrug, day) !== null,
    offSite: on(rules.offSite, day),
    designated: on(rules.designated, day),
    dualChannel: on(rules.dualChannel, day) !== null,
  }
}
