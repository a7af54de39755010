import assert from 'node:assert/strict'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import {
  authorIsTold,
  lineOf,
  packOf,
  plan,
  policyFolder,
  problemsOf,
  region,
  type Texts,
} from '../../tests/support/policy-folder.ts'
import { loadCases } from './policy-case-yaml.ts'
import { loadPolicyFolder, problemText } from './policy-yaml.ts'

test('a pack without problems is loaded with its doubts and repealed values', async (t) => {
  const pack = await packOf(t)
  const { deductible, stays, bands } = pack.plans[0]?.parameters ?? {}
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
  assert.equal(stays?.rows[0]?.values[0]?.value, 2_500_000, 'plain numbers are kept in millionths')
  assert.deepEqual(bands?.rows[0]?.values[0]?.value, [
    { to: 1_000_000, rate: 600_000 },
    { to: 5_000_000, rate: 650_000 },
    { to: null, rate: null },
  ])
})

test('one mistake is one problem, even where a reading repeats it', async (t) => {
  const problems = await problemsOf(t, { plan: plan.replace('400 yuan', '400') })
  assert.deepEqual(problems.map(problemText), [
    `990200-example/plan.yaml:${lineOf(plan, '400 yuan')}: \`value\` is not an amount (found: 400); write it as \`300 yuan\` or \`300.50 yuan\`, zero or more`,
  ])
})

test('all problems of a folder come at once', async (t) => {
  const problems = await problemsOf(t, {
    region: region.replace('      special:\n', '      spacial:\n'),
    plan: plan.replace('400 yuan', '400').replace('rate: 65%', 'rate: 650%'),
  })
  assert.deepEqual(
    problems.map((problem) => problem.file),
    ['990200-example/region.yaml', '990200-example/plan.yaml', '990200-example/plan.yaml'],
  )
})

authorIsTold('the file as a whole', [
  ['an unknown key', 'labelEn: Example', 'labelEn: Example\nlabelFr: Exemple', 'unknown key `labelFr`', 'labelFr'],
  ['a missing key', 'labelEn: Example\n', '', '`labelEn` is missing', 'plan: example'],
  [
    'a key written twice',
    'labelEn: Example',
    'labelEn: Example\nlabelEn: Again',
    'not readable as YAML',
    'labelEn: Again',
  ],
  ['an empty text', 'labelEn: Example', 'labelEn:', '`labelEn` is empty'],
  ['another kind of file', 'plan: example-inpatient', 'plen: example-inpatient', 'no such kind of rules: `plen`'],
  ['a name of capital letters', 'plan: example-inpatient', 'plan: Example', 'not a name for a plan'],
  ['a scheme that is not known', "scheme: '390'", "scheme: '391'", '`scheme` has no such value'],
  ['a scheme without care', 'care: [inpatient]\n', '', 'a plan with only one of', 'plan: example'],
  ['care of no kind', 'care: [inpatient]', 'care: []', '`care` is an empty list'],
  ['a text of blanks', 'labelEn: Example', 'labelEn: "  "', '`labelEn` is empty'],
  ['care written twice', '[inpatient]', '[inpatient, inpatient]', '`inpatient` occurs twice'],
  ['a part that the account pays twice', '[deductible, copay]', '[copay, copay]', '`copay` occurs twice'],
  [
    'payments without rounding',
    'rounding: { mode: half-up, unit: fen }\n',
    '',
    '`rounding` is missing',
    'plan: example',
  ],
])

test('a folder is named after its division', async (t) => {
  const [problem] = await problemsOf(t, { name: '990300-example' })
  assert.equal(problem?.what, 'the folder is not named after its division')
})

describe('plans of one region', () => {
  const other = plan.replace('plan: example', 'plan: second')

  test('never pay the same care of one scheme', async (t) => {
    const problems = await problemsOf(t, { second: other })
    assert.deepEqual(
      problems.map((problem) => problem.what),
      ['two plans pay inpatient of scheme 390'],
    )
  })

  test('may be many where they are only asked by name', async (t) => {
    const unnamed = (text: string): string => text.replace("scheme: '390'\ncare: [inpatient]\n", '')
    assert.equal((await packOf(t, { plan: unnamed(plan), second: unnamed(other) })).plans.length, 2)
  })

  for (const [what, from, to] of [
    ['label', '起付累计', '门诊累计'],
    ['amount', 'adds: basic.paid', 'adds: paid'],
    ['span', 'over: stay', 'over: month'],
  ] as const) {
    test(`mean the same ${what} by a running total`, async (t) => {
      const second = other.replace('[inpatient]', '[outpatient]').replace(from, to)
      const [problem] = await problemsOf(t, { second })
      assert.match(problem?.what ?? '', /^running total `(dedc|paid)` differs/)
    })
  }
})

test('a folder that is not there is a problem, not an exception', async () => {
  const result = await loadPolicyFolder('/nowhere/policy')
  assert.ok(!result.ok)
  assert.deepEqual(
    result.error.map((problem) => problem.what),
    ['no such folder'],
  )
})

test('a plan has one name in all regions, and a division one folder', async (t) => {
  const { policy, folder } = await policyFolder(t)
  const twin = join(policy, 'regions', '990300-twin')
  await cp(folder, twin, { recursive: true })
  await writeFile(join(twin, 'region.yaml'), region.replace('990200', '990300'))
  const double = join(policy, 'regions', '990300-twin-again')
  await cp(twin, double, { recursive: true })
  await writeFile(join(double, 'plan.yaml'), plan.replace('plan: example', 'plan: other'))
  const result = await loadPolicyFolder(policy)
  assert.ok(!result.ok)
  assert.deepEqual(
    result.error.map((problem) => problem.what),
    ['two folders for division 990300', '`example-inpatient` exists already'],
  )
})

describe('the hash of a pack', () => {
  const hashOf = async (t: TestContext, texts: Texts): Promise<string> => (await packOf(t, texts)).hash

  test('does not change with comments, blank lines and the order of keys', async (t) => {
    const moved = `# a comment\n\n${plan.replace('label: 示例\nlabelEn: Example\n', 'labelEn: Example\nlabel: 示例\n')}`
    assert.equal(await hashOf(t, { plan: moved }), await hashOf(t, {}))
  })

  test('changes with a value, a source, a doubt and a reading', async (t) => {
    const hashes = new Set([
      await hashOf(t, {}),
      await hashOf(t, { plan: plan.replace('400 yuan', '400.01 yuan') }),
      await hashOf(t, { plan: plan.replace('示例第二条', '示例第五条') }),
      await hashOf(t, { plan: plan.replace('assumed: 来源未载, ', '') }),
      await hashOf(t, { plan: plan.replace('front: outside', 'front: inside') }),
      await hashOf(t, { region: region.replace('30 yuan', '31 yuan') }),
    ])
    assert.equal(hashes.size, 6)
  })
})

describe('a file that is no YAML', () => {
  test('is told by its first mistake alone', async (t) => {
    const problems = await problemsOf(t, {
      plan: plan.replace('label: 示例\n', 'label: [示例\n').replace('is: low }', 'is: low'),
    })
    assert.deepEqual(problems.length, 1)
  })

  for (const [sign, from, to] of [
    ['a full-width colon', "scheme: '390'", "scheme：'390'"],
    ['a full-width comma', 'rate: 65% }', 'rate: 65%，{ }'],
    ['a tab', '  place:\n', '\tplace:\n'],
  ] as const) {
    test(`because of ${sign} says so`, async (t) => {
      const problems = await problemsOf(t, { plan: plan.replace(from, to) })
      assert.equal(problems.length, 1, problems.map(problemText).join('\n'))
      assert.match(problems[0]?.cure ?? '', new RegExp(`^the line has ${sign}`))
    })
  }
})

describe('what nobody reads in the folder of a region', () => {
  const toldOf = async (t: TestContext, name: string, text: string | Uint8Array = ''): Promise<readonly string[]> => {
    const { policy, folder } = await policyFolder(t)
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
    const result = await loadPolicyFolder(policy)
    const read = await loadCases(policy)
    return [...(result.ok ? [] : result.error), ...(read.ok ? [] : read.error)].map(
      ({ file, what }) => `${file}: ${what}`,
    )
  }

  for (const [name, what] of [
    ['second.yml', '990200-example/second.yml: a file that nobody reads'],
    ['case/cases.yaml', '990200-example/case: a folder that nobody reads'],
    ['cases/old/cases.yaml', 'cases/old: a folder that nobody reads'],
    ['cases/more.yml', 'cases/more.yml: a file that nobody reads'],
    ['../more.yaml', 'regions/more.yaml: a file that nobody reads'],
  ] as const) {
    test(`${name} is a problem`, async (t) => {
      assert.ok((await toldOf(t, name)).includes(what))
    })
  }

  test('may be notes and hidden files', async (t) => {
    assert.deepEqual(await toldOf(t, 'README.md'), [])
    assert.deepEqual(await toldOf(t, '.hidden'), [])
  })

  test('is a text in another encoding', async (t) => {
    const gbk = Uint8Array.from([0x61, 0x3a, 0x20, 0xd6, 0xd0])
    assert.deepEqual(await toldOf(t, 'second.yaml', gbk), ['990200-example/second.yaml: the file is not UTF-8'])
  })
})
