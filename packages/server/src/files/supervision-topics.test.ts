import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { loadIndicators } from './indicator-folder.ts'
import { loadSchedules, shippedSchedules } from './supervision-schedules.ts'
import { loadTopics, shippedTopics } from './supervision-topics.ts'

const { definitions } = await loadIndicators()
const codes = definitions.map(({ code }) => code)
const known = { topics: ['cost', 'fund'], indicators: codes }

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-topics-'))
})
after(() => rm(folder, { recursive: true, force: true }))

/** A file that ships, with one text changed. */
async function changed(file: string, from: string, to: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  assert.ok(text.includes(from), from)
  const path = join(folder, 'changed.yaml')
  await writeFile(path, text.replace(from, to))
  return path
}

const topics = async (from: string, to: string) => loadTopics(codes, await changed(shippedTopics, from, to))
const schedules = async (from: string, to: string) => loadSchedules(known, await changed(shippedSchedules, from, to))

test('what ships is read, and every signal is an indicator', async () => {
  const book = await loadTopics(codes)
  assert.equal(book.rules.outlier.peersAtLeast, 8)
  assert.ok(book.topics.length >= 6)
  assert.ok(book.topics.every(({ signals }) => signals.every(({ indicator }) => codes.includes(indicator))))
  const read = await loadSchedules({ topics: book.topics.map(({ code }) => code), indicators: codes })
  assert.deepEqual(
    read.map(({ code }) => code),
    ['monthly', 'daily'],
  )
})

test('topics with unknown indicators, no weight, doubles or impossible numbers are refused with their line', async () => {
  const cost = '{ indicator: V05, means: outlier, weight: 2 }'
  await assert.rejects(
    topics('indicator: V05,', 'indicator: V99,'),
    /changed\.yaml:\d+: no such indicator \(found: V99\)/,
  )
  await assert.rejects(topics(cost, cost.replace('weight: 2', 'weight: 0')), /a signal without weight/)
  await assert.rejects(topics(cost, cost.replace('V05', 'V03')), /a code twice/)
  await assert.rejects(topics(cost, cost.replace('outlier', 'risk')), /changed\.yaml/)
  await assert.rejects(topics('p: 0.01', 'p: 0.0005'), /too few for `p`/)
  await assert.rejects(topics('groupedAtLeast: 0.8', 'groupedAtLeast: 8'), /more than the whole/)
  await assert.rejects(topics('zFull: 7', 'zFull: 1'), /not above/)
  await assert.rejects(topics('z: 3.5', 'z: many'), /not a number/)
  await assert.rejects(topics('  - code: cost', '  - code: fund'), /a code twice/)
})

test('another parameter is another digest', async () => {
  const [one, other] = [await loadTopics(codes), await topics('z: 3.5', 'z: 3')]
  assert.notEqual(one.digest, other.digest)
})

test('schedules that never run, run over nothing or name what nobody knows are refused', async () => {
  await assert.rejects(schedules('day: 6', 'day: 31'), /not every month has that day/)
  await assert.rejects(schedules("at: '02:30'", "at: '25:30'"), /not an hour/)
  await assert.rejects(schedules('topics: all', 'topics: none'), /a schedule of nothing/)
  await assert.rejects(schedules('topics: all', 'topics: [nonsense]'), /nobody has this code/)
  await assert.rejects(schedules('every: month', 'every: week'), /changed\.yaml/)
})
