import { daysBetween, sumFen } from '../kernel/index.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { HoardingParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { DispensedDrug } from './types.ts'

interface Peak {
  readonly ratio: number
  readonly window: number
  readonly rows: readonly DispensedDrug[]
}

/** The window with the highest days dispensed per day, of all windows that end with a dispensing. */
function peakOf(rows: readonly DispensedDrug[], { windows, dispensings }: HoardingParameters): Peak | null {
  let peak: Peak | null = null
  for (const window of windows) {
    let start = 0
    let supply = 0
    for (const [index, row] of rows.entries()) {
      supply += row.daysSupply
      for (
        let first = rows[start];
        first !== undefined && daysBetween(first.on, row.on) >= window;
        first = rows[start]
      ) {
        supply -= first.daysSupply
        start += 1
      }
      const ratio = supply / window
      if (index - start + 1 >= dispensings && (peak === null || ratio > peak.ratio))
        peak = { ratio, window, rows: rows.slice(start, index + 1) }
    }
  }
  return peak
}

/** Days of medicine at home at most: what came less what was used up since, never below nothing. */
export function mostStock(rows: readonly DispensedDrug[]): number {
  let [stock, most] = [0, 0]
  let before: DispensedDrug | null = null
  for (const row of rows) {
    if (before !== null) stock = Math.max(0, stock - daysBetween(before.on, row.on))
    stock += row.daysSupply
    most = Math.max(most, stock)
    before = row
  }
  return most
}

/**
 * More of one ingredient than anybody can take 囤药: days dispensed per day elapsed at or above `ratio` in a window of 30, 90 or 180
 * days, with more at home than `stockDays`. Score 0.5 at `ratio`, 0.9 from `grave` on, 0.05 more for each further institution.
 * Rows without a supply of days are not looked at and counted (`no-supply`).
 *
 * @source possession ratio: 2025 work on organised resale; thresholds are starting values
 */
export function hoarding(rows: readonly DispensedDrug[], parameters: HoardingParameters): PatternOutcome {
  const known = rows.filter(({ daysSupply }) => daysSupply > 0)
  const findings: PatternFinding[] = []
  const { ratio: least, grave, stockDays } = parameters
  for (const group of groupBy(known, ({ personId, ingredient }) => JSON.stringify([personId, ingredient])).values()) {
    const ordered = group.toSorted((a, b) => compareText(a.on, b.on) || compareText(a.lineId, b.lineId))
    const stock = mostStock(ordered)
    if (stock < stockDays) continue
    const peak = peakOf(ordered, parameters)
    const [first] = peak?.rows ?? []
    if (peak === null || first === undefined || peak.ratio < least) continue
    const amounts = groupBy(peak.rows, ({ providerCode }) => providerCode)
    const [main] = [...amounts].toSorted(([a, one], [b, other]) => other.length - one.length || compareText(a, b))
    const height = grave > least ? Math.min(1, (peak.ratio - least) / (grave - least)) : 1
    findings.push({
      pattern: 'hoarding',
      group: `${first.personId}/${first.ingredient}`,
      providerCode: main?.[0] ?? first.providerCode,
      doctor: null,
      personId: first.personId,
      score: Math.min(1, 0.5 + 0.4 * height + 0.05 * (amounts.size - 1)),
      stake: sumFen(peak.rows.map(({ amount }) => amount)),
      members: peak.rows.map(({ lineId, personId }) => ({ id: lineId, personId, inQuestion: true })),
      reasons: [
        { name: 'possession-ratio', value: peak.ratio, expected: least, about: first.ingredient },
        { name: 'window-days', value: peak.window },
        { name: 'stock-days', value: stock, expected: stockDays },
        { name: 'sites', value: amounts.size },
      ],
    })
  }
  return { findings, notLooked: { 'no-supply': rows.length - known.length } }
}
