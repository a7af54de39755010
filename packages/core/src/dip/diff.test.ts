import assert from 'node:assert/strict'
import { it } from 'node:test'
import { dipCases, exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import {
  buildDirectory,
  compileDirectory,
  type DipCase,
  type DipRules,
  diffDirectories,
  groupDip,
  plainGrouping,
} from './index.ts'

function directory(cases: readonly DipCase[], changed: Partial<DipRules> = {}) {
  const built = buildDirectory(cases, { ...rules, ...changed })
  assert.ok(built.ok)
  return built.value
}

it('two directories differ by what was added, removed, scored anew, and by the rules that changed', () => {
  const before = directory([...dipCases(3, { cost: 100 }), ...dipCases(3, { ops: ['47.0100'], cost: 300 })])
  const later = [...dipCases(4, { cost: 100 }), ...dipCases(3, { dx: ['J18.900'], cost: 300 })]
  const diff = diffDirectories(before, directory(later, { threshold: 2 }))
  assert.deepEqual(
    [diff.added, diff.removed].map((groups) => groups.map(({ id }) => id)),
    [['J18.9:-'], ['K35.1:47.0100']],
  )
  assert.deepEqual(
    diff.scoreChanged.map(({ groupId, casesBefore, casesAfter }) => [groupId, casesBefore, casesAfter]),
    [['K35.1:-', 3, 4]],
  )
  assert.deepEqual([diff.rules, diff.cases], [['threshold'], { before: 6, after: 7 }])
})

it('a directory does not differ from itself', () => {
  const one = directory(dipCases(3, {}))
  const { added, removed, kindChanged, scoreChanged, rules: changed } = diffDirectories(one, one)
  assert.deepEqual([added, removed, kindChanged, scoreChanged, changed], [[], [], [], [], []])
})

it('a grouping to be kept has its numbers as texts', () => {
  const cases = [...dipCases(3, { cost: 1 }), ...dipCases(4, { dx: ['J18.900'], cost: 3 })]
  const [one] = cases
  assert.ok(one)
  const plain = plainGrouping(groupDip(compileDirectory(directory(cases), 'any'), one))
  assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain)
  assert.deepEqual([plain.score, plain.auxiliary.coefficient], ['466.6666666667', '1.0000'])
})
