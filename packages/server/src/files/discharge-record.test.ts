import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { caseOfJson, jsonOfLine } from './discharge-record.ts'
import { caseOfRow, type DischargeRow } from './discharge-table.ts'

const written = (line: string) => {
  const json = jsonOfLine(line)
  return json.ok ? caseOfJson(json.value) : json
}

function fault(line: string): string {
  const read = written(line)
  assert.equal(read.ok, false, line)
  return read.ok ? '' : `${read.error.field} ${read.error.value}: ${read.error.what}; ${read.error.cure}`
}

describe('a case as a line of JSON', () => {
  it('is a record within its case, or the bare record with an id', () => {
    const inside = written('{"id":"a","kind":"x","in":{"gender":"2","ageYears":30,"dx":["K35.800x001"],"ops":[]}}')
    const bare = written('{"id":"a","gender":2,"ageYears":"30","dx":[" K35.800x001 "]}')
    assert.ok(inside.ok && bare.ok)
    assert.deepEqual(inside.value, bare.value)
    assert.equal(inside.value.record.gender, '2')
    assert.deepEqual(inside.value.record.diagnoses, ['K35.800x001'])
    assert.equal(inside.value.record.birthWeightGrams, null)
    assert.equal(inside.value.expect, null)
  })

  it('may say sex in Chinese, and may carry its own notes behind an underscore', () => {
    const read = written('{"id":7,"gender":"男","ageYears":1,"dx":["A00"],"_note":1}')
    assert.ok(read.ok)
    assert.deepEqual([read.value.id, read.value.record.gender], [7, '1'])
  })

  it('keeps an empty principal diagnosis where it is: what follows does not move up', () => {
    const read = written('{"id":"a","dx":["","K35.800x001","",null]}')
    assert.ok(read.ok)
    assert.deepEqual(read.value.record.diagnoses, ['', 'K35.800x001'])
  })

  it('has no operation when all it wrote of them is an empty place', () => {
    const read = written('{"id":"a","dx":["K35.800x001"],"ops":["",null," "]}')
    assert.ok(read.ok)
    assert.deepEqual(read.value.record.operations, [])
  })

  it('may begin with a byte order mark', () => {
    assert.ok(written('\uFEFF{"id":"a","dx":["A00"]}').ok)
  })

  it('is refused when its number would come out as another one, or a weight is in kilograms', () => {
    assert.match(fault('{"id":12345678901234567890}'), /^id 1234567890123456\d+: .*write it in quotes/)
    assert.match(fault('{"id":1e999}'), /^id Infinity/)
    assert.match(fault('{"id":"a","weightG":"2.6"}'), /^weightG 2\.6: .*looks like kilograms/)
    assert.match(fault('{"id":"a","weightG":3}'), /^weightG 3: /)
    assert.ok(written('{"id":"a","weightG":0}').ok)
  })

  it('is refused with field, value and cure', () => {
    assert.match(fault('{"id":"a","dx":'), /not JSON/)
    assert.match(fault('[1]'), /not a JSON object/)
    assert.match(fault('{"in":{}}'), /^id .*no id/)
    assert.match(fault('{"id":"a","in":7}'), /^in 7: .*not an object/)
    assert.match(fault('{"id":"a","dx":"K35"}'), /^dx K35: .*not a list/)
    assert.match(fault('{"id":"a","dx":[5]}'), /^dx 5: .*not a text/)
    assert.match(fault('{"id":"a","ageYears":"ten"}'), /^ageYears ten: .*not a number/)
    assert.match(fault('{"id":"a","gender":true}'), /^gender true: /)
    assert.match(fault('{"id":"a","op":["47.0100"]}'), /^op .*unknown field; .*known: gender, ageYears/)
    assert.match(fault(`{"id":"a","dx":${JSON.stringify(Array.from({ length: 501 }, () => 'A00'))}}`), /more codes/)
    assert.match(fault('{"id":"\uFFFD"}'), /not UTF-8/)
  })
})

describe('a case as a row of a table', () => {
  const cells = {
    id: '1',
    gender: '女',
    ageYears: '30',
    ageDays: '',
    weightG: '',
    dept: '',
    stayDays: '5',
    leavingType: '',
    icuHours: '',
    dx: '',
    ops: '',
    principalDx: '',
    otherDx: '',
    principalOp: '',
    otherOps: '',
  }
  const rowOf = (more: Partial<DischargeRow['cells']>) => caseOfRow({ line: 2, cells: { ...cells, ...more } })
  const codes = (more: Partial<DischargeRow['cells']>) => {
    const read = rowOf(more)
    assert.ok(read.ok)
    return [read.value.record.diagnoses, read.value.record.operations]
  }

  it('has its codes in one cell, the principal one first, or in cells of their own', () => {
    const expected = [['K35.201', 'K65.900'], ['47.0100']]
    assert.deepEqual(codes({ dx: 'K35.201|K65.900', ops: '47.0100' }), expected)
    assert.deepEqual(codes({ dx: 'K35.201；K65.900', ops: '47.0100' }), expected)
    assert.deepEqual(codes({ principalDx: 'K35.201', otherDx: 'K65.900', principalOp: '47.0100' }), expected)
  })

  it('without a principal diagnosis keeps its place empty', () => {
    assert.deepEqual(codes({ otherDx: 'K65.900' }), [['', 'K65.900'], []])
  })

  it('is refused without an id, or with codes written both ways', () => {
    for (const more of [{ id: '' }, { dx: 'A', principalDx: 'A' }]) assert.equal(rowOf(more).ok, false)
  })
})
