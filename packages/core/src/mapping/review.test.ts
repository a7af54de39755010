import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { type MappingStanding, mappingStates, type ReviewOrder, reviewedMapping, reviewKinds } from './index.ts'

const waiting: MappingStanding = { state: 'waiting', version: 1 }
const accept: ReviewOrder = { does: 'accept', version: 1, reason: null }
const refuseIt: ReviewOrder = { does: 'refuse', version: 1, reason: '剂型不符' }
const codeOf = (standing: MappingStanding, order: ReviewOrder) => refusalOf(reviewedMapping(standing, order)).code

test('a waiting mapping is accepted or refused, and each review is another version', () => {
  assert.deepEqual(accepted(reviewedMapping(waiting, accept)), { state: 'accepted', version: 2 })
  assert.deepEqual(accepted(reviewedMapping(waiting, refuseIt)), { state: 'refused', version: 2 })
})

test('what was accepted may be refused later, and what was refused stays so', () => {
  assert.equal(accepted(reviewedMapping({ state: 'accepted', version: 1 }, refuseIt)).state, 'refused')
  for (const order of [accept, refuseIt]) {
    assert.equal(codeOf({ state: 'refused', version: 1 }, order), 'mappings.already-refused')
  }
})

test('whoever looked at an earlier version is told to look again before anything else that is wrong with the order', () => {
  const late = { ...refuseIt, reason: null, version: 3 }
  assert.deepEqual(refusalOf(reviewedMapping(waiting, late)), { code: 'mappings.changed-meanwhile', version: 1 })
  assert.equal(codeOf({ state: 'accepted', version: 1 }, { ...accept, version: 3 }), 'mappings.changed-meanwhile')
})

test('a refusal without a reason, a second acceptance and a review of what the institution took back are refused', () => {
  assert.equal(codeOf(waiting, { ...refuseIt, reason: ' ' }), 'mappings.no-reason')
  assert.equal(codeOf({ state: 'accepted', version: 1 }, accept), 'mappings.already-accepted')
  assert.equal(codeOf({ state: 'withdrawn', version: 1 }, accept), 'mappings.withdrawn')
})

test('every state with every order has one outcome, and only reviews count up the version', () => {
  for (const state of mappingStates) {
    for (const does of reviewKinds) {
      const outcome = reviewedMapping({ state, version: 7 }, { does, version: 7, reason: '理由' })
      if (outcome.ok) assert.equal(outcome.value.version, 8)
    }
  }
})
