import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomRecord, randomScheme } from '../../tests/support/random-scheme.ts'
import {
  readReferenceCases,
  readReferenceScheme,
  referenceFolder,
  referenceSchemes,
} from '../../tests/support/reference-schemes.ts'
import type { DischargeRecord } from '../encounter/index.ts'
import { compileScheme, type Grouper, groupCase, nearestGroups, withChanges } from './index.ts'

function holds(grouper: Grouper, record: DischargeRecord): number {
  const current = groupCase(grouper, record)
  const nearby = nearestGroups(grouper, record, 12)
  assert.equal(new Set(nearby.map(({ drg }) => drg)).size, nearby.length, 'each group once')
  for (const { mdc, adrg, drg, missing } of nearby) {
    const changed = withChanges(record, missing)
    const got = groupCase(grouper, changed)
    assert.deepEqual({ mdc: got.mdc, adrg: got.adrg, drg: got.drg }, { mdc, adrg, drg })
    assert.notEqual(drg, current.drg)
    assert.equal(changed.diagnoses[0], record.diagnoses[0], 'the principal diagnosis stays')
    assert.ok(missing.length > 0)
  }
  return nearby.length
}

test('what is said to be missing, put in, really gives the group that is named; the principal diagnosis stays', () => {
  fc.assert(
    fc.property(randomScheme, fc.array(randomRecord, { minLength: 1, maxLength: 4 }), (scheme, records) => {
      const grouper = compileScheme(scheme)
      for (const record of records) holds(grouper, record)
    }),
    { numRuns: 200 },
  )
})

const skip = referenceFolder === null && 'YIBAO_REFERENCE does not name the folder that holds reference/drg'

test('the same over cases of every reference scheme', { skip }, () => {
  const root = referenceFolder ?? ''
  for (const name of referenceSchemes) {
    const grouper = compileScheme(readReferenceScheme(root, name))
    const cases = readReferenceCases(root, name).filter((_, index) => index % 75 === 0)
    const near = cases.map(({ record }) => holds(grouper, record))
    assert.ok(near.filter((count) => count > 0).length > cases.length * 0.9, `${name} has near groups`)
  }
})
