import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Fen, parseYuan, type Result, yuan } from '@yibao/core/kernel'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { type BillCase, loadCases, type PolicyCase } from '../src/files/policy-case-yaml.ts'
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

test('every plan has at least one worked example', () => {
  const shown = new Set(cases.map((example) => (example.kind === 'bill' ? example.plan : '')))
  const missing = packs.flatMap((pack) => pack.plans.map((plan) => plan.id)).filter((id) => !shown.has(id))
  assert.deepEqual(missing, [])
})

/** What the fund pays when tiers count from zero above the deductible, the other reading of the same text. */
const otherReading: Readonly<Record<string, string>> = {
  'S5-02': '38650.00',
  'S5-03': '80650.00',
  'S5-04': '80650.00',
  'S5-06': '11850.00',
  'S5-07': '14800.00',
  'S5-08': '18675.00',
}

function countAboveDeductible(plan: Plan): Plan {
  const steps = plan.steps.map((step) =>
    step.step === 'pool-tiers' ? ({ ...step, position: 'above-deductible', total: null } as const) : step,
  )
  return { ...plan, steps }
}

function amount(text: string): Fen {
  const parsed = parseYuan(text)
  assert.ok(parsed.ok, `${text} is an amount`)
  return parsed.value
}

function withId(id: string): readonly PolicyCase[] {
  return cases.filter((example) => example.id === id)
}

test('the other reading of the tiers of Yangzhong is one word of the plan', () => {
  const changed: RegionPack[] = packs.map((pack) => ({ ...pack, plans: pack.plans.map(countAboveDeductible) }))
  for (const [id, pool] of Object.entries(otherReading)) {
    const [example] = withId(id)
    assert.ok(example?.kind === 'bill', `${id} is a bill`)
    const read: BillCase = { ...example, expect: { amounts: { pool: amount(pool) }, added: {}, refused: null } }
    assert.deepEqual(runCase(read, changed), [], id)
  }
})

const reference = process.env.YIBAO_REFERENCE
const restated = [
  ...['S1-01', 'S1-02', 'S1-03', 'S1-04', 'S1-05', 'S1-06', 'S1-08'],
  ...['S5-01', 'S5-02', 'S5-03', 'S5-04', 'S5-05', 'S5-06', 'S5-07', 'S5-08', 'S5-09', 'S5-10', 'S5-11'],
  ...['C06-1', 'C06-2', 'C06-3', 'C06-4'],
]

/** Our words for the reference's names of amounts. A yearly cap shows as what the fund pays of a bill beyond it. */
const ourName: Readonly<Record<string, string>> = {
  fund: 'pool',
  self: 'person',
  personTotal: 'person',
  copay: 'copay',
  selfCopay: 'copay',
  deductible: 'deductible',
  overCap: 'overCostLimit',
  annualCap: 'pool',
  inScope: 'eligible',
  overLimitSelf: 'overPriceLimit',
}

interface ReferenceCase {
  readonly id: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, string | readonly string[]>>
  readonly alternativeReading?: { readonly fund?: string }
}

async function referenceCases(folder: string): Promise<readonly ReferenceCase[]> {
  const texts = ['seeds.json', 'cities.json'].map((name) => readFile(join(folder, 'reference/policies', name), 'utf8'))
  const files: { cases: ReferenceCase[] }[] = (await Promise.all(texts)).map((text) => JSON.parse(text))
  return files.flatMap((file) => file.cases)
}

function expectedOf(example: PolicyCase, name: string): string {
  const amounts: Readonly<Record<string, Fen | undefined>> =
    example.kind === 'bill' ? example.expect.amounts : example.expect
  const found = amounts[name]
  return found === undefined ? 'not expected' : yuan(found)
}

function compareWithReference(id: string, theirs: readonly ReferenceCase[]): void {
  const their = theirs.find((candidate) => candidate.id === id)
  const [first, ...others] = withId(id)
  assert.ok(their !== undefined && first !== undefined, `${id} exists on both sides`)
  for (const [name, expected] of Object.entries(their.expected)) {
    // The gain is the difference of two cases that are compared each on its own.
    if (name === 'gainOverOld') continue
    const ours = ourName[name]
    assert.ok(ours !== undefined, `${name} has a name here`)
    const found: readonly string[] = [first, ...others].map((example) => expectedOf(example, ours))
    assert.deepEqual(found, typeof expected === 'string' ? [expected] : expected, `${id} ${name}`)
  }
  if (first.kind === 'bill' && typeof their.input.eligible === 'string') {
    assert.equal(yuan(first.bill.eligible), their.input.eligible, `${id} eligible`)
  }
  assert.equal(otherReading[id], their.alternativeReading?.fund, `${id} other reading`)
}

if (reference === undefined) {
  test('the reference cases are restated with the same numbers', {
    skip: 'YIBAO_REFERENCE is not set: there is no reference folder to compare with',
  })
} else {
  const theirs = await referenceCases(reference)
  for (const id of restated) {
    test(`the reference case ${id} is restated with the same numbers`, () => compareWithReference(id, theirs))
  }
}
