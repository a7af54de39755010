import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { ruleParameterWords } from '@yibao/core/audit'
import { caseDifferences } from './audit-case-differences.ts'
import { isHitCase, runAuditCase } from './audit-cases.ts'
import { type AuditFolder, loadAuditFolder } from './audit-folder.ts'
import { catalogueCodes } from './knowledge-codes.ts'
import { unknownCodes } from './knowledge-import.ts'
import { problemText } from './policy-sheet.ts'
import { policyFolder, starterFolder } from './shipped.ts'

let folder: AuditFolder

before(async () => {
  const loaded = await loadAuditFolder(join(policyFolder, 'audit'))
  assert.deepEqual(loaded.ok ? [] : loaded.error.map(problemText), [])
  if (loaded.ok) folder = loaded.value
})

test('every shipped rule finds in its cases what they expect, compiled and interpreted alike', () => {
  const failed = folder.rules.flatMap(({ rule, examples }) =>
    examples.flatMap((example) => {
      const compiled = runAuditCase(example, 'compiled')
      const interpreted = runAuditCase(example, 'interpreted')
      assert.deepEqual(interpreted, compiled, `${rule.code} ${example.name.zh}`)
      return caseDifferences(example, compiled).map((difference) => `${rule.code} ${example.name.zh}: ${difference.en}`)
    }),
  )
  assert.deepEqual(failed, [])
})

test('at least 150 of 176 rules are written, each with two hits and two non-hits, the others with a reason', () => {
  const codes = new Set(folder.rules.map(({ rule }) => rule.code))
  assert.ok(codes.size >= 150, `${codes.size} rules`)
  assert.equal(codes.size + folder.notCovered.length, 176)
  for (const { rule, examples } of folder.rules) {
    const hits = examples.filter(isHitCase).length
    assert.ok(hits >= 2 && examples.length - hits >= 2, rule.code)
  }
})

test('every case has a Chinese and an English name', () => {
  const cjk = /\p{Script=Han}/u
  const wrong = folder.rules.flatMap(({ rule, examples }) =>
    examples.filter(({ name }) => !cjk.test(name.zh) || cjk.test(name.en)).map(({ name }) => `${rule.code} ${name.en}`),
  )
  assert.deepEqual(wrong, [])
})

test('every parameter of a rule has a label in both languages, and no label is left over', () => {
  const used = new Set(folder.rules.flatMap(({ rule }) => Object.keys(rule.parameters)))
  assert.deepEqual([...used].toSorted(), Object.keys(ruleParameterWords).toSorted())
})

test('the starter tables about single items name items of the starter catalogue', async () => {
  const codes = await catalogueCodes(starterFolder)
  const ofItems = [
    'drug-sex',
    'service-sex',
    'drug-child',
    'service-child',
    'service-frequency',
    'service-duplicate',
    'drug-level',
    'drug-second-line',
    'drug-indication',
    'herb-single',
  ]
  for (const name of ofItems) {
    const shape = folder.shapes.get(name)
    const rows = folder.points.get(name) ?? []
    assert.ok(shape !== undefined && rows.length > 0, name)
    assert.deepEqual(unknownCodes(rows, shape, codes).map(problemText), [], name)
  }
})
