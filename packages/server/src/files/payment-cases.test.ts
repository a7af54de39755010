import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { equationOf, hasWords, stepLine } from '../text/payment.ts'
import { paymentRefusalText } from '../text/payment-refusal.ts'
import { playPaymentCase, runPaymentCase } from './payment-cases.ts'
import { readPayment } from './payment-reading.ts'
import { problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

const { plans, cases, problems } = await readPayment(join(policyFolder, 'payment'))

describe('the plans of payment that ship', () => {
  it('have no problem', () => {
    assert.deepEqual(problems.map(problemText), [])
  })

  for (const example of cases) {
    it(`${example.plan}: ${example.name}`, () => {
      assert.deepEqual(runPaymentCase(example, plans), [])
    })
  }

  it('all have a worked example', () => {
    const bare = plans.filter(({ plan }) => cases.every((example) => example.plan !== plan.id))
    assert.deepEqual(
      bare.map(({ plan }) => plan.id),
      [],
    )
  })

  it('tell every step in words that leave nothing out, and every refusal with its cure', () => {
    for (const example of cases) {
      const outcome = playPaymentCase(example, plans)
      assert.ok(outcome !== null)
      if (outcome.refused !== null) {
        assert.match(paymentRefusalText(outcome.refused), /: /)
        continue
      }
      for (const step of outcome.steps) {
        assert.ok(hasWords(step), step.formula)
        for (const language of ['zh', 'en'] as const) {
          const line = stepLine(step, language)
          assert.doesNotMatch(
            line,
            /[{}]|undefined|(?:×|÷|−|\+)\s*(?:=|$)|[：:] ?(?:[=×÷−+]|$)/,
            `${step.formula}: ${line}`,
          )
        }
        assert.ok(equationOf(step, 'zh').length > 0)
      }
    }
  })
})

describe('a folder of plans', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payment-'))
    await mkdir(join(folder, '990401-test', 'cases'), { recursive: true })
  })
  after(() => rm(folder, { recursive: true }))

  const head = `payment: test-plan
label: 测试
labelEn: Test
division: '990401'
schemes: ['310']
from: 2025-01-01
money: { mode: half-up, unit: fen }
points: { decimals: 4, mode: half-up }
`
  const dated = (value: string) => `[{ from: 2025-01-01, value: ${value}, source: test }]`
  const heads = `capitation: { quota: ${dated('60 yuan')}, weights: [{ values: ${dated('1')} }], bands: [{ band: a, label: a }] }\n`
  const bands = (first: string, second: string) => `${head}methods:
  - method: drg
    label: DRG
    by: drg
    table: test-table
    scale: ${dated('1')}
    coefficients: []
    deviation:
      test: group-mean
      divisor: group-mean
      bands:
        - ${first}
        - ${second}
pointValue: { word: point, decimals: 4, mode: half-up, budget: { given: ${dated('10 yuan')} }, settlement: budget, moneyCases: first }
fundShare: { rate: ${dated('70%')} }
`
  const band = (kind: string, sign: string, limit: string) =>
    `{ kind: ${kind}, sign: "${sign}", limit: ${dated(limit)}, factor: ratio, keeps: [] }`
  const table = `table: test-table
by: drg
grouping: test
from: 2025-01-01
source: test
rows: rows.tsv
`

  async function told(files: Readonly<Record<string, string>>): Promise<string> {
    const region = join(folder, '990401-test')
    await rm(region, { recursive: true })
    await mkdir(join(region, 'cases'), { recursive: true })
    for (const [name, text] of Object.entries(files)) await writeFile(join(region, name), text)
    return (await readPayment(folder)).problems.map(problemText).join('\n')
  }

  const rows = 'group\tweight\tmean\nA\t1.5\t15000\n'
  const good = { 'table.yaml': table, 'rows.tsv': rows }

  for (const [what, files, expected] of [
    [
      'a value without a source',
      { 'plan.yaml': `${head}costCap: [{ from: 2025-01-01, value: 2 }]\n` },
      /plan\.yaml:9: `source` is missing/,
    ],
    [
      'dates out of order',
      {
        'plan.yaml': `${head}costCap: [{ from: 2025-01-01, value: 2, source: a }, { from: 2024-01-01, value: 3, source: a }]\n`,
      },
      /dates out of order/,
    ],
    [
      'a gap in dates',
      {
        'plan.yaml': `${head}costCap: [{ from: 2025-01-01, through: 2025-05-31, value: 2, source: a }, { from: 2025-07-01, value: 3, source: a }]\n`,
      },
      /a gap before 2025-07-01/,
    ],
    [
      'overlapping dates',
      {
        'plan.yaml': `${head}costCap: [{ from: 2025-01-01, through: 2025-07-31, value: 2, source: a }, { from: 2025-07-01, value: 3, source: a }]\n`,
      },
      /overlaps the next one/,
    ],
    [
      'two rows for the same level',
      {
        'plan.yaml': `${head}costCap: [{ for: { level: tertiary }, values: ${dated('2')} }, { for: { level: tertiary }, values: ${dated('3')} }]\n`,
      },
      /two rows for the same/,
    ],
    [
      'a level that nobody has',
      { 'plan.yaml': `${head}costCap: [{ for: { level: tertiry }, values: ${dated('2')} }]\n` },
      /a level that no institution has \(found: tertiry\)/,
    ],
    [
      'contradictory bands',
      { ...good, 'plan.yaml': bands(band('high', '>', '2'), band('low', '<', '2.5')) },
      /could be both low and high/,
    ],
    [
      'a band that nothing reaches',
      { ...good, 'plan.yaml': bands(band('high', '>', '2'), band('extreme', '>', '5')) },
      /no case of drg reaches the band extreme/,
    ],
    [
      'a low band with the sign of a high one',
      { ...good, 'plan.yaml': bands(band('low', '>', '0.5'), band('high', '>', '2')) },
      /a band of kind low cannot be tested so/,
    ],
    [
      'a coefficient that is not there',
      {
        ...good,
        'plan.yaml': bands(band('high', '>', '2').replace('keeps: []', 'keeps: [H]'), band('low', '<', '0.5')),
      },
      /a coefficient that the method does not have \(found: H\)/,
    ],
    [
      'a table that is not there',
      { 'plan.yaml': bands(band('high', '>', '2'), band('low', '<', '0.5')) },
      /the table of method `drg` is not there/,
    ],
    [
      'a group that stands twice',
      {
        ...good,
        'rows.tsv': `${rows}A\t2\t20000\n`,
        'plan.yaml': bands(band('high', '>', '2'), band('low', '<', '0.5')),
      },
      /rows\.tsv:3: a group that stands in line 2 already/,
    ],
    [
      'a weight that is no number',
      {
        ...good,
        'rows.tsv': 'group\tweight\tmean\nA\t1,5\t15000\n',
        'plan.yaml': bands(band('high', '>', '2'), band('low', '<', '0.5')),
      },
      /rows\.tsv:2: `weight` is not a number \(found: 1,5\)/,
    ],
    [
      'ages with a gap',
      {
        'plan.yaml': `${head}capitation: { quota: ${dated('60 yuan')}, weights: [{ values: ${dated('1')} }], bands: [{ band: a, label: a, ageTo: 6 }, { band: b, label: b, ageFrom: 8 }] }\n`,
      },
      /ages that two bands have, or none/,
    ],
    [
      'heads cleared by budgets',
      { 'plan.yaml': `${head}${heads}clearing: { payable: budget, settle: all }\n` },
      /a year of heads is cleared by budgets/,
    ],
    ['heads for some other care', { 'plan.yaml': `${head}${heads.replace(' }\n', ', covers: dental }\n')}` }, /dental/],
    [
      'a clearing without its budget',
      { 'plan.yaml': `${head}clearing: { payable: budget, settle: all }\n` },
      /`budget\.institutions` is missing/,
    ],
    [
      'a point value that changes within a year',
      {
        'plan.yaml': `${head}pointValue: { word: point, decimals: 4, mode: half-up, budget: { given: [{ from: 2025-01-01, value: 10 yuan, source: a }, { from: 2025-07-01, value: 11 yuan, source: a }] }, settlement: budget, moneyCases: first }\n`,
      },
      /`pointValue\.budget` holds for whole years and cannot change within one \(found: 2025-07-01\)/,
    ],
    [
      'a share of the fund without its percent sign',
      {
        'plan.yaml': `${head}pointValue: { word: point, decimals: 4, mode: half-up, budget: { given: ${dated('10 yuan')} }, settlement: fund-over-rate, fundRate: ${dated('72')}, moneyCases: first }\nbudget: { fund: ${dated('100 yuan')}, reserve: ${dated('0%')} }\n`,
      },
      /is more than the whole \(found: 72\)/,
    ],
    [
      'a method that would pay nothing',
      {
        'plan.yaml': `${head}methods: [{ method: cost, label: cost, by: cost, share: ${dated('0%')} }]\nfundShare: { rate: ${dated('70%')} }\n`,
      },
      /is zero \(found: 0\); write a number above zero/,
    ],
    [
      'two plans in force at once',
      { 'a.yaml': head, 'b.yaml': head.replace('test-plan', 'test-other') },
      /two plans for one insurance on the same day/,
    ],
    [
      'a plan named twice',
      { 'a.yaml': `${head}draft: true\n`, 'b.yaml': `${head}draft: true\n` },
      /two plans of the same name/,
    ],
    ['another kind of file', { 'a.yaml': 'plan: a\n' }, /no such kind of file: `plan`/],
    [
      'a case of no plan',
      {
        'plan.yaml': head,
        'cases/a.yaml': '- { name: a, plan: other, budgetValue: { year: 2025 }, expect: { value: 1 yuan } }\n',
      },
      /a case of a plan that is not there \(found: other\)/,
    ],
    [
      'a case that asks nothing',
      { 'plan.yaml': head, 'cases/a.yaml': '- { name: a, plan: test-plan, expect: { value: 1 yuan } }\n' },
      /a case asks one thing/,
    ],
  ] as const) {
    it(`names ${what}`, async () => {
      assert.match(await told(files), expected)
    })
  }

  it('accepts a good one', async () => {
    assert.equal(await told({ ...good, 'plan.yaml': bands(band('high', '>', '2'), band('low', '<', '0.5')) }), '')
  })

  it('names a plan by what it says, not by how it is written', async () => {
    const first = await (async () => {
      await told({ 'plan.yaml': head })
      return (await readPayment(folder)).plans[0]?.hash
    })()
    await told({ 'other.yaml': `# a remark\n${head.replace("['310']", "[ '310' ]")}` })
    const [second] = (await readPayment(folder)).plans
    assert.equal(second?.hash, first)
    await told({ 'plan.yaml': head.replace('decimals: 4', 'decimals: 5') })
    const [third] = (await readPayment(folder)).plans
    assert.notEqual(third?.hash, first)
  })
})
