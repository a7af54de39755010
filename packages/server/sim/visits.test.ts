import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findItem } from '@yibao/core/catalog'
import { ageOn } from '@yibao/core/kernel'
import { readStarter, type Starter } from '../src/files/starter.ts'
import { caseMix } from './case-mix.ts'
import { townOf } from './town.ts'
import { type Episode, expiredItem, hourOf } from './visits.ts'

const town = townOf(7)
let starter: Starter
let episodes: readonly Episode[]

before(async () => {
  starter = await readStarter(fileURLToPath(new URL('../../../policy', import.meta.url)))
  episodes = hourOf(7, town, starter.catalog)
})

test('the seed alone determines the hour', () => {
  assert.deepEqual(hourOf(7, town, starter.catalog), episodes)
  assert.notDeepEqual(hourOf(8, town, starter.catalog), episodes)
})

test('every item and diagnosis of the case mix is in the starter catalogue and in force on the business date', () => {
  const diagnoses = new Map(starter.diagnoses.map(({ code, name }) => [code, name]))
  for (const { name, diagnosis, items } of caseMix) {
    assert.equal(diagnoses.get(diagnosis.code), diagnosis.name, name)
    for (const [code, least, most] of items) {
      const item = findItem(starter.catalog, code, town.on)
      assert.ok(item.ok, `${name}: ${code}`)
      assert.notEqual(item.value.referencePrice, null, code)
      assert.ok(least >= 1 && most >= least, code)
    }
  }
})

test('every case can be met somewhere, and begins with an item that every patient gets', () => {
  for (const { name, places, items } of caseMix) {
    assert.ok(Object.keys(places).length > 0, name)
    assert.equal(items[0]?.[3], undefined, name)
  }
})

test('the drug of the expired line cannot be billed on the business date', () => {
  const item = findItem(starter.catalog, expiredItem, town.on)
  assert.equal(!item.ok && item.error.code, 'catalog.expired-item')
})

test('nobody appears twice, so that no amount depends on the order of messages', () => {
  assert.equal(new Set(episodes.map(({ member }) => member.insured.insuredId)).size, episodes.length)
})

test('45 of 100 go to a pharmacy, 35 to primary care, 20 to a hospital', () => {
  const count = (...kinds: readonly string[]): number =>
    episodes.filter(({ institution }) => kinds.includes(institution.provider.kind)).length
  assert.deepEqual([count('pharmacy'), count('community', 'clinic'), count('hospital')], [900, 700, 400])
})

test('patients fit their case, and only employees buy at a pharmacy', () => {
  for (const { member, case: planned, kind } of episodes) {
    const age = ageOn(member.insured.birth, town.on)
    assert.ok(age >= planned.ages[0] && age <= planned.ages[1], planned.english)
    assert.ok(planned.gender === undefined || planned.gender === member.insured.gender, planned.english)
    assert.ok(kind === 'visit' || member.enrolment.scheme === '310')
  }
})

test('even a small hour shows every course', () => {
  const courses = new Set(
    hourOf(7, townOf(7, { insured: 400 }), starter.catalog, { visits: 40 }).map((one) => one.course),
  )
  const every = ['settle', 'quote-only', 'cancel', 'replace', 'reverse', 'repeat', 'expired-line']
  assert.deepEqual([...courses].sort(), every.sort())
})

test('two of a hundred are cancelled, half of those are billed anew', () => {
  const count = (course: Episode['course']): number => episodes.filter((episode) => episode.course === course).length
  assert.deepEqual([count('cancel'), count('replace'), count('repeat'), count('reverse')], [20, 20, 20, 10])
})

test('a replacement bills something, an expired line is billed besides the others', () => {
  for (const { course, lines, otherLines } of episodes) {
    assert.ok(lines.length > 0)
    if (course === 'replace') assert.ok(otherLines.length > 0)
    if (course === 'expired-line') assert.equal(otherLines.length, lines.length + 1)
  }
})

test('some patients pay over the price ceiling, some need an approval that was not given', () => {
  const lines = episodes.flatMap((episode) => episode.lines)
  assert.ok(lines.some((line) => line.approval === 'approved'))
  assert.ok(lines.some((line) => line.approval === 'rejected'))
})
