import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { loadIndicators } from '../files/indicator-folder.ts'
import { openRun, openRunSink } from '../files/indicator-run-folder.ts'
import { loadTopics } from '../files/supervision-topics.ts'
import { cardOf } from './indicator-card.ts'
import type { IndicatorGround, IndicatorOrder } from './indicator-ports.ts'
import { runIndicators } from './indicator-run.ts'
import { comparedLake, comparedMonths } from './indicator-testing.ts'

const indicators = await loadIndicators()
const book = await loadTopics(indicators.definitions.map(({ code }) => code))
const order: IndicatorOrder = { period: '2025-03', topics: ['cost'], indicators: [], grains: ['provider'] }

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-indicator-run-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function run(
  name: string,
  asked: Partial<IndicatorOrder> = {},
  lake = comparedLake(),
  now = '2025-04-06 02:30:00',
) {
  const sink = await openRunSink(join(folder, name))
  const ground: IndicatorGround = {
    lake,
    folder: 'lake',
    indicators,
    book,
    sink,
    now: () => now,
    progress: () => undefined,
  }
  const done = await runIndicators(ground, { ...order, ...asked })
  if (!done.ok) await sink.abandon()
  return done
}

const card = async (name: string, hospital: string) =>
  cardOf(await openRun(join(folder, name)), 'V03', { grain: 'provider', key: [hospital] })

test('a run finds the dear hospital and the one that became dear, each by its own means', async () => {
  const done = await run('whole')
  assert.ok(done.ok)
  const verdicts = async (hospital: string) =>
    Object.fromEntries((await card('whole', hospital))?.judgements.map(({ means, verdict }) => [means, verdict]) ?? [])
  assert.deepEqual(await verdicts('H3'), { target: 'bad', outlier: 'bad', trend: 'fine' })
  assert.deepEqual(await verdicts('H4'), { target: 'bad', outlier: 'bad', trend: 'bad' })
  assert.deepEqual(await verdicts('H1'), { target: 'fine', outlier: 'fine', trend: 'fine' })
})

test('a hospital with three stays is neither judged nor a peer', async () => {
  const few = await card('whole', 'H9')
  assert.deepEqual(
    few?.judgements.map(({ verdict, refused }) => [verdict, refused[0]?.code]),
    Array.from({ length: 3 }, () => ['refused', 'supervision.too-few-rows']),
  )
  const other = await card('whole', 'H3')
  assert.equal(other?.peers?.others.length, 10)
})

test('a card has the months, and the score the reasons that add up to it', async () => {
  const { rows } = await openRun(join(folder, 'whole'))
  const scores = new Map<string, number | null>()
  for await (const { subject, score, reasons } of rows('risks')) {
    scores.set(subject.key[0] ?? '', score)
    assert.ok(Math.abs(reasons.reduce((sum, { points }) => sum + points, 0) - (score ?? 0)) < 1e-9)
  }
  assert.ok((scores.get('H4') ?? 0) > (scores.get('H1') ?? 0))
  assert.equal((await card('whole', 'H4'))?.series?.values.length, comparedMonths.length)
})

test('the same order over the same data has the same digest, whenever it runs', async () => {
  const [one, other] = [await run('one'), await run('other', {}, comparedLake(), '2026-01-01 00:00:00')]
  assert.ok(one.ok && other.ok)
  assert.equal(one.value.digest, other.value.digest)
  assert.notEqual(one.value.madeAt, other.value.madeAt)
})

test('an archive with a gap gives no trends and says which months; the month itself is judged among peers', async () => {
  const done = await run('gap', {}, comparedLake(['2024-06', '2024-07']))
  assert.ok(done.ok)
  const judgements = (await card('gap', 'H3'))?.judgements ?? []
  assert.deepEqual(judgements.find(({ means }) => means === 'trend')?.refused, [
    { code: 'supervision.archive-gap', months: ['2024-06', '2024-07'] },
  ])
  assert.equal(judgements.find(({ means }) => means === 'outlier')?.verdict, 'bad')
})

test('a period that the archive lacks is refused, and nothing is left behind', async () => {
  const done = await run('none', {}, comparedLake(['2025-03']))
  const error = { code: 'supervision.archive-gap', months: ['2025-03'], onFile: comparedMonths.slice(0, -1) }
  assert.deepEqual(done, { ok: false, error })
  await assert.rejects(openRun(join(folder, 'none')), /no finished run/)
  const year = await run('year', { period: '2024' }, comparedLake(['2024-02']))
  assert.partialDeepStrictEqual(year, { ok: false, error: { code: 'supervision.archive-gap', months: ['2024-02'] } })
})

test('topics, indicators and periods that nobody knows are refused', async () => {
  const codeOf = async (asked: Partial<IndicatorOrder>) => {
    const done = await run('unknown', asked)
    return done.ok ? null : done.error.code
  }
  assert.equal(await codeOf({ topics: ['nonsense'] }), 'supervision.unknown-topic')
  assert.equal(await codeOf({ indicators: ['V99'] }), 'supervision.unknown-indicator')
  assert.equal(await codeOf({ period: 'spring' }), 'supervision.wrong-period')
  assert.equal(await codeOf({ period: '2025-03-07', indicators: ['F01'] }), 'supervision.wrong-frequency')
})

test('a finished run is not overwritten, and a changed file of it is not read', async () => {
  await assert.rejects(openRunSink(join(folder, 'whole')), /holds a run already/)
  const file = join(folder, 'one', 'values.jsonl')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('"value":', '"value":1'))
  const reader = await openRun(join(folder, 'one'))
  await assert.rejects(async () => {
    for await (const _ of reader.rows('values')) break
  }, /was changed since the run/)
})
