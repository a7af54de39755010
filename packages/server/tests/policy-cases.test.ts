import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Result } from '@yibao/core/kernel'
import { loadCases } from '../src/files/policy-case-yaml.ts'
import { runCase } from '../src/files/policy-cases.ts'
import { type AuthorProblem, loadPolicyFolder, problemText } from '../src/files/policy-yaml.ts'

const policyFolder = join(import.meta.dirname, '../../../policy')

function loaded<T>(result: Result<T, AuthorProblem[]>): T {
  if (!result.ok) throw new Error(result.error.map(problemText).join('\n'))
  return result.value
}

const packs = loaded(await loadPolicyFolder(policyFolder))
const cases = loaded(await loadCases(policyFolder))

describe('the worked examples of the policy folder', () => {
  for (const example of cases) {
    const id = example.id === null ? '' : `${example.id}: `
    test(`${example.division} ${id}${example.name}`, () => {
      assert.deepEqual(runCase(example, packs), [], `${example.place.file}:${example.place.line}`)
    })
  }
})

test('every plan and every other reading of one has at least one worked example', () => {
  const shown = new Set(
    cases.flatMap((example) => (example.kind === 'bill' ? [example.plan, `${example.plan} ${example.reading}`] : [])),
  )
  const all = packs.flatMap((pack) =>
    pack.plans.flatMap(({ id, readings }) => [id, ...Object.keys(readings).map((name) => `${id} ${name}`)]),
  )
  assert.deepEqual(
    all.filter((name) => !shown.has(name)),
    [],
  )
})
