import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinaryStays } from '@yibao/core/policy'
import { stayLines } from './stay-text.ts'

test('a region says in sentences what becomes of stays over years, schemes and hospitals', () => {
  assert.deepEqual(stayLines({ ...ordinaryStays, acrossYears: 'split', carry: [{ from: '390', to: '310' }] }, 'en'), [
    'a stay over the year end is billed for each year on its own',
    'the whole stay pays one deductible',
    'bills follow the insurance of the day of admission',
    'a transfer is admitted within 3 days of the discharge',
    'running totals of scheme 390 go with the person into 310',
  ])
  assert.deepEqual(stayLines({ ...ordinaryStays, scheme: 'settlement' }, 'zh'), [
    '跨年度住院计入一个年度',
    '按结算日的参保险种结算',
    '转院须在出院后 3 日内入院',
  ])
  assert.deepEqual(stayLines(undefined, 'zh'), [])
})
