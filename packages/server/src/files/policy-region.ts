import { type DivisionCode, divisionCode, parseDivisionCode, parseIsoDate } from '@yibao/core/kernel'
import type { CoverageRules, NamedPlace, Parameter, RegionPack, YearRule } from '@yibao/core/policy'
import { factNames, lineFactNames, lineFacts } from './policy-facts.ts'
import { filingsOf } from './policy-filings.ts'
import { reportUnused } from './policy-names.ts'
import { rulesOf } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { staysOf } from './policy-stays.ts'
import { wordOf } from './policy-values.ts'

const calendarYear: YearRule = { startsOn: '01-01', by: 'settlement' }

/** Not a leap year, so that its days are those of every year. */
const aYear = '2023'

function yearOf(spot: Spot | null): YearRule {
  if (spot === null) return calendarYear
  const fields = fieldsOf(spot, [], ['startsOn', 'by'])
  const startsOn = fields.startsOn === null ? calendarYear.startsOn : (textOf(fields.startsOn) ?? '')
  if (fields.startsOn !== null && startsOn !== '' && !parseIsoDate(`${aYear}-${startsOn}`).ok) {
    complain(fields.startsOn, 'not a day of every year', 'write it as `07-01`', startsOn)
  }
  const by = fields.by === null ? calendarYear.by : wordOf(fields.by, ['settlement', 'discharge', 'admission'])
  return { startsOn, by }
}

function parameterOf(spot: Spot, parameters: CoverageRules['parameters'], name: string, kind: 'money' | 'rate') {
  const found: Parameter | undefined = parameters[name]
  if (found !== undefined && found.kind !== kind)
    complain(spot, `\`${name}\` is of the wrong kind`, `write \`kind: ${kind}\``)
  return found ?? null
}

/** Reads `coverage:`, what the region says about single lines of a bill before any plan. */
function coverageOf(spot: Spot | null, id: Spot, label: Spot, labelEn: Spot): CoverageRules {
  const keys = ['inputs', 'classes', 'parameters', 'streams'] as const
  const fields = spot === null ? null : fieldsOf(spot, [], keys)
  const { rules, reader } = rulesOf(
    id,
    {
      label,
      labelEn,
      about: null,
      inputs: fields?.inputs ?? null,
      classes: fields?.classes ?? null,
      parameters: fields?.parameters ?? null,
      formulas: null,
    },
    {
      scheme: null,
      facts: { book: lineFacts, names: `${lineFactNames}, ${factNames}` },
      everyWord: false,
    },
  )
  const at = fields?.parameters ?? id
  if (fields?.parameters != null) {
    fieldsOf(fields.parameters, [], ['preCoinsurance', 'priceCeiling'])
    reader.use('preCoinsurance')
    reader.use('priceCeiling')
  }
  const streams = fields?.streams == null ? null : textOf(fields.streams)
  if (fields?.streams != null && streams !== null) {
    reader.use(streams)
    if (!rules.classes.some(({ name }) => name === streams)) {
      complain(fields.streams, `no such class: \`${streams}\``, 'define it under `classes:` of the coverage')
    }
  }
  reportUnused(id, reader.unused())
  return {
    ...rules,
    preCoinsurance: parameterOf(at, rules.parameters, 'preCoinsurance', 'rate'),
    priceCeiling: parameterOf(at, rules.parameters, 'priceCeiling', 'money'),
    streams,
  }
}

function divisionOf(spot: Spot, text: string | null): DivisionCode {
  const division = text === null ? null : parseDivisionCode(text)
  if (division?.ok === false) complain(spot, 'not a division code', 'write the six digits', division.error.text)
  return division?.ok ? division.value : divisionCode('000000')
}

/** An entry of `counties:`, named by its division. */
function countyOf(spot: Spot): NamedPlace {
  const { name, nameEn } = fieldsOf(spot, ['name', 'nameEn'])
  return { division: divisionOf(spot, spot.name), name: textOf(name) ?? '', nameEn: textOf(nameEn) ?? '' }
}

/** Reads region.yaml: who the region is and what it says about single items. `about:` is for human readers. */
export function regionOf(
  spot: Spot,
): Pick<RegionPack, 'division' | 'name' | 'nameEn' | 'counties' | 'year' | 'stays' | 'filings' | 'coverage' | 'place'> {
  const parts = ['counties', 'year', 'stays', 'filings', 'coverage'] as const
  const fields = fieldsOf(spot, ['division', 'name', 'nameEn', 'about'], parts)
  textOf(fields.about)
  return {
    division: divisionOf(fields.division, textOf(fields.division)),
    name: textOf(fields.name) ?? '',
    nameEn: textOf(fields.nameEn) ?? '',
    ...(fields.counties === null ? {} : { counties: entriesOf(fields.counties).map(countyOf) }),
    year: yearOf(fields.year),
    ...(fields.stays === null ? {} : { stays: staysOf(fields.stays) }),
    ...(fields.filings === null ? {} : { filings: filingsOf(fields.filings) }),
    coverage: coverageOf(fields.coverage, fields.division, fields.name, fields.nameEn),
    place: { file: spot.sheet.file, line: spot.line },
  }
}
