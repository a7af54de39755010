import type { Rounding } from '@yibao/core/kernel'
import { type Layer, payers } from '@yibao/core/policy'
import { pointAfter, prefixes } from './policy-amounts.ts'
import { nameForm } from './policy-inputs.ts'
import type { RulesReader } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { stepsOf, type TotalsAdded } from './policy-steps.ts'
import { roundingOf, wordOf } from './policy-values.ts'

/** The name of a layer from its spot, without complaint; for readings, which replace layers by name. */
export function layerNameOf(spot: Spot): string {
  const head = entriesOf(spot).find((entry) => entry.name === 'layer')
  return head === undefined ? '' : String(head.node).trim()
}

function checkName(spot: Spot, name: string, earlier: readonly string[]): void {
  if (name === '') return
  if (!nameForm.test(name) || prefixes.includes(name)) {
    complain(spot, `\`${name}\` cannot name a layer`, 'use letters and digits, beginning with a small letter')
  } else if (earlier.includes(name)) {
    complain(spot, `two layers are called \`${name}\``, 'rename one of them')
  }
}

/** Reads `layers:` in the order in which they pay; a layer may ask what the layers before it made. */
export function layersOf(
  spots: readonly Spot[],
  reader: RulesReader,
  totals: TotalsAdded,
  rounding: Rounding,
): readonly Layer[] {
  const names: string[] = []
  return spots.map((spot) => {
    const fields = fieldsOf(spot, ['layer', 'label', 'payer', 'base', 'steps'], ['when', 'rounding'])
    const name = textOf(fields.layer) ?? ''
    checkName(fields.layer, name, names)
    const before = pointAfter(names)
    names.push(name)
    return {
      name,
      label: textOf(fields.label) ?? '',
      payer: wordOf(fields.payer, payers),
      when: reader.conditions(fields.when),
      base: reader.expression(fields.base, 'money', before),
      steps: stepsOf(fields.steps, name, before, reader, totals),
      rounding: fields.rounding === null ? rounding : roundingOf(fields.rounding),
      place: { file: spot.sheet.file, line: spot.line },
    }
  })
}

/** The entries of `layers:`; none without it. */
export function layerSpots(spot: Spot | null): readonly Spot[] {
  return spot === null ? [] : itemsOf(spot)
}
