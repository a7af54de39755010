import type { Dated } from '@yibao/core/kernel'
import type { DesignatedRule, FilingRules, OffSiteRule } from '@yibao/core/policy'
import { datedLines } from './policy-enrolment-dated.ts'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** The beginnings of `med_type` that a rule holds for: `["11", "14"]`, one digit or more each. */
function medTypesOf(spot: Spot): readonly string[] {
  const items = itemsOf(spot)
  if (items.length === 0 && spot.node !== null) {
    complain(spot, 'no `med_type` is named', 'list the beginnings of the codes: `["11", "14"]`')
  }
  return items.map((item) => {
    const text = textOf(item) ?? ''
    if (text !== '' && !/^\d{1,6}$/.test(text)) {
      complain(item, 'not the beginning of a `med_type`', 'write one to six digits: `"14"`', text)
    }
    return text
  })
}

function offSiteOf(spot: Spot): OffSiteRule {
  const { to, medTypes } = fieldsOf(spot, ['to', 'medTypes'])
  return { to: wordOf(to, ['hospital', 'division']), medTypes: medTypesOf(medTypes) }
}

function designatedOf(spot: Spot): DesignatedRule {
  const { business, medTypes } = fieldsOf(spot, ['business', 'medTypes'])
  const code = textOf(business) ?? ''
  if (code.length > 3) complain(business, 'a code too long for `biz_appy_type`', 'write at most three characters', code)
  return { business: code, medTypes: medTypesOf(medTypes) }
}

/** A rule over time; one that is left out says nothing. */
function overTime<T>(spot: Spot | null, read: (value: Spot) => T): readonly Dated<T>[] {
  return spot === null ? [] : datedLines(spot, read)
}

/** Reads `filings:` of region.yaml: what must be filed before the region pays, and since when. */
export function filingsOf(spot: Spot): FilingRules {
  const fields = fieldsOf(spot, [], ['chronic', 'specialDrug', 'offSite', 'designated', 'dualChannel'])
  return {
    chronic: overTime(fields.chronic, (value) => wordOf(value, ['required'])),
    specialDrug: overTime(fields.specialDrug, (value) => wordOf(value, ['required'])),
    offSite: overTime(fields.offSite, offSiteOf),
    designated: overTime(fields.designated, designatedOf),
    dualChannel: overTime(fields.dualChannel, (value) => wordOf(value, ['allowed'])),
  }
}
