import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseDifferences } from './audit-case-differences.ts'
import { runAuditCase } from './audit-cases.ts'
import { readCases, ruleText } from './audit-testing.ts'

function casesIn(cases: string) {
  return readCases(`${ruleText({ cases: '' })}\ncases:\n${cases}`)
}

const line = (given: string, expect = 'none') => `  - { name: a case, given: ${given}, expect: ${expect} }\n`

test('what a case does not say is one adult on one morning in a tertiary hospital', () => {
  const { cases, problems } = casesIn(line('{ visit: { lines: [{ item: A1 }, { qty: 2.5, price: 3.20 yuan }] } }'))
  assert.deepEqual(problems, [])
  const [visit] = cases[0]?.ground.visits ?? []
  assert.equal(visit?.visitId, 'v1')
  assert.equal(visit?.care, 'outpatient')
  assert.equal(visit?.begin, '2025-06-10 09:00:00')
  assert.equal(visit?.end, visit?.begin)
  assert.equal(visit?.person.birth, '1980-01-01')
  assert.equal(visit?.provider.level, 'tertiary')
  assert.equal(visit?.total, 1000 + 800)
  assert.deepEqual(
    visit?.lines.map(({ lineId, item, amount, eligible, quantity }) => ({ lineId, item, amount, eligible, quantity })),
    [
      { lineId: 'a', item: 'A1', amount: 1000, eligible: 1000, quantity: 10_000 },
      { lineId: 'b', item: 'X', amount: 800, eligible: 800, quantity: 25_000 },
    ],
  )
})

test('a case is called the same in both languages, or in each by its own name, and no two alike', () => {
  const given = '{ visit: { lines: [{ item: A1 }] } }'
  const named = (name: string) => `  - { name: ${name}, given: ${given}, expect: none }\n`
  const { cases, problems } = casesIn(named('一次') + named('{ zh: 两次, en: twice }'))
  assert.deepEqual(
    [cases.map(({ name }) => name), problems],
    [
      [
        { zh: '一次', en: '一次' },
        { zh: '两次', en: 'twice' },
      ],
      [],
    ],
  )
  assert.match(casesIn(named('{ zh: 两次 }')).problems.join(), /`en`/)
  const alike = casesIn(named('{ zh: 一次, en: once }') + named('{ zh: 又一次, en: once }'))
  assert.match(alike.problems.join(), /two cases of one name.*once/)
})

test('what came out otherwise is told in both languages', () => {
  const { cases } = casesIn(line('{ visit: { lines: [{ item: A1 }] } }', '{ hits: [{ line: a, stake: 10 yuan }] }'))
  const told = cases.flatMap((one) => caseDifferences(one, runAuditCase(one, 'compiled')))
  assert.deepEqual(told, [{ zh: '应命中而未命中：明细 a，金额 10.00', en: 'no finding: line a, stake 10.00' }])
})

test('unknown takes a fact away, none says that there is none', () => {
  const { cases } = casesIn(line('{ person: { sex: unknown }, visit: { drg: none, lines: [{ qty: unknown }] } }'))
  const [visit] = cases[0]?.ground.visits ?? []
  assert.equal('sex' in (visit?.person ?? {}), false)
  assert.equal(visit?.drg, null)
  assert.equal('quantity' in (visit?.lines[0] ?? {}), false)
  assert.equal('amount' in (visit?.lines[0] ?? {}), false)
})

test('a stay lasts until it ends, and times may be of its day or of another', () => {
  const { cases, problems } = casesIn(
    line(
      "{ visit: { care: inpatient, begin: 2025-06-01 20:00, lines: [{ at: '21:30' }, { at: 2025-06-02 }, { at: 2025-06-03 08:00 }] } }",
    ),
  )
  assert.deepEqual(problems, [])
  const [visit] = cases[0]?.ground.visits ?? []
  assert.equal(visit?.end, null)
  assert.deepEqual(
    visit?.lines.map(({ at }) => at),
    ['2025-06-01 21:30:00', '2025-06-02 09:00:00', '2025-06-03 08:00:00'],
  )
})

test('visits and lines repeat, each so much later and of another person', () => {
  const { cases } = casesIn(
    line(
      '{ visits: [{ repeat: 3, every: 10m, each: person, lines: [{ repeat: 2, every: 1h }] }, { past: true, begin: 2025-06-01 }] }',
    ),
  )
  const visits = cases[0]?.ground.visits ?? []
  assert.deepEqual(
    visits.map(({ visitId, begin, current }) => `${visitId} ${begin.slice(5, 16)} ${current}`),
    ['v4 06-01 09:00 false', 'v1 06-10 09:00 true', 'v2 06-10 09:10 true', 'v3 06-10 09:20 true'],
  )
  assert.deepEqual(
    visits.map(({ person }) => person.insuredId),
    ['P1', 'P1-1', 'P1-2', 'P1-3'],
  )
  assert.deepEqual(
    visits[2]?.lines.map(({ at }) => at.slice(11)),
    ['09:10:00', '10:10:00'],
  )
})

test('rows of side tables get the keys of the case', () => {
  const { cases, problems } = casesIn(
    line(
      "{ visit: { lines: [{ item: A1 }] }, side: { lab: [{ at: '08:00', test: ALB }], ledger: [{ at: 2025-06-01, quantity: 4 }] } }",
    ),
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(cases[0]?.ground.side, {
    lab: [{ insured: 'P1', at: '2025-06-10 08:00:00', test: 'ALB', value: null }],
    ledger: [{ provider: 'H1', item: 'A1', at: '2025-06-01 09:00:00', quantity: 4 }],
  })
})

test('a case that cannot be read is told with file and line', () => {
  const of = (given: string, expect?: string) => casesIn(line(given, expect)).problems[0] ?? 'no complaint'
  assert.match(of('{ visit: { care: ward } }'), /^M-C02\.yaml:\d+: `care` has no such value/)
  assert.match(of('{ visit: { lines: [{ quantity: 1 }] } }'), /unknown key `quantity`.*qty/)
  assert.match(of("{ visit: { lines: [{ at: '25:00' }] } }"), /`at` is no time/)
  assert.match(of('{ side: { laboratory: [] } }'), /no side table `laboratory`/)
  assert.match(of('{ points: [{ item: X }] }'), /`limit` is missing/)
  assert.match(of('{ parameters: { slag: 3 } }'), /no parameter `slag`/)
  assert.match(of('{ visit: { } }', '{ hits: [{ lines: a }] }'), /unknown key `lines`/)
})

test('a case is compared with what the rule finds', () => {
  const given = '{ points: [{ item: X, limit: 1 }], visit: { lines: [{ qty: 3 }] } }'
  const run = (expect: string) => {
    const [example] = casesIn(line(given, expect)).cases
    return example === undefined
      ? ['no case']
      : caseDifferences(example, runAuditCase(example, 'compiled')).map(({ en }) => en)
  }
  assert.deepEqual(run('hit'), [])
  assert.deepEqual(run('{ hits: [{ line: a, stake: 20 yuan, quantity: 2, point: case-1 }] }'), [])
  assert.deepEqual(run('none'), ['not expected: line a, visit v1, stake 20.00, quantity 2, point case-1'])
  assert.deepEqual(run('{ hits: [{ line: a, stake: 10 }] }'), [
    'no finding: line a, stake 10.00',
    'not expected: line a, visit v1, stake 20.00, quantity 2, point case-1',
  ])
  assert.deepEqual(run('{ unknown: line.qty }'), [
    'not expected: line a, visit v1, stake 20.00, quantity 2, point case-1',
    'line.qty should be missing; all was evaluated',
  ])
})
