import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import type { RegionPack } from '@yibao/core/policy'
import { type AuthorProblem, loadRegionPack, problemText } from '../../src/files/policy-yaml.ts'

export const region = `division: '990200'
name: 示例市
nameEn: Example
about: Invented for tests.
coverage:
  inputs:
    ward: { label: 病区, words: [general, special] }
  classes:
    bed:
      - { when: { chargeType: '01', ward: special }, is: special }
      - { when: { chargeType: '01' }, is: general }
      - { is: none }
    itemStream:
      - { when: { itemKind: consumable }, is: implant }
      - { is: ordinary }
  parameters:
    preCoinsurance:
      label: 乙类先行自付比例
      kind: rate
      by: [itemClass]
      values:
        B:
          - { from: 2020-01-01, value: 10%, source: 示例 }
    priceCeiling:
      label: 限价
      kind: money
      by: [bed]
      values:
        general:
          - { from: 2020-01-01, value: 30 yuan, source: 示例 }
        special:
          - { from: 2020-01-01, value: 60 yuan, source: 示例 }
  streams: itemStream
`

export const plan = `plan: example-inpatient
label: 示例
labelEn: Example
scheme: '390'
care: [inpatient]
inputs:
  group: { label: 困难群体, words: [none, poor] }
  income: { label: 家庭收入, kind: money }
  bornOn: { label: 出生日期, kind: date }
  diseases: { label: 病种, kind: list, words: [heart, lung], each: disease }
classes:
  place:
    - { when: { level: tertiary }, is: high }
    - { when: { consecutiveYear: 3..5 }, is: long }
    - { is: low }
  aided:
    - { when: { group: poor, place: [high, long], income: ..3000 yuan }, is: first }
    - { when: { bornOn: { since: 1930-01-01, before: 1950-01-01 } }, is: second }
    - { is: none }
parameters:
  deductible:
    label: 起付标准
    kind: money
    by: [place]
    values:
      high:
        - { from: 2020-01-01, through: 2021-12-31, value: 800 yuan, source: 示例第一条 }
        - { from: 2022-01-01, value: 600 yuan, source: 示例第二条 }
        - { from: 2024-01-01, value: none, source: 示例第三条 }
      long:
        - { from: 2020-01-01, value: 300 yuan, assumed: 来源未载, source: 示例第一条 }
      low:
        - { from: 2020-01-01, value: 400 yuan, source: 示例第一条 }
  relief:
    label: 系数
    kind: factor
    values:
      - { from: 2020-01-01, value: 110%, source: 示例 }
  stays:
    label: 次数
    kind: number
    values:
      - { from: 2020-01-01, value: 2.5, source: 示例 }
  quota:
    label: 病种定额
    kind: money
    by: [disease]
    values:
      heart:
        - { from: 2020-01-01, value: 100 yuan, source: 示例 }
      lung:
        - { from: 2020-01-01, value: 70 yuan, source: 示例 }
  bands:
    label: 支付比例
    kind: tiers
    values:
      - from: 2020-01-01
        value:
          - { to: 10000 yuan, rate: 60% }
          - { to: 50000 yuan, rate: 65% }
          - { rate: unknown }
        source: 示例
  aidRate:
    label: 救助比例
    kind: rate
    by: [aided]
    values:
      first:
        - { from: 2020-01-01, value: 80%, source: 示例 }
      second:
        - { from: 2020-01-01, value: 60%, source: 示例 }
      none:
        - { from: 2020-01-01, value: 0%, source: 示例 }
formulas:
  due: { label: 应付起付线, is: { product: [deductible, relief] } }
  annualCap: { label: 年度限额, is: { sum: [{ product: [deductible, stays] }, quotas] } }
  quotas: { label: 定额之和, is: { over: diseases, take: sum, each: quota } }
layers:
  - layer: basic
    label: 基本医疗保险
    payer: pool
    base: ordinary
    steps:
      - { step: deductible, amount: due, total: dedc }
      - { step: tiers, tiers: bands, startsAt: { used: elig }, front: inside }
      - { step: payment-limit, limit: annualCap, total: paid }
  - layer: aid
    label: 医疗救助
    payer: assistance
    when: { aided: [first, second] }
    base: { difference: [eligible, basic.paid] }
    steps:
      - { step: rate, rate: aidRate }
totals:
  elig: { label: 费用累计, adds: ordinary }
  dedc: { label: 起付累计, adds: basic.deductible, over: stay }
  paid: { label: 统筹累计, adds: basic.paid }
  implants: { label: 植入材料累计, adds: stream.implant }
accountPays: [deductible, copay]
rounding: { mode: half-up, unit: fen }
readings:
  outside:
    label: 分段不含起付线
    layers:
      - layer: basic
        label: 基本医疗保险
        payer: pool
        base: ordinary
        steps:
          - { step: deductible, amount: due, total: dedc }
          - { step: tiers, tiers: bands, front: outside }
          - { step: payment-limit, limit: annualCap, total: paid }
`

export interface Texts {
  readonly region?: string
  readonly plan?: string
  readonly second?: string
  readonly cases?: string
  readonly name?: string
}

/** Writes a policy folder of one region and removes it after the test. */
export async function policyFolder(t: TestContext, texts: Texts = {}): Promise<{ policy: string; folder: string }> {
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

export async function packOf(t: TestContext, texts: Texts = {}): Promise<RegionPack> {
  const result = await loadRegionPack((await policyFolder(t, texts)).folder)
  assert.ok(result.ok, result.ok ? '' : result.error.map(problemText).join('\n'))
  return result.value
}

export async function problemsOf(t: TestContext, texts: Texts): Promise<readonly AuthorProblem[]> {
  const result = await loadRegionPack((await policyFolder(t, texts)).folder)
  assert.ok(!result.ok, 'the pack has problems')
  return result.error
}

/** The line of the only place where the text occurs. */
export function lineOf(text: string, part: string): number {
  assert.equal(text.split(part).length, 2, `${part} occurs once`)
  return text.slice(0, text.indexOf(part)).split('\n').length
}

/** What is written instead of what, how the problem begins, and where it stands (where the text was replaced if not said). */
export type Mistake = readonly [name: string, from: string, to: string, what: string, at?: string]

function checkMistake(file: 'plan' | 'region', [name, from, to, what, at]: Mistake): void {
  const whole = file === 'plan' ? plan : region
  test(name, async (t) => {
    lineOf(whole, from)
    const text = whole.replace(from, () => to)
    const problems = await problemsOf(t, { [file]: text })
    const line = lineOf(text, at ?? to)
    const told = problems.map(problemText).join('\n')
    const found = problems.find((problem) => problem.what.startsWith(what) && problem.line === line)
    assert.ok(found !== undefined, `expected "${what}" in line ${line} among:\n${told}`)
    assert.equal(found.file, `990200-example/${file}.yaml`)
    assert.notEqual(found.cure, '')
  })
}

/** One test for each mistake that an author may make in the example plan (or region). */
export function authorIsTold(about: string, mistakes: readonly Mistake[], file: 'plan' | 'region' = 'plan'): void {
  describe(`an author is told file, line and cure for ${about}:`, () => {
    for (const mistake of mistakes) checkMistake(file, mistake)
  })
}
