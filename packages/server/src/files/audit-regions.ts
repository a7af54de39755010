import type { AuditRule } from '@yibao/core/audit'
import { type DivisionCode, type IsoDate, isWithin, parseDivisionCode } from '@yibao/core/kernel'
import { type AuditPlace, checkLookback, type WrittenRule } from './audit-rule-yaml.ts'
import { parameterValue, wholeWithin } from './audit-values.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot } from './policy-values.ts'

/** What a region sets otherwise, from a day on. */
export interface AuditOverride {
  readonly division: DivisionCode
  readonly rule: string
  readonly set: AuditRule['parameters']
  readonly weight: number | null
  readonly from: IsoDate
  readonly source: string
  readonly place: AuditPlace
}

type Value = AuditRule['parameters'][string]

function kindOf(value: Value): string {
  return typeof value === 'number' ? 'a number' : typeof value === 'string' ? 'a text' : 'a list'
}

function setOf(spot: Spot | null, versions: readonly WrittenRule[]): AuditRule['parameters'] {
  if (spot === null) return {}
  return Object.fromEntries(
    entriesOf(spot).map((entry) => {
      const value = parameterValue(entry)
      const known = versions.flatMap(({ rule }) =>
        Object.hasOwn(rule.parameters, entry.name) ? [rule.parameters[entry.name]] : [],
      )[0]
      if (known === undefined && versions.length > 0) {
        const names = [...new Set(versions.flatMap(({ rule }) => Object.keys(rule.parameters)))]
        complain(
          entry,
          `no parameter \`${entry.name}\` of ${versions[0]?.rule.code}`,
          `use one of: ${names.join(', ') || 'none, it has no parameters'}`,
        )
      } else if (known !== undefined && kindOf(known) !== kindOf(value)) {
        complain(entry, `\`${entry.name}\` is ${kindOf(known)}`, `write ${kindOf(known)}`, String(value))
      }
      return [entry.name, value] as const
    }),
  )
}

/** The division that a file `330200.yaml` is named after; null after a complaint. */
function divisionOfFile(spot: Spot): DivisionCode | null {
  const name = /(\d+)\.yaml$/.exec(spot.sheet.file)?.[1] ?? spot.sheet.file
  const parsed = parseDivisionCode(name)
  if (parsed.ok) return parsed.value
  complain(spot, 'the file is not named after a division', 'name it by six digits: 330200.yaml', name)
  return null
}

/** `regions/<division>.yaml`: thresholds and weights of a region. */
export function overridesOf(spot: Spot, rules: readonly WrittenRule[]): readonly AuditOverride[] {
  const division = divisionOfFile(spot)
  if (division === null) return []
  const seen = new Set<string>()
  return itemsOf(spot).map((item) => {
    const fields = fieldsOf(item, ['rule', 'from', 'source'], ['set', 'weight'])
    const code = textOf(fields.rule) ?? ''
    const versions = rules.filter(({ rule }) => rule.code === code)
    if (versions.length === 0)
      complain(
        fields.rule,
        'an override of a rule that does not exist',
        'use the code of a rule of this folder: ./yibao audit list',
        code,
      )
    if (fields.set === null && fields.weight === null)
      complain(item, 'an override that changes nothing', 'add `set: { … }` or `weight:`')
    const from = dateOfSpot(fields.from)
    if (seen.has(`${code} ${from}`)) complain(item, 'a rule twice from one day', 'keep one of them', `${code} ${from}`)
    seen.add(`${code} ${from}`)
    const set = setOf(fields.set, versions)
    for (const { rule } of versions)
      checkLookback(fields.set ?? item, { ...rule, parameters: { ...rule.parameters, ...set } })
    return {
      division,
      rule: code,
      set,
      weight: fields.weight === null ? null : wholeWithin(fields.weight, 0, 100),
      from,
      source: textOf(fields.source) ?? '',
      place: { file: spot.sheet.file, line: item.line },
    }
  })
}

function overridden(rule: AuditRule, { set, weight, from }: AuditOverride): readonly AuditRule[] {
  const { range } = rule
  if (range.until !== null && range.until <= from) return [rule]
  const known = Object.entries(set).filter(([name]) => Object.hasOwn(rule.parameters, name))
  const changed = {
    ...rule,
    parameters: { ...rule.parameters, ...Object.fromEntries(known) },
    weight: weight ?? rule.weight,
  }
  if (from <= range.from) return [changed]
  return [
    { ...rule, range: { from: range.from, until: from } },
    { ...changed, range: { from, until: range.until } },
  ]
}

/** The rules of a division: what its province sets, then what it sets itself, each from its day on. */
export function rulesOfRegion(
  rules: readonly AuditRule[],
  overrides: readonly AuditOverride[],
  division: DivisionCode,
): readonly AuditRule[] {
  const own = overrides
    .filter((one) => isWithin(division, one.division))
    .sort((a, b) => (a.division < b.division ? -1 : a.division > b.division ? 1 : a.from < b.from ? -1 : 1))
  return own.reduce<readonly AuditRule[]>(
    (known, override) => known.flatMap((rule) => (rule.code === override.rule ? overridden(rule, override) : [rule])),
    rules,
  )
}
