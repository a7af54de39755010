import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsThrough } from '@yibao/core/supervision'
import { atSmallLake, partsAt } from './small-lake.ts'

const stay = (visit: string, provider: string, from: string, until: string, diagnosis: string) => ({
  settlement_id: visit,
  visit_id: visit,
  insured_id: 'P1',
  provider_code: provider,
  division: '330100',
  scheme: '310',
  care: 'inpatient',
  main_diagnosis: diagnosis,
  began_at: `${from} 08:00:00`,
  ended_at: `${until} 10:00:00`,
  settled_at: `${until} 11:00:00`,
  final: 'true',
  undone: 'false',
  offsite: 'false',
  total: '100000',
  fund_paid: '60000',
})

const provider = (provider_code: string) => ({ provider_code, kind: 'hospital', level: 'tertiary', division: '330100' })
const fact = (table_name: string, anchor: string, day: string, content: object) => ({
  table_name,
  anchor,
  day,
  content: JSON.stringify(content),
})

const months = monthsThrough('2024-01', '2025-01')
const tables = {
  provider: [provider('H1'), provider('H2')],
  settlement: [
    stay('A', 'H1', '2024-01-02', '2024-01-30', 'J18.9'),
    stay('B', 'H2', '2024-01-05', '2024-01-06', 'K35.8'),
    stay('C', 'H2', '2024-01-31', '2024-02-03', 'J18.1'),
  ],
  ledger: monthsThrough('2024-01', '2025-01').map((month) => ({
    division: '330100',
    scheme: '310',
    fund: 'pool',
    kind: 'settle',
    day: `${month}-15`,
    amount: '-1000',
  })),
  side: [
    fact('beds', 'H1', '2023-12-01', { beds: '40' }),
    fact('beds', 'H1', '2024-02-01', { beds: '50' }),
    fact('annualBudget', 'H1', '2024-01-01', { year: '2024', amount: '1000' }),
    fact('annualBudget', 'H1', '2024-07-01', { year: '2024', amount: '2000' }),
    fact('fundIncome', '330100', '2024-06-10', { scheme: '310', amount: '30' }),
    fact('fundIncome', '330100', '2025-01-10', { scheme: '310', amount: '5' }),
    fact('fundBalance', '330100', '2023-12-31', { scheme: '310', amount: '100' }),
    fact('fundBalance', '330100', '2024-12-31', { scheme: '310', amount: '20' }),
  ],
}

test('a readmission is counted from the discharge before it, over the turn of the month and past a stay inside another', () =>
  atSmallLake(months, tables, async (lake) => {
    const february = { period: '2024-02', key: 'H2' }
    assert.deepEqual(await partsAt(lake, 'Q06', february), [1, 1], 'back a day after A, whatever B was')
    assert.deepEqual(await partsAt(lake, 'Q02', february), [1, 1], 'for the diagnosis of A')
    assert.deepEqual(await partsAt(lake, 'Q01', { period: '2024-01', key: 'H2' }), [0, 1], 'B began while A lasted')
  }))

test('beds, budgets and balances that are stated again replace what was stated before', () =>
  atSmallLake(months, tables, async (lake) => {
    assert.deepEqual(await partsAt(lake, 'Q07', { period: '2024-01', key: 'H1' }), [28, 40 * 31])
    assert.deepEqual(await partsAt(lake, 'Q07', { period: '2024-02', key: 'H1' }), [0, 50 * 29])
    assert.deepEqual(await partsAt(lake, 'F01', { period: '2024-03', key: 'H1' }), [60_000, 200_000])
    const fund = (period: string) => partsAt(lake, 'F02', { period, key: '330100/310' })
    assert.equal(await fund('2024-11'), null, 'twelve months are not over')
    assert.deepEqual(await fund('2024-12'), [2000, 12_000], 'as stated on the last day of the year')
    assert.deepEqual(await fund('2025-01'), [2000 + 500 - 1000, 12_000])
  }))
