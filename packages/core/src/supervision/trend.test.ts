import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costPerStay, hospital, meansRules, meanValue } from '../../tests/support/means.ts'
import { drawsFrom, type JudgedIndicator, judgeTrend, monthAfter, monthsThrough, type TrendSeries } from './index.ts'

const first = '2022-01'

/** A series of so many months with a little noise, the last judged. */
function series(months: number, of: (index: number) => number, noisy = 0.02): TrendSeries {
  const draws = drawsFrom(months)
  const values = new Map(
    Array.from({ length: months }, (_, index) => {
      const noise = Array.from({ length: 12 }, () => draws.below(1000) / 1000).reduce((sum, one) => sum + one, -6)
      return [monthAfter(first, index), { value: of(index) * Math.exp(noisy * noise), rows: 100 }] as const
    }),
  )
  const last = monthAfter(first, months - 1)
  const judged = meanValue(hospital('X'), values.get(last)?.value ?? 0, 100, last)
  return { archive: monthsThrough(first, last), values, judged }
}

const judge = (of: TrendSeries, indicator: JudgedIndicator = costPerStay) => judgeTrend(of, indicator, meansRules)
const without = (of: TrendSeries, ...months: readonly string[]): TrendSeries => ({
  ...of,
  values: new Map([...of.values].filter(([month]) => !months.includes(month))),
})

test('a step by a quarter in the last months is found, with its month, both levels and its chance', () => {
  const judged = judge(series(36, (index) => (index < 32 ? 10_000 : 12_500)))
  assert.equal(judged.verdict, 'bad')
  assert.ok(judged.why?.means === 'trend')
  const [change] = judged.why.changes
  assert.equal(change?.month, monthAfter(first, 32))
  assert.ok(change !== undefined && Math.abs(change.shift - 0.25) < 0.05 && change.p <= 0.01)
  assert.ok(judged.why.season && !judged.why.isDrift)
  assert.ok(judged.why.ewma.value > judged.why.ewma.high)
})

test('a step of two years ago is told, but is no news', () => {
  const judged = judge(series(36, (index) => (index < 12 ? 10_000 : 12_500)))
  assert.equal(judged.verdict, 'fine')
  assert.ok(judged.why?.means === 'trend' && judged.why.changes.length === 1)
})

test('a step down is bad only where low is bad', () => {
  const down = series(36, (index) => (index < 32 ? 10_000 : 7500))
  assert.equal(judge(down).verdict, 'fine')
  assert.equal(judge(down, { ...costPerStay, badWhen: 'low' }).verdict, 'bad')
})

test('a winter that comes every year is a season, no change', () => {
  const judged = judge(series(36, (index) => (index % 12 < 3 ? 14_000 : 10_000)))
  assert.equal(judged.verdict, 'fine')
  assert.ok(judged.why?.means === 'trend' && judged.why.changes.length === 0)
})

test('a steady rise is a drift, no step', () => {
  const judged = judge(series(36, (index) => 10_000 * 1.02 ** index, 0.005))
  assert.ok(judged.why?.means === 'trend' && judged.why.isDrift)
  assert.ok(Math.abs(judged.why.drift - (1.02 ** 12 - 1)) < 0.02)
  assert.equal(judged.verdict, 'fine')
})

test('an archive with gaps is refused, naming the months', () => {
  const whole = series(36, () => 10_000)
  const gap = ['2023-05', '2023-06']
  const holed = { ...without(whole, ...gap), archive: whole.archive.filter((month) => !gap.includes(month)) }
  const judged = judge(holed)
  assert.equal(judged.verdict, 'refused')
  assert.equal(judged.why, null)
  assert.deepEqual(judged.refused, [{ code: 'supervision.archive-gap', months: gap }])
})

test('a gap before an institution began does not touch it', () => {
  const whole = series(36, () => 10_000)
  const young = without(whole, ...monthsThrough(first, '2022-12'))
  const judged = judge({ ...young, archive: whole.archive.filter((month) => month !== '2022-05') })
  assert.equal(judged.verdict, 'fine')
})

test('months that one institution lacks are another reason than months that the archive lacks', () => {
  const judged = judge(
    without(
      series(36, () => 10_000),
      '2023-05',
    ),
  )
  assert.deepEqual(judged.refused, [{ code: 'supervision.series-gap', months: ['2023-05'] }])
})

test('eleven months are too short, and few cases say nothing', () => {
  assert.deepEqual(judge(series(11, () => 10_000)).refused, [
    { code: 'supervision.short-series', months: 11, needed: 12 },
  ])
  const few = series(24, () => 10_000)
  const values = new Map([...few.values].map(([month, value]) => [month, { ...value, rows: 4 }]))
  assert.deepEqual(judge({ ...few, values }).refused, [{ code: 'supervision.too-few-rows', rows: 4, needed: 30 }])
})

test('below two years no season is taken out, and it says so', () => {
  const judged = judge(series(14, () => 10_000))
  assert.ok(judged.why?.means === 'trend' && !judged.why.season)
  assert.ok(judged.why.yearOnYear !== null && judged.why.monthOnMonth !== null)
})

test('the same series is judged alike whenever it is judged', () => {
  const step = series(36, (index) => (index < 30 ? 10_000 : 11_000))
  assert.deepEqual(judge(step), judge(step))
})
