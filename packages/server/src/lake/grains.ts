import type { Grain } from '@yibao/core/supervision'
import type { Frequency } from '../flows/lake-ports.ts'

/** Columns that name the subject of a value; of a department the institution's code and its own. */
export const grainKeys: Readonly<Record<Grain, readonly string[]>> = {
  region: ['division'],
  scheme: ['division', 'scheme'],
  provider: ['provider_code'],
  department: ['provider_code', 'department'],
  doctor: ['provider_code', 'doctor'],
  'disease-group': ['provider_code', 'disease_group'],
  person: ['insured_id'],
  'age-band': ['division', 'age_band'],
  rule: ['rule'],
  terminal: ['provider_code', 'terminal'],
  ingredient: ['insured_id', 'ingredient'],
  unit: ['unit'],
  'risk-class': ['division', 'risk_class'],
}

/** The first day of the period of a day. */
export const periodStart = (frequency: Frequency, day = 'day'): string =>
  frequency === 'day' ? day : `cast(date_trunc('${frequency}', ${day}) as date)`

/** `2025-03-07`, `2025-03`, `2025-Q1`, `2025` of the first day of a period. */
export function periodName(frequency: Frequency, first: string): string {
  if (frequency === 'day') return first
  if (frequency === 'month') return first.slice(0, 7)
  if (frequency === 'year') return first.slice(0, 4)
  return `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`
}

/** The other way about. @throws Error when it is no period */
export function periodOf(name: string): { readonly frequency: Frequency; readonly first: string } {
  if (/^\d{4}$/.test(name)) return { frequency: 'year', first: `${name}-01-01` }
  if (/^\d{4}-\d{2}$/.test(name)) return { frequency: 'month', first: `${name}-01` }
  if (/^\d{4}-\d{2}-\d{2}$/.test(name)) return { frequency: 'day', first: name }
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(name) ?? []
  if (year === undefined)
    throw new Error(`不是期间 not a period: ${name}；写成 write 2025-03, 2025-Q1, 2025, 2025-03-07`)
  return { frequency: 'quarter', first: `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01` }
}
