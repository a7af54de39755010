import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, parseYuan } from '@yibao/core/kernel'
import fc from 'fast-check'
import { amountInWords } from './amount-in-words.ts'

const words = (text: string): string => {
  const amount = parseYuan(text)
  assert.ok(amount.ok)
  return amountInWords(amount.value)
}

test('the examples of the rule on vouchers are written as it writes them', () => {
  assert.equal(words('1409.50'), '壹仟肆佰零玖元伍角')
  assert.equal(words('6007.14'), '陆仟零柒元壹角肆分')
  assert.equal(words('1680.32'), '壹仟陆佰捌拾元零叁角贰分')
  assert.equal(words('107000.53'), '壹拾万柒仟元零伍角叁分')
  assert.equal(words('16409.02'), '壹万陆仟肆佰零玖元零贰分')
  assert.equal(words('325.04'), '叁佰贰拾伍元零肆分')
})

test('whole yuan end with 整, less than a yuan begins with its 角 or 分', () => {
  assert.equal(words('0'), '零元整')
  assert.equal(words('10'), '壹拾元整')
  assert.equal(words('10.05'), '壹拾元零伍分')
  assert.equal(words('0.05'), '伍分')
  assert.equal(words('0.50'), '伍角')
  assert.equal(words('-3.20'), '负叁元贰角')
})

test('one 零 stands for the empty places between two units', () => {
  assert.equal(words('100000001.10'), '壹亿零壹元壹角')
  assert.equal(words('10000000000'), '壹佰亿元整')
  assert.equal(words('1000010000'), '壹拾亿零壹万元整')
  assert.equal(words('50010'), '伍万零壹拾元整')
  assert.equal(words('1203004050.06'), '壹拾贰亿零叁佰万肆仟零伍拾元零陆分')
  assert.equal(words('1000000000000.01'), '壹万亿元零壹分')
  assert.equal(words('90071992547409.91'), '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分')
})

const values: Readonly<Record<string, number>> = Object.fromEntries([...'零壹贰叁肆伍陆柒捌玖'].map((c, n) => [c, n]))
const units: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 }

/** Reads capitals back: a digit waits for its unit, 万 and 亿 lift what was read since the last larger one. */
function readBack(text: string): bigint {
  let [hundredMillions, tenThousands, section, held, cents] = [0n, 0n, 0n, 0n, 0n]
  for (const sign of text) {
    if (values[sign] !== undefined) held = BigInt(values[sign])
    else if (units[sign] !== undefined) {
      section += held * BigInt(units[sign])
      held = 0n
    } else if (sign === '万') {
      tenThousands += (section + held) * 10_000n
      ;[section, held] = [0n, 0n]
    } else if (sign === '亿') {
      hundredMillions += (tenThousands + section + held) * 100_000_000n
      ;[tenThousands, section, held] = [0n, 0n, 0n]
    } else if (sign === '元') {
      section += held
      held = 0n
    } else if (sign === '角') {
      cents += held * 10n
      held = 0n
    } else if (sign === '分') {
      cents += held
      held = 0n
    }
  }
  return (hundredMillions + tenThousands + section) * 100n + cents
}

test('capitals read back are the amount, no 零 stands twice and none before 元', () => {
  const amount = fc.oneof(
    fc.nat(),
    fc.maxSafeNat(),
    fc.nat(10_000).map((n) => n * 1_000_000_01),
  )
  fc.assert(
    fc.property(amount, (n) => {
      const text = amountInWords(fen(n))
      assert.equal(readBack(text), BigInt(n))
      assert.ok(n < 100 || !/零零|.零元|零[万亿]/.test(text), text)
    }),
    { numRuns: 5000 },
  )
})
