import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { loadCases } from './policy-case-yaml.ts'
import { runCase } from './policy-cases.ts'
import { type AuthorProblem, loadPolicyFolder, loadRegionPack, problemText } from './policy-yaml.ts'

const region = `division: '990200'
name: 示例市
nameEn: Example
about: Invented for tests.
coverage:
  priceCeiling:
    label: 限价
    kind: money
    by: [chargeType]
    values:
      '01':
        - { from: 2020-01-01, value: 30 yuan, source: 示例 }
`

const plan = `plan: example-inpatient
label: 示例
labelEn: Example
scheme: '390'
care: [inpatient]
classes:
  place:
    - { when: { level: tertiary }, is: high }
    - { when: { consecutiveYear: 3..5 }, is: long }
    - { is: low }
parameters:
  deductible:
    label: 起付标准
    kind: money
    by: [place]
    values:
      high:
        - { from: 2020-01-01, value: 800 yuan, source: 示例第一条 }
        - { from: 2022-01-01, value: 600 yuan, source: 示例第二条 }
        - { from: 2024-01-01, value: none, source: 示例第三条 }
      long:
        - { from: 2020-01-01, value: 300 yuan, assumed: 来源未载, source: 示例第一条 }
      low:
        - { from: 2020-01-01, value: 400 yuan, source: 示例第一条 }
  factor:
    label: 系数
    kind: factor
    values:
      - { from: 2020-01-01, value: 110%, source: 示例 }
  tiers:
    label: 支付比例
    kind: tiers
    values:
      - from: 2020-01-01
        value:
          - { to: 10000 yuan, rate: 60% }
          - { to: 50000 yuan, rate: 65% }
          - { rate: 70% }
        source: 示例
totals:
  elig: { label: 费用累计, adds: eligible }
  dedc: { label: 起付累计, adds: deductible }
steps:
  - { step: deductible, amount: { product: [deductible, factor] }, total: dedc }
  - { step: pool-tiers, tiers: tiers, position: year, total: elig }
accountPays: [deductible, copay]
rounding: { mode: half-up, unit: fen }
`

interface Folder {
  readonly region?: string
  readonly plan?: string
  readonly second?: string
  readonly cases?: string
  readonly name?: string
}

/** Writes a policy folder of one region and removes it after the test. */
async function policyFolder(t: TestContext, texts: Folder = {}): Promise<{ policy: string; folder: string }> {
  const policy = await mkdtemp(join(tmpdir(), 'yibao-policy-'))
  t.after(() => rm(policy, { recursive: true }))
  const folder = join(policy, 'regions', texts.name ?? '990200-example')
  await mkdir(join(folder, 'cases'), { recursive: true })
  await writeFile(join(folder, 'region.yaml'), texts.region ?? region)
  await writeFile(join(folder, 'plan.yaml'), texts.plan ?? plan)
  if (texts.second !== undefined) await writeFile(join(folder, 'second.yaml'), texts.second)
  if (texts.cases !== undefined) await writeFile(join(folder, 'cases', 'cases.yaml'), texts.cases)
  return { policy, folder }
}

/** The line of the only place where the text occurs. */
function lineOf(text: string, part: string): number {
  assert.equal(text.split(part).length, 2, `${part} occurs once`)
  return text.slice(0, text.indexOf(part)).split('\n').length
}

async function problemsOf(t: TestContext, texts: Folder): Promise<readonly AuthorProblem[]> {
  const result = await loadRegionPack((await policyFolder(t, texts)).folder)
  assert.ok(!result.ok, 'the pack has problems')
  return result.error
}

test('a pack without problems is loaded with its doubts and repealed values', async (t) => {
  const result = await loadRegionPack((await policyFolder(t)).folder)
  assert.ok(result.ok, result.ok ? '' : result.error.map(problemText).join('\n'))
  const { deductible } = result.value.plans[0]?.parameters ?? {}
  assert.deepEqual(
    deductible?.rows.map((row) => row.key),
    [['high'], ['long'], ['low']],
  )
  assert.deepEqual(
    deductible?.rows[0]?.values.map((value) => value.value),
    [80_000, 60_000, 'none'],
  )
  const [doubtful] = deductible?.rows[1]?.values ?? []
  assert.equal(doubtful?.assumed, true)
  assert.equal(doubtful?.source, '示例第一条（推定：来源未载）')
  assert.deepEqual(deductible?.place, { file: '990200-example/plan.yaml', line: lineOf(plan, '  deductible:\n') })
})

/** What is written instead of what, where the problem is reported (the replaced place if not given) and how it begins. */
const mistakes: readonly (readonly [name: string, from: string, to: string, at: string | null, what: string])[] = [
  ['an unknown key', 'labelEn: Example', 'labelEn: Example\nlabelFr: Exemple', 'labelFr', 'unknown key `labelFr`'],
  ['a missing key', 'labelEn: Example\n', '', 'plan: example', '`labelEn` is missing'],
  [
    'a key written twice',
    'labelEn: Example',
    'labelEn: Example\nlabelEn: Again',
    'labelEn: Again',
    'not readable as YAML',
  ],
  ['an empty text', 'labelEn: Example', 'labelEn:', null, '`labelEn` is empty'],
  ['a scheme that is not known', "scheme: '390'", "scheme: '391'", null, '`scheme` has no such value'],
  ['an amount without its unit', '400 yuan', '400', null, '`value` is not an amount'],
  ['an amount of three decimals', '400 yuan', '400.001 yuan', null, '`value` is not an amount'],
  ['a negative amount', '400 yuan', '-400 yuan', null, '`value` is not an amount'],
  ['a rate without percent', 'rate: 65%', 'rate: 0.65', null, '`rate` is not a rate'],
  ['a rate above the whole', 'rate: 65%', 'rate: 650%', null, 'a rate above 100 %'],
  ['a date that no calendar has', '2022-01-01', '2022-02-30', null, '`from` is not a date'],
  ['values out of order', '2022-01-01', '2019-01-01', null, 'dates out of order'],
  ['two values from one date', '2022-01-01', '2024-01-01', 'value: none', 'two values from the same date'],
  ['a missing source', ', source: 示例第二条', '', '2022-01-01', '`source` is missing'],
  ['an unknown class in `by`', 'by: [place]', 'by: [spot]', null, '`by` names nothing'],
  ['a number in `by`', 'by: [place]', 'by: [age]', null, '`by` names nothing'],
  [
    'a class without a value',
    '      low:\n',
    '      high2:\n',
    '    values:\n      high:',
    '`values` has no value for: low',
  ],
  ['a value that no class finds', '      low:\n', '      lower:\n', '      lower:\n', '`place` never gives `lower`'],
  [
    'a row behind the one that takes all',
    '{ is: low }',
    '{ is: low }\n    - { when: { age: 3 }, is: low }',
    'age: 3',
    'a row that is never reached',
  ],
  ['a fact that nobody knows', '{ level: tertiary }', '{ rank: tertiary }', null, 'no such fact: `rank`'],
  ['a fact that never has the value', '{ level: tertiary }', '{ level: third }', null, '`level` never has this value'],
  ['a range upside down', '3..5', '5..3', null, '`consecutiveYear` is a number'],
  ['a classification named like a fact', '  place:\n', '  level:\n', null, '`level` cannot name a classification'],
  ['a name that is none', '  factor:', '  Factor-1:', null, '`Factor-1` cannot name a parameter'],
  ['a step that does not exist', 'step: deductible', 'step: deduct', null, 'no such step'],
  [
    'a step with an unknown parameter',
    '[deductible, factor]',
    '[deductibel, factor]',
    null,
    'no such parameter: `deductibel`',
  ],
  ['an unused parameter', '{ product: [deductible, factor] }', 'deductible', '  factor:\n', 'no step uses `factor`'],
  [
    'a factor alone as an amount',
    '[deductible, factor]',
    '[factor, deductible]',
    null,
    '`amount` does not come out as money',
  ],
  ['a step with an unknown total', 'total: dedc', 'total: dedx', null, 'no such running total: `dedx`'],
  [
    'a total that adds something else',
    'total: dedc',
    'total: elig }\n  #',
    'total: elig }\n  #',
    'this step counts `deductible`',
  ],
  [
    'a position in the year without its total',
    ', position: year, total: elig',
    ', position: year',
    null,
    'a position in the year',
  ],
  [
    'no paying step',
    '  - { step: pool-tiers, tiers: tiers, position: year, total: elig }\n',
    '',
    'steps:',
    '0 steps say',
  ],
  [
    'a step after the paying one',
    'total: elig }',
    'total: elig }\n  - { step: account-stage }',
    'steps:',
    'account-stage after the fund',
  ],
  ['bounds that do not rise', 'to: 50000 yuan', 'to: 9000 yuan', null, 'the bounds of a rate table must rise'],
  ['a last band that is not open', '{ rate: 70% }', '{ to: 90000 yuan, rate: 70% }', null, 'the last band is not open'],
  [
    'an open band before the last',
    '{ to: 50000 yuan, rate: 65% }',
    '{ rate: 65% }',
    null,
    'an open band that is not the last',
  ],
  ['a code of a total that is too long', '  dedc:', '  deductibles:', null, 'not a code of a running total'],
  ['a part that the account pays twice', '[deductible, copay]', '[copay, copay]', null, '`copay` occurs twice'],
]

describe('an author is told file, line and cure for', () => {
  for (const [name, from, to, at, what] of mistakes) {
    test(name, async (t) => {
      lineOf(plan, from)
      const text = plan.replace(from, to)
      const problems = await problemsOf(t, { plan: text })
      const line = lineOf(text, at ?? to)
      const found = problems.find((problem) => problem.what.startsWith(what))
      assert.ok(found !== undefined, `expected "${what}" among:\n${problems.map(problemText).join('\n')}`)
      assert.deepEqual([found.file, found.line], ['990200-example/plan.yaml', line], problemText(found))
      assert.notEqual(found.cure, '')
    })
  }
})

test('one mistake is one problem', async (t) => {
  const problems = await problemsOf(t, { plan: plan.replace('400 yuan', '400') })
  assert.deepEqual(problems.map(problemText), [
    `990200-example/plan.yaml:${lineOf(plan, '400 yuan')}: \`value\` is not an amount (found: 400); write it as \`300 yuan\` or \`300.50 yuan\`, zero or more`,
  ])
})

test('all problems of a folder come at once', async (t) => {
  const problems = await problemsOf(t, {
    region: region.replace("'01'", "'77'"),
    plan: plan.replace('400 yuan', '400').replace('rate: 65%', 'rate: 650%'),
  })
  assert.deepEqual(
    problems.map((problem) => problem.file),
    ['990200-example/region.yaml', '990200-example/plan.yaml', '990200-example/plan.yaml'],
  )
})

test('a folder is named after its division', async (t) => {
  const [problem] = await problemsOf(t, { name: '990300-example' })
  assert.equal(problem?.what, 'the folder is not named after its division')
})

test('two plans for the same care of one scheme are refused', async (t) => {
  const problems = await problemsOf(t, { second: plan.replace('plan: example', 'plan: second') })
  assert.deepEqual(
    problems.map((problem) => problem.what),
    ['two plans pay inpatient of scheme 390'],
  )
})

test('a running total means the same in all plans of a region', async (t) => {
  const second = plan
    .replace('plan: example', 'plan: second')
    .replace('[inpatient]', '[outpatient]')
    .replace('起付累计', '门诊累计')
  const [problem] = await problemsOf(t, { second })
  assert.match(problem?.what ?? '', /^running total `dedc` differs/)
})

test('a folder that is not there is a problem, not an exception', async () => {
  const result = await loadPolicyFolder('/nowhere/policy')
  assert.ok(!result.ok)
  assert.deepEqual(
    result.error.map((problem) => problem.what),
    ['no such folder'],
  )
})

test('a plan has one name in all regions', async (t) => {
  const { policy, folder } = await policyFolder(t)
  const twin = join(policy, 'regions', '990300-twin')
  await cp(folder, twin, { recursive: true })
  await writeFile(join(twin, 'region.yaml'), region.replace('990200', '990300'))
  const result = await loadPolicyFolder(policy)
  assert.ok(!result.ok)
  assert.deepEqual(
    result.error.map((problem) => problem.what),
    ['the plan `example-inpatient` exists already'],
  )
})

describe('the hash of a pack', () => {
  const hashOf = async (t: TestContext, texts: Folder): Promise<string> => {
    const result = await loadRegionPack((await policyFolder(t, texts)).folder)
    assert.ok(result.ok, result.ok ? '' : result.error.map(problemText).join('\n'))
    return result.value.hash
  }

  test('does not change with comments, blank lines and the order of keys', async (t) => {
    const moved = `# a comment\n\n${plan.replace('label: 示例\nlabelEn: Example\n', 'labelEn: Example\nlabel: 示例\n')}`
    assert.equal(await hashOf(t, { plan: moved }), await hashOf(t, {}))
  })

  test('changes with a value, a source and a doubt', async (t) => {
    const hashes = new Set([
      await hashOf(t, {}),
      await hashOf(t, { plan: plan.replace('400 yuan', '400.01 yuan') }),
      await hashOf(t, { plan: plan.replace('示例第二条', '示例第五条') }),
      await hashOf(t, { plan: plan.replace('assumed: 来源未载, ', '') }),
      await hashOf(t, { region: region.replace('30 yuan', '31 yuan') }),
    ])
    assert.equal(hashes.size, 5)
  })
})

describe('a worked example', () => {
  const example = `- name: A stay
  plan: example-inpatient
  on: 2023-05-05
  given: { level: tertiary, eligible: 1000 yuan }
  expect: { deductible: 660 yuan, pool: 204 yuan }
`
  const outcome = async (t: TestContext, cases: string) => {
    const { policy } = await policyFolder(t, { cases })
    const [packs, examples] = [await loadPolicyFolder(policy), await loadCases(policy)]
    assert.ok(packs.ok && examples.ok)
    return examples.value.map((found) => runCase(found, packs.value))
  }

  test('that holds has no differences', async (t) => {
    assert.deepEqual(await outcome(t, example), [[]])
  })

  test('that fails names each field with both amounts', async (t) => {
    assert.deepEqual(await outcome(t, example.replace('204', '205').replace('660', '600')), [
      [
        { field: 'deductible', expected: '600.00', actual: '660.00' },
        { field: 'pool', expected: '205.00', actual: '204.00' },
      ],
    ])
  })

  test('may expect a refusal, and fails when there is another or none', async (t) => {
    const refused = (code: string) => example.replace(/expect: .*/, `expect: { refused: ${code} }`)
    const repealed = refused('policy.no-value').replace('2023-05-05', '2024-01-01')
    assert.deepEqual(await outcome(t, repealed), [[]])
    assert.deepEqual(await outcome(t, refused('policy.no-value')), [
      [{ field: 'refused', expected: 'policy.no-value', actual: 'amounts' }],
    ])
    assert.deepEqual(await outcome(t, repealed.replace('policy.no-value', 'policy.no-class')), [
      [{ field: 'refused', expected: 'policy.no-class', actual: 'policy.no-value' }],
    ])
  })

  test('of a plan that does not exist fails', async (t) => {
    const [differences] = await outcome(t, example.replace('example-inpatient', 'other'))
    assert.deepEqual(differences, [{ field: 'plan', expected: 'other', actual: 'no such plan in the region' }])
  })

  test('with a wrong fact, a wrong amount or nothing expected is refused with its line', async (t) => {
    const broken = example
      .replace('level: tertiary', 'level: third, mood: good')
      .replace('1000 yuan', '1000')
      .replace(/expect: .*/, 'expect: {}')
    const { policy } = await policyFolder(t, { cases: broken })
    const result = await loadCases(policy)
    assert.ok(!result.ok)
    assert.deepEqual(result.error.map((problem) => [problem.file, problem.line]).toSorted(), [
      ['990200-example/cases/cases.yaml', 4],
      ['990200-example/cases/cases.yaml', 4],
      ['990200-example/cases/cases.yaml', 4],
      ['990200-example/cases/cases.yaml', 5],
    ])
  })
})
