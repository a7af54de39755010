import { drawsFrom, type IndicatorValue, monthsThrough } from '@yibao/core/supervision'
import type { LakeManifest, LakeReader } from './lake-ports.ts'

export const comparedMonths = monthsThrough('2023-01', '2025-03')
const hospitals = Array.from({ length: 12 }, (_, index) => `H${index}`)

/** What a hospital's stays cost: H3 is dear from the beginning, H4 since the end of 2024. */
function costOf(hospital: string, month: string, noise: number): number {
  const usual = 10_000 * (1 + noise / 100)
  if (hospital === 'H3') return usual * 2
  return hospital === 'H4' && month >= '2024-12' ? usual * 1.4 : usual
}

function valuesOf(missing: readonly string[]): readonly IndicatorValue[] {
  const draws = drawsFrom(5)
  return comparedMonths
    .filter((month) => !missing.includes(month))
    .flatMap((period) =>
      hospitals.map((hospital): IndicatorValue => {
        const rows = hospital === 'H9' ? 3 : 100
        const value = Math.round(costOf(hospital, period, draws.between(-5, 5)))
        const subject = {
          grain: 'provider',
          key: [hospital],
          level: 'secondary',
          kind: 'hospital',
          region: '330200',
        } as const
        return { indicator: 'V03', period, subject, numerator: value * 100 * rows, denominator: rows, value, rows }
      }),
    )
}

/** A lake of what a stay costs at twelve hospitals; of these months nothing is on file. */
export function comparedLake(missing: readonly string[] = []): LakeReader {
  const values = valuesOf(missing)
  const files = comparedMonths
    .filter((month) => !missing.includes(month))
    .map((month) => ({ table: 'settlement' as const, month, path: month, rows: 1, bytes: 1, digest: month }))
  const manifest: LakeManifest = {
    schema: 1,
    divisions: ['330200'],
    months: comparedMonths,
    rows: {},
    files,
    digest: `digest of ${files.length}`,
    madeAt: '2025-04-01 00:00:00',
    gaps: [],
  }
  async function* nothing() {}
  return {
    manifest,
    stays: nothing,
    events: nothing,
    dispensed: nothing,
    rows: nothing,
    lacking: async () => [],
    async *values(definitions, { range }) {
      const codes = definitions.map(({ code }) => code)
      yield* values.filter(
        ({ indicator, period }) => codes.includes(indicator) && period >= range.from && period <= range.through,
      )
    },
    close: async () => undefined,
  }
}
