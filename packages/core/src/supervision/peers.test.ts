import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hospital } from '../../tests/support/means.ts'
import { peerKeysOf } from './index.ts'

const by = (subject: Parameters<typeof peerKeysOf>[0]) => peerKeysOf(subject).map((one) => one.by.join('×'))

test('an institution has peers by level, kind and region, then wider', () => {
  assert.deepEqual(by(hospital('H1')), ['level×kind×region', 'level×kind', 'kind'])
  assert.deepEqual(by({ ...hospital('H1'), region: null }), ['level×kind', 'kind'])
})

test('a department is compared with the same department elsewhere', () => {
  const department = { ...hospital('H1'), grain: 'department', key: ['H1', '0300'] } as const
  assert.deepEqual(by(department)[0], 'department×level×kind×region')
  const [surgery] = peerKeysOf({ ...department, key: ['H1', '0400'] })
  assert.notEqual(surgery?.key, peerKeysOf(department)[0]?.key)
})

test('a region, a rule and a disease group as a whole have no peers', () => {
  const alone = { level: null, kind: null, region: null }
  assert.deepEqual(by({ ...alone, grain: 'region', key: ['330200'] }), [])
  assert.deepEqual(by({ ...alone, grain: 'rule', key: ['M-C02'] }), [])
  assert.deepEqual(by({ ...hospital('H1'), grain: 'disease-group', key: ['BR21'] }), [])
  assert.deepEqual(by({ ...alone, grain: 'ingredient', key: ['P1', 'metformin'] }), ['ingredient'])
})
