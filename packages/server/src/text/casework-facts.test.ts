import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factLines, factRows } from './casework-facts.ts'

const facts = {
  says: { zh: '一级护理 同日重复', en: 'nursing, twice a day' },
  stake: 48_00,
  severity: 'violation',
  lineNumber: 'F1',
  settlementId: 'S1',
  visitId: null,
}

test('facts are read in words and yuan, what is not known is left out', () => {
  assert.deepEqual(factLines(facts), [
    '    结算 settlement: S1',
    '    明细 line: F1',
    '    项目情形 item: 一级护理 同日重复 nursing, twice a day',
    '    命中金额 amount hit: 48.00 元',
    '    性质 severity: 违规 violation',
  ])
})

test('a paper names bill, line and item, and the person only masked', () => {
  const rows = factRows(facts, '179537204519301632D9D49083')
  assert.deepEqual(rows.slice(0, 3), [
    ['参保人', '1795…83'],
    ['结算', 'S1'],
    ['明细', 'F1'],
  ])
  assert.deepEqual(rows.at(3), ['项目情形', '一级护理 同日重复'], 'a paper is in Chinese')
})

test('nothing of what a tip told is printed for the institution', () => {
  assert.deepEqual(factRows({ tipId: 'T1', channel: 'phone', what: '我是护士' }, null), [])
})
