import type { Continuity, EnrolmentRules, HouseholdRule, Wait } from '@yibao/core/policy'
import { datedLines } from './policy-enrolment-dated.ts'
import { enrolmentFactNames, enrolmentFacts } from './policy-enrolment-facts.ts'
import { type EnrolmentFields, enrolmentOptional, enrolmentRequired } from './policy-enrolment-fields.ts'
import { enrolmentReadings } from './policy-enrolment-readings.ts'
import type { Scheme } from './policy-facts.ts'
import { holidaysOf } from './policy-holidays.ts'
import { factsWith, nameForm } from './policy-inputs.ts'
import { type RulesReader, reportUnused, rulesOf, type Unused } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'
import { spanOf, windowsOf } from './policy-windows.ts'

function waitsOf(spot: Spot | null, reader: RulesReader): Readonly<Record<string, Wait>> {
  const waits = (spot === null ? [] : entriesOf(spot)).map((entry): [string, Wait] => {
    if (!nameForm.test(entry.name)) {
      complain(entry, `\`${entry.name}\` cannot name a wait`, 'use letters and digits, beginning with a small letter')
    }
    const fields = fieldsOf(entry, ['label', 'length', 'unit', 'dayOne', 'counts'])
    const wait: Wait = {
      name: entry.name,
      label: textOf(fields.label) ?? '',
      ...spanOf(fields, reader),
      counts: wordOf(fields.counts, ['payment', 'year']),
      place: { file: entry.sheet.file, line: entry.line },
    }
    return [entry.name, wait]
  })
  return Object.fromEntries(waits)
}

function continuityOf(spot: Spot | null, reader: RulesReader): Continuity | null {
  if (spot === null) return null
  const fields = fieldsOf(spot, ['per'], ['grace'])
  const grace = fields.grace === null ? null : reader.expression(fields.grace, 'number')
  return { per: wordOf(fields.per, ['year', 'month']), grace }
}

function householdOf(spot: Spot | null, reader: RulesReader): HouseholdRule | null {
  if (spot === null) return null
  const fields = fieldsOf(spot, ['label', 'rule'], ['exempt'])
  return {
    label: textOf(fields.label) ?? '',
    exempt: reader.conditions(fields.exempt),
    rule: datedLines(fields.rule, (value) => wordOf(value, ['together'])),
    place: { file: spot.sheet.file, line: spot.line },
  }
}

interface ReadEnrolment {
  readonly rules: EnrolmentRules
  readonly unused: readonly Unused[]
}

function bodyOf(fields: EnrolmentFields): ReadEnrolment {
  const scheme = wordOf<Scheme>(fields.scheme, ['310', '390'])
  const book = enrolmentFacts(scheme)
  const { rules, reader } = rulesOf(fields.enrolment, fields, { scheme, facts: { book, names: enrolmentFactNames } })
  const waits = waitsOf(fields.waits, reader)
  const waitsUsed = new Set<string>()
  const windows = windowsOf(fields.windows, {
    reader,
    facts: factsWith(rules.inputs, book),
    waits: new Set(Object.keys(waits)),
    waitsUsed,
  })
  for (const { name, place } of Object.values(waits)) {
    if (waitsUsed.has(name)) continue
    complain({ ...fields.enrolment, line: place.line }, `nothing uses \`${name}\``, 'use it in a window or remove it')
  }
  const all: EnrolmentRules = {
    ...rules,
    scheme,
    windows,
    waits,
    continuity: continuityOf(fields.continuity, reader),
    household: householdOf(fields.household, reader),
    holidays: holidaysOf(fields.holidays),
    readings: {},
  }
  return { rules: all, unused: reader.unused().filter(({ kind }) => kind !== 'formula') }
}

/** Reads a file that says who may enrol when, with its readings. Its formulas may be asked by name. */
export function enrolmentOf(spot: Spot): EnrolmentRules {
  const fields = fieldsOf(spot, enrolmentRequired, enrolmentOptional)
  const { rules, unused } = bodyOf(fields)
  const readings: Record<string, EnrolmentRules> = {}
  let idle = unused
  for (const reading of enrolmentReadings(fields)) {
    const read = bodyOf(reading.fields)
    readings[reading.name] = { ...read.rules, label: reading.label }
    reading.finish()
    // What the rules themselves leave idle may be there for their readings.
    const names = new Set(read.unused.map(({ name }) => name))
    idle = idle.filter(({ name }) => names.has(name))
  }
  reportUnused(spot, idle)
  return { ...rules, readings }
}
