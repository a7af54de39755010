import { divisionCode, parseDivisionCode } from '@yibao/core/kernel'
import type { Parameter, RegionPack } from '@yibao/core/policy'
import type { Domain } from './policy-classes.ts'
import { parameterOf } from './policy-parameter.ts'
import { complain, fieldsOf, type Spot, textOf } from './policy-sheet.ts'

const chargeTypes = Array.from({ length: 14 }, (_, index) => String(index + 1).padStart(2, '0'))
const itemClasses = ['A', 'B', 'C']

function coverageParameter(
  spot: Spot | null,
  by: string,
  kind: 'money' | 'rate',
  allowed: readonly string[],
): Parameter | null {
  if (spot === null) return null
  const domain = (name: string): Domain | null => (name === by ? { allowed, required: [] } : null)
  const { parameter } = parameterOf(spot, domain)
  if (parameter.by.length !== 1) complain(spot, `\`${spot.name}\` goes by ${by}`, `write \`by: [${by}]\``)
  if (parameter.kind !== kind) complain(spot, `\`${spot.name}\` is of the wrong kind`, `write \`kind: ${kind}\``)
  return parameter
}

/** Reads region.yaml: who the region is and what it says about single items. `about:` is for human readers. */
export function regionOf(spot: Spot): Pick<RegionPack, 'division' | 'name' | 'nameEn' | 'coverage' | 'place'> {
  const fields = fieldsOf(spot, ['division', 'name', 'nameEn', 'about'], ['coverage'])
  textOf(fields.about)
  const text = textOf(fields.division)
  const division = text === null ? null : parseDivisionCode(text)
  if (division?.ok === false)
    complain(fields.division, 'not a division code', 'write the six digits', division.error.text)
  const coverage = fields.coverage === null ? null : fieldsOf(fields.coverage, [], ['preCoinsurance', 'priceCeiling'])
  return {
    division: division?.ok ? division.value : divisionCode('000000'),
    name: textOf(fields.name) ?? '',
    nameEn: textOf(fields.nameEn) ?? '',
    coverage: {
      preCoinsurance: coverageParameter(coverage?.preCoinsurance ?? null, 'itemClass', 'rate', itemClasses),
      priceCeiling: coverageParameter(coverage?.priceCeiling ?? null, 'chargeType', 'money', chargeTypes),
    },
    place: { file: spot.sheet.file, line: spot.line },
  }
}
