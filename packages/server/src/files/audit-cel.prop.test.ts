import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Environment } from '@marcbachmann/cel-js'
import { type AuditGround, type AuditRelease, auditGround, compileRelease, interpretRelease } from '@yibao/core/audit'
import fc from 'fast-check'
import { expressionText } from '../text/audit-expression.ts'
import { readRule, ruleText } from './audit-testing.ts'

/*
 * The subset that our expressions and CEL share: what cel-js answers of it, our compiled and our interpreted rules answer too. Numbers are
 * written with a point, since CEL keeps whole numbers apart; a field that is missing is an error to CEL and missing to us, and both let
 * `false && …` and `true || …` pass over it.
 */

const truths = ['true', 'false', 'visit.emergency', 'line.approved', 'line.takeHome']
const numbers = [
  '0.0',
  '1.0',
  '2.5',
  '-3.0',
  'line.qty',
  'line.supplyDays',
  'line.dailyDose',
  'line.hour',
  'person.years',
]
const texts = ["'A'", "'AB'", "'B'", "'é药'", 'line.item', 'line.name', 'visit.terminal', 'line.route']
const lists = ["['A', 'B']", "['AB']", 'line.traceCodes']

const numeric = fc.letrec((tie) => ({
  of: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...numbers),
    fc
      .tuple(tie('of'), fc.constantFrom('+', '-', '*'), tie('of'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
    tie('of').map((inner) => `-(${inner})`),
  ),
})).of as fc.Arbitrary<string>

const textual = fc.constantFrom(...texts)

const comparison = fc.oneof(
  fc.tuple(numeric, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), numeric).map((parts) => parts.join(' ')),
  fc.tuple(textual, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), textual).map((parts) => parts.join(' ')),
  fc.tuple(textual, fc.constantFrom(...lists)).map(([text, list]) => `${text} in ${list}`),
  fc
    .tuple(textual, fc.constantFrom('startsWith', 'endsWith', 'contains'), textual)
    .map(([text, call, part]) => `${text}.${call}(${part})`),
  fc.constantFrom('has(line.supplyDays)', 'has(line.route)', 'has(visit.terminal)', 'has(line.qty)'),
  fc
    .tuple(fc.constantFrom(...lists), fc.constantFrom('exists', 'all'), textual)
    .map(([list, take, text]) => `${list}.${take}(x, x < ${text})`),
  fc.tuple(fc.constantFrom(...lists), textual).map(([list, text]) => `size(${list}.filter(x, x != ${text})) > 0`),
)

const condition = fc.letrec((tie) => ({
  of: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(...truths),
    comparison,
    fc.tuple(tie('of'), fc.constantFrom('&&', '||'), tie('of')).map(([left, op, right]) => `(${left} ${op} ${right})`),
    tie('of').map((inner) => `!(${inner})`),
    fc.tuple(tie('of'), tie('of'), tie('of')).map(([when, yes, no]) => `(${when} ? ${yes} : ${no})`),
  ),
})).of as fc.Arbitrary<string>

interface Facts {
  readonly emergency?: boolean
  readonly terminal?: string
  readonly approved?: boolean
  readonly takeHome?: boolean
  readonly supplyDays?: number
  readonly dailyDose?: number
  readonly route?: string
  readonly traceCodes?: readonly string[]
}

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    emergency: fc.boolean(),
    terminal: fc.constantFrom('A', 'T1'),
    approved: fc.boolean(),
    takeHome: fc.boolean(),
    supplyDays: fc.integer({ min: -3, max: 9 }),
    dailyDose: fc.constantFrom(0, 0.5, 2.5),
    route: fc.constantFrom('A', 'AB'),
    traceCodes: fc.constantFrom<readonly string[]>([], ['A'], ['AB', 'B']),
  },
  { requiredKeys: [] },
)

function groundOf({ emergency, terminal, ...line }: Facts): AuditGround {
  const begin = '2025-06-10 09:00:00'
  const visit = {
    visitId: 'v1',
    person: { insuredId: 'P1', birth: '1980-01-01' },
    provider: { providerCode: 'H1' },
    current: true,
    begin,
    ...(emergency === undefined ? {} : { emergency }),
    ...(terminal === undefined ? {} : { terminal }),
    lines: [{ lineId: 'a', item: 'AB', name: 'é药', at: begin, quantity: 25_000, ...line }],
  }
  return { visits: [visit], side: {}, historyFrom: null, today: '2025-06-10' } as unknown as AuditGround
}

function contextOf({ emergency, terminal, ...line }: Facts): Record<string, unknown> {
  return {
    visit: { ...(emergency === undefined ? {} : { emergency }), ...(terminal === undefined ? {} : { terminal }) },
    line: { item: 'AB', name: 'é药', qty: 2.5, hour: 9, ...line },
    person: { years: 45 },
  }
}

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })

type Answer = boolean | 'missing'

function byCel(expression: string, context: Record<string, unknown>): Answer {
  try {
    return environment.evaluate(expression, context) === true
  } catch (error) {
    assert.ok(error instanceof Error && /No such key/i.test(error.message), `${expression}: ${String(error)}`)
    return 'missing'
  }
}

function releaseWith(expression: string): AuditRelease {
  const match = {
    count: '',
    table: '',
    stake: 'line',
    says: '{ zh: x, en: x }',
    match: `\n  each: line\n  when: >-\n    ${expression}`,
  }
  const { written, problems } = readRule(ruleText(match))
  assert.deepEqual(problems, [], expression)
  assert.ok(written)
  return { digest: 'd', rules: [written.rule], tables: new Map() }
}

function byRule(release: AuditRelease, ground: AuditGround, way: 'compiled' | 'interpreted'): Answer {
  const question = { moment: 'post' } as const
  const { findings, notEvaluated } =
    way === 'compiled'
      ? auditGround(compileRelease(release), ground, question)
      : interpretRelease(release, ground, question)
  return notEvaluated.length > 0 ? 'missing' : findings.length > 0
}

test('compiled and interpreted rules answer what cel-js answers', () => {
  fc.assert(
    fc.property(condition, facts, (expression, known) => {
      // The reader takes 24 within one another at most.
      fc.pre(expression.length < 800)
      const release = releaseWith(expression)
      const expected = byCel(expression, contextOf(known))
      const ground = groundOf(known)
      assert.equal(byRule(release, ground, 'compiled'), expected, `compiled ${expression}`)
      assert.equal(byRule(release, ground, 'interpreted'), expected, `interpreted ${expression}`)
    }),
    { numRuns: 600 },
  )
})

test('an expression in words is read back as the same expression', () => {
  const treeOf = (expression: string) => {
    const does = releaseWith(expression).rules[0]?.does
    return does?.kind === 'match' ? does.when : null
  }
  fc.assert(
    fc.property(condition, (expression) => {
      fc.pre(expression.length < 800)
      const tree = treeOf(expression)
      assert.ok(tree)
      assert.deepEqual(treeOf(expressionText(tree)), tree)
    }),
    { numRuns: 300 },
  )
})
