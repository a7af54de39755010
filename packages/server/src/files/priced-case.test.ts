import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dipSample } from '../../sim/dip-sample.ts'
import { pricedCaseOfLine, pricedLine } from './priced-case.ts'

const fields = {
  id: '1',
  in: { gender: '1', ageYears: 61, dx: ['K35.800'], ops: ['47.0100'], stayDays: 6 },
  cost: '12345.60',
  drugs: 3000,
  consumables: '2100.5',
  provider: 'H001',
  level: '三级',
  admitted: '2024-12-28',
  discharged: '2025-01-03',
}

const read = (changed: object) => pricedCaseOfLine(JSON.stringify({ ...fields, ...changed }))

describe('a priced case', () => {
  it('reads amounts in yuan exactly, levels in either language, and the year of the discharge', () => {
    const found = read({})
    assert.ok(found.ok)
    const { cost, drugs, consumables, level, year, visitNumber, record } = found.value
    assert.deepEqual([cost, drugs, consumables], [1_234_560, 300_000, 210_050])
    assert.deepEqual([level, year, visitNumber, record.stayDays], ['tertiary', 2025, null, 6])
  })

  it('may have its record beside the other fields, and name year and stay itself', () => {
    const { in: record, ...others } = fields
    const found = pricedCaseOfLine(JSON.stringify({ ...others, ...record, year: 2024, visit: 2 }))
    assert.ok(found.ok)
    assert.deepEqual([found.value.year, found.value.visitNumber], [2024, 2])
    assert.deepEqual(found.value.record.operations, ['47.0100'])
  })

  it('is written as it is read', () => {
    for (const one of dipSample({ seed: 3, cases: 200, year: 2025 })) {
      assert.deepEqual(pricedCaseOfLine(pricedLine(one)), { ok: true, value: one })
    }
  })

  const wrong: readonly (readonly [string, object, string])[] = [
    ['no id', { id: '' }, 'id'],
    ['no cost', { cost: undefined }, 'cost'],
    ['a cost with a thousands mark', { cost: '12,345' }, 'cost'],
    ['a tenth of a fen', { drugs: '1.005' }, 'drugs'],
    ['no consumables', { consumables: null }, 'consumables'],
    ['a day that is none', { admitted: '2024-02-30' }, 'admitted'],
    ['an unknown level', { level: 'constructor' }, 'level'],
    ['no provider', { provider: ' ' }, 'provider'],
    ['half a year', { year: 2024.5 }, 'year'],
    ['a stay before the first', { visit: 0 }, 'visit'],
    ['a field that nobody knows', { in: { ...fields.in, weight: 3 } }, 'weight'],
    ['a record that is none', { in: [] }, 'in'],
  ]
  for (const [name, changed, field] of wrong) {
    it(`with ${name} is refused at ${field}`, () => {
      const found = read(changed)
      assert.ok(!found.ok)
      assert.equal(found.error.field, field)
      assert.notEqual(found.error.cure, '')
    })
  }

  it('that is no JSON object is refused', () => {
    assert.equal(pricedCaseOfLine('[1]').ok, false)
    assert.equal(pricedCaseOfLine('{"id":').ok, false)
  })
})
