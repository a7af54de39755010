import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen, isoDate, localDateTime, ppm, quantity, unitPrice } from '@yibao/core/kernel'
import * as field from './field.ts'
import { readField, readScalar } from './read-field.ts'

function value(text: string, as: field.Field): unknown {
  const read = readField(text, as)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

function fault(text: string, as: field.Field): unknown {
  const read = readField(text, as)
  assert.ok(!read.ok, JSON.stringify(read))
  return read.error
}

describe('a value of a message', () => {
  it('may be a number sent as a number or as text', () => {
    assert.deepEqual(readScalar(4.52), { ok: true, value: '4.52' })
    assert.deepEqual(readScalar('4.52'), { ok: true, value: '4.52' })
  })

  it('is empty when it is missing, null or an empty text', () => {
    for (const empty of [undefined, null, '']) assert.deepEqual(readScalar(empty), { ok: true, value: '' })
  })

  it('is refused when it is an object, an array, a boolean or a number that lost digits on the way', () => {
    for (const odd of [{}, [], true, 2 ** 60, Number.POSITIVE_INFINITY]) {
      assert.deepEqual(readScalar(odd), { ok: false, error: { code: 'message.not-a-scalar' } })
    }
  })
})

describe('text', () => {
  it('is measured in characters, so a rare character outside the basic plane counts once', () => {
    assert.equal(value('𠮷𠮷', field.text('姓名', 2)), '𠮷𠮷')
    const tooLong = { code: 'message.too-long', value: '𠮷𠮷𠮷', length: 3, limit: 2 }
    assert.deepEqual(fault('𠮷𠮷𠮷', field.text('姓名', 2)), tooLong)
  })

  it('is never trimmed', () => {
    assert.equal(value(' A ', field.text('编号', 3)), ' A ')
  })
})

describe('a code', () => {
  it('must be in its list, provincial extensions included', () => {
    const insurance = field.code('险种类型', 6, 'insutype')
    assert.equal(value('310', insurance), '310')
    assert.equal(value('31001', insurance), '31001')
    assert.deepEqual(fault('311', insurance), { code: 'message.bad-code', value: '311', dictionary: 'insutype' })
    assert.deepEqual(fault('toString', field.code('x', 9, 'gend')), {
      code: 'message.bad-code',
      value: 'toString',
      dictionary: 'gend',
    })
  })

  it('gets its lost zero back unless the single digit is a code itself', () => {
    const way = field.code('个人结算方式', 6, 'psn_setlway')
    assert.equal(value('1', way), '01')
    assert.equal(value('9', way), '9')
    assert.equal(value('2', field.code('有效标志', 3, 'hosp_appr_flag')), '2')
  })

  it('of a visit or a person is accepted below a known two-digit class', () => {
    assert.equal(value('140399', field.code('医疗类别', 6, 'med_type')), '140399')
    assert.equal(value('1199', field.code('人员类别', 6, 'psn_type')), '1199')
    assert.deepEqual(fault('3101', field.code('医疗类别', 6, 'med_type')), {
      code: 'message.bad-code',
      value: '3101',
      dictionary: 'med_type',
    })
    assert.equal(readField('3101', field.code('险种类型', 6, 'insutype')).ok, false)
  })

  it('of a list that is only partly known cannot be refused', () => {
    assert.equal(value('17', field.code('民族', 3, 'naty')), '17')
  })

  it('that is too long is refused for its length first', () => {
    const tooLong = { code: 'message.too-long', value: '10', length: 2, limit: 1 }
    assert.deepEqual(fault('10', field.code('个人账户使用标志', 1, 'yes_no')), tooLong)
  })
})

describe('a number', () => {
  it('is exact in the unit of its kind', () => {
    assert.equal(value('4.52', field.amount('金额')), fen(4_52))
    assert.equal(value('-25.1', field.amount('金额')), fen(-25_10))
    assert.equal(value('0.0235', field.price('单价')), unitPrice(23_500))
    assert.equal(value('-2', field.quantity('数量')), quantity(-2_0000))
    assert.equal(value('0.85', field.rate('比例')), ppm(850_000))
    assert.equal(value('35.5', field.decimal('年龄', 4, 1)), '35.5')
    assert.equal(value('12', field.integer('排序号', 2)), 12)
  })

  it('may carry zeros that say nothing', () => {
    assert.equal(value('0004.520000', field.amount('金额')), fen(4_52))
    assert.equal(value('3.0', field.integer('排序号', 2)), 3)
    assert.equal(value('-0.00', field.amount('金额')), fen(0))
    assert.equal(value('-0', field.decimal('年龄', 4, 1)), '0')
  })

  const bad = [
    ['4.525', field.amount('金额'), 'too-many-decimals'],
    ['123456789012345', field.amount('金额'), 'too-many-digits'],
    ['99999999999999.99', field.amount('金额'), 'too-many-digits'],
    ['100', field.integer('排序号', 2), 'too-many-digits'],
    ['10', field.rate('比例'), 'too-many-digits'],
    ['-0.1', field.rate('比例'), 'negative'],
    ['1e3', field.amount('金额'), 'not-a-number'],
    [' 4.52', field.amount('金额'), 'not-a-number'],
    ['5.', field.amount('金额'), 'not-a-number'],
    ['４.５', field.amount('金额'), 'not-a-number'],
    ['0'.repeat(100_000), field.amount('金额'), 'not-a-number'],
  ] as const
  for (const [text, as, reason] of bad) {
    it(`"${text.slice(0, 20)}" as ${as.total},${as.decimals} is ${reason}`, () => {
      const { total, decimals } = as
      assert.deepEqual(fault(text, as), { code: 'message.bad-number', value: text, reason, total, decimals })
    })
  }
})

describe('a date', () => {
  it('is a real day in the form of the interface', () => {
    assert.equal(value('2024-02-29', field.date('日期')), isoDate('2024-02-29'))
    assert.equal(value('2024-02-29 23:59:59', field.dateTime('时间')), localDateTime('2024-02-29 23:59:59'))
  })

  it('is refused together with the form it should have', () => {
    for (const text of ['2025-02-29', '20250301', '2025-03-01 00:00:00']) {
      assert.deepEqual(fault(text, field.date('日期')), {
        code: 'message.bad-date',
        value: text,
        pattern: 'yyyy-MM-dd',
      })
    }
    for (const text of ['2025-03-01', '2025-03-01T08:00:00', '2025-03-01 24:00:00']) {
      const wrong = { code: 'message.bad-date', value: text, pattern: 'yyyy-MM-dd HH:mm:ss' }
      assert.deepEqual(fault(text, field.dateTime('时间')), wrong)
    }
  })
})
