import { isoDate, ppm, wholePpm, zeroPpm } from '../kernel/index.ts'
import type { Breach, CreditKind, CreditRules, CreditScheme } from './types.ts'

const range = { from: isoDate('2025-01-01'), until: null }
const terms = { range, source: '示例', assumed: true }
const half = ppm(500_000)
const scheme: Omit<CreditScheme, 'kind' | 'counts' | 'base' | 'fading' | 'grades' | 'thresholds'> = {
  ...terms,
  responsibility: { general: zeroPpm, important: half, main: wholePpm },
  appealDays: 15,
}
const breach = (code: string, kind: CreditKind, least: number, most: number): Breach => ({
  code,
  kind,
  zh: code,
  en: code,
  least,
  most,
  ...terms,
})
/** Rules that the tests of this room share. */
export const exampleRules: CreditRules = {
  schemes: [
    {
      ...scheme,
      kind: 'doctor',
      counts: 'year',
      base: 0,
      fading: [],
      grades: [],
      thresholds: [
        { points: 9, atOnce: false, does: 'pause', months: [1, 6] },
        { points: 12, atOnce: false, does: 'end', months: [12, 12] },
        { points: 12, atOnce: true, does: 'end', months: [36, 36] },
      ],
    },
    {
      ...scheme,
      kind: 'institution',
      counts: 'base',
      base: 100,
      fading: [
        { months: 12, left: half },
        { months: 24, left: zeroPpm },
      ],
      grades: [
        { grade: 'A', from: 90 },
        { grade: 'D', from: 0 },
      ],
      thresholds: [],
    },
  ],
  breaches: [
    breach('light', 'doctor', 1, 3),
    breach('grave', 'doctor', 4, 6),
    breach('fraud', 'doctor', 10, 12),
    breach('suspended', 'institution', 10, 21),
  ],
  repairs: [{ code: 'training', kind: 'doctor', zh: '培训', en: 'training', points: 1, mostPerYear: 2, ...terms }],
}
