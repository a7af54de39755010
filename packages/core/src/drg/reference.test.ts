import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainGrouper } from '../../tests/support/plain-grouper.ts'
import {
  readReferenceCases,
  readReferenceScheme,
  referenceFolder,
  referenceSchemes,
} from '../../tests/support/reference-schemes.ts'
import { traceAuditor } from '../../tests/support/true-trace.ts'
import { compileScheme, groupCase, traceCase } from './index.ts'

const skip = referenceFolder === null && 'YIBAO_REFERENCE does not name the folder that holds reference/drg'
const root = referenceFolder ?? ''

for (const name of referenceSchemes) {
  test(`all 3,000 shared cases of ${name} are grouped as expected, with and without trace, and their traces are true`, {
    skip,
  }, () => {
    const scheme = readReferenceScheme(root, name)
    const grouper = compileScheme(scheme)
    const plain = plainGrouper(scheme)
    const audit = traceAuditor(scheme)
    const cases = readReferenceCases(root, name)
    assert.equal(cases.length, 3_000)
    for (const { id, record, expect } of cases) {
      assert.deepEqual({ ...groupCase(grouper, record) }, expect, id)
      const { grouping, trace } = traceCase(grouper, record)
      assert.deepEqual({ ...grouping }, expect, `${id} traced`)
      audit(record, trace)
      assert.deepEqual(plain(record), expect, `${id} read plainly`)
    }
  })
}
