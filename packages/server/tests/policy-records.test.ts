import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { compilePlan } from '@yibao/core/benefit'
import { type Fen, fen, isoDate, parseYuan, shareOf, subtractFen, valueOn, zeroFen } from '@yibao/core/kernel'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'

/**
 * Four shared examples that no engine can compute: prose percentages, rounded amounts, statistics, and one real record
 * that does not close by some cents. Each is looked at in its own way.
 */

const packs = await loadPacks(policyFolder)
const folder = process.env.YIBAO_REFERENCE

interface Shared {
  readonly id: string
  readonly input: Readonly<Record<string, string>>
  readonly expected: Readonly<Record<string, string>>
  readonly published?: Readonly<Record<string, string>>
}

async function sharedCase(id: string): Promise<Shared> {
  assert.ok(folder !== undefined)
  for (const name of ['seeds.json', 'cities.json']) {
    const { cases }: { cases: Shared[] } = JSON.parse(await readFile(join(folder, 'reference/policies', name), 'utf8'))
    const found = cases.find((candidate) => candidate.id === id)
    if (found !== undefined) return found
  }
  throw new Error(`no shared case ${id}`)
}

function amount(text: string | undefined): Fen {
  const parsed = parseYuan(text ?? '')
  assert.ok(parsed.ok, `${text} is an amount`)
  return parsed.value
}

function planNamed(id: string) {
  const plan = packs.flatMap((pack) => pack.plans).find((candidate) => candidate.id === id)
  assert.ok(plan !== undefined, `${id} ships`)
  return plan
}

test('C08-4: the record of a stay in Beijing closes within four cents, and its pooled layer to the cent', () => {
  const inScope = fen(164_411_81)
  const nonCovered = fen(24_674_04)
  const outcome = compilePlan(planNamed('beijing-employee-inpatient'), isoDate('2022-06-01')).apportion({
    totals: {
      total: fen(189_085_85),
      nonCovered,
      overPriceLimit: zeroFen,
      preCoinsurance: zeroFen,
      eligible: inScope,
    },
    streams: {},
    facts: { level: 'tertiary', personStatus: 'retired', nthAdmission: 2 },
    used: { ipt_pool: fen(8_240_49) },
    accountBalance: zeroFen,
    accountUsed: false,
    accountAsked: null,
  })
  assert.ok(outcome.ok)
  const { parts, payments, layers } = outcome.value
  assert.equal(parts.deductible, 650_00)
  assert.equal(payments.pool, 91_759_51)
  assert.equal(payments.largeAmount, 53_631_71)
  // The record leaves out the supplement of the retired, and prints three cents more than its own parts add up to.
  const large = layers.find(({ payer }) => payer === 'largeAmount')
  assert.ok(large !== undefined)
  const printedPerson = 43_694_67
  const pooledCopay = inScope - parts.deductible - payments.pool - large.base
  const person = nonCovered + parts.deductible + pooledCopay + large.parts.copay
  assert.ok(Math.abs(printedPerson - person) <= 4, `${person} against ${printedPerson}`)
})

const withReference = {
  skip: folder === undefined ? 'YIBAO_REFERENCE is not set: no shared case to compare with' : false,
}

describe('data checks', () => {
  test('S3-01: the new limit of Xiamen is 17000 above the old one, 32 percent', withReference, async () => {
    const limit = planNamed('xiamen-fund-cap').parameters.fundLimit
    const limitOn = (date: string): Fen => {
      const found = valueOn(limit?.rows[0]?.values ?? [], isoDate(date))
      assert.ok(found.ok && typeof found.value.value === 'number')
      return fen(found.value.value)
    }
    const { expected } = await sharedCase('S3-01')
    const increase = subtractFen(limitOn('2008-08-01'), limitOn('2008-01-01'))
    assert.equal(increase, amount(expected.increase))
    assert.equal(Math.floor(shareOf(increase, limitOn('2008-01-01')) / 10_000), Number(expected.increasePercentOver))
  })

  test('S4-01: more than 1500 of more than 3300 yuan is between 40 and 50 percent', withReference, async () => {
    const { input, expected } = await sharedCase('S4-01')
    const [paid, total] = [expected.fund, input.total].map((text) => amount(`${/\d+/.exec(text ?? '')?.[0]}`))
    assert.ok(paid !== undefined && total !== undefined)
    const share = shareOf(paid, total)
    assert.ok(share > 400_000 && share < 500_000, `${share} ppm`)
  })

  test('S5-13: the statistics of Yangzhong cross-foot, and one of them does not', withReference, async () => {
    const { expected } = await sharedCase('S5-13')
    assert.equal(142_078 + 33_547, Number(expected.insured))
    assert.equal(66 + 153, Number(expected.aided2014))
    // 6.00 a head make up the yearly pool of 1.98 million only with 330000 heads: employees are probably counted too.
    assert.notEqual(1_980_000 / 6, Number(expected.insured))
  })
})
