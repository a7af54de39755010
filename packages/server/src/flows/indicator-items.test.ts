import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Judgement, Risk, Subject } from '@yibao/core/supervision'
import { indicatorItems } from './indicator-items.ts'
import type { IndicatorRun, RunReader } from './indicator-ports.ts'

const hospital: Subject = { grain: 'provider', key: ['H1'], level: 'tertiary', kind: 'hospital', region: '990201' }
const outlier: Judgement = {
  indicator: 'V03',
  period: '2025-03',
  subject: hospital,
  means: 'outlier',
  value: 20_000,
  rows: 120,
  verdict: 'bad',
  why: null,
  refused: [],
}
const risk: Risk = {
  topic: 'cost',
  period: '2025-03',
  subject: hospital,
  score: 60,
  judged: 1,
  reasons: [],
  refused: [],
}

const reader = (judgements: readonly Judgement[], risks: readonly Risk[]): RunReader => ({
  run: { digest: 'run', lake: { folder: 'lake', digest: 'lake', gaps: [] } } as unknown as IndicatorRun,
  async *rows(name) {
    for (const row of name === 'judgements' ? judgements : risks) yield row as never
  },
})
const texts = { titleOf: () => ({ zh: '离群', en: 'apart' }), whyOf: () => 'why' }
const keysOf = async (judgements: readonly Judgement[], risks: readonly Risk[]) =>
  (await indicatorItems(reader(judgements, risks), 50, texts)).items.map(({ sourceKey }) => sourceKey)

test('an institution or doctor apart from peers, or listed, is one review item, whatever run tells it', async () => {
  const doctor = { ...outlier, subject: { ...hospital, grain: 'doctor', key: ['H1', 'D7'] } } as const
  assert.deepEqual(await keysOf([outlier, doctor], [risk]), [
    'V03/2025-03/provider/H1',
    'V03/2025-03/doctor/H1/D7',
    'risk:cost/2025-03/provider/H1',
  ])
  const { items } = await indicatorItems(reader([doctor], []), 50, texts)
  assert.partialDeepStrictEqual(items[0], {
    source: 'outlier',
    providerCode: 'H1',
    doctor: 'D7',
    insuredId: null,
    stake: 0,
  })
})

test('what is within, refused, below the bar or no one who can be asked is none', async () => {
  const department = { ...hospital, grain: 'department', key: ['H1', '0300'] } as const
  const others: readonly Judgement[] = [
    { ...outlier, verdict: 'fine' },
    { ...outlier, verdict: 'refused' },
    { ...outlier, means: 'target' },
    { ...outlier, subject: department },
  ]
  assert.deepEqual(
    await keysOf(others, [
      { ...risk, score: 49 },
      { ...risk, score: null },
    ]),
    [],
  )
})

test('an institution without a region is counted', async () => {
  const nowhere = { ...outlier, subject: { ...hospital, region: null } }
  assert.deepEqual(await indicatorItems(reader([nowhere], []), 50, texts), { items: [], unplaced: 1 })
})
