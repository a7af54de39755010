import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totalWords } from '@yibao/core/policy'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'

test('every running total of a shipped region has an English name', async () => {
  const totals = (await loadPacks(policyFolder)).flatMap(({ plans }) => plans).flatMap((plan) => plan.totals)
  assert.ok(totals.length > 50)
  const nameless = totals.filter((total) => totalWords(total)[1] === total.code)
  assert.deepEqual([...new Set(nameless.map(({ code }) => code))], [])
})
