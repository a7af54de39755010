import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileScheme, groupCase, unknownCodes } from '@yibao/core/drg'
import { plainGrouper } from '../../core/tests/support/plain-grouper.ts'
import { readSchemeFolder } from '../src/files/scheme-folder.ts'
import { starterScheme } from '../src/files/shipped.ts'
import { dischargeKinds, dischargeMaker, dischargeRecords } from './discharges.ts'

const { scheme } = await readSchemeFolder(starterScheme)

test('the same seed gives the same records, however they are batched; another seed gives others', () => {
  const make = dischargeMaker(scheme, 7)
  assert.deepEqual([...make(120), ...make(80)], dischargeRecords(scheme, 7, 200))
  assert.notDeepEqual(dischargeRecords(scheme, 8, 200), dischargeRecords(scheme, 7, 200))
})

test('every kind comes, and exactly the spoiled ones cannot be grouped', () => {
  const grouper = compileScheme(scheme)
  const made = dischargeRecords(scheme, 7, 5_000)
  assert.deepEqual(new Set(made.map(({ kind }) => kind)), new Set(dischargeKinds))
  for (const { kind, record } of made) {
    const { status } = groupCase(grouper, record)
    assert.equal(status === 'invalid', kind === 'invalid', JSON.stringify(record))
  }
})

test('a mix of one kind gives nothing else', () => {
  const made = dischargeRecords(scheme, 7, 100, { newborn: 1 })
  assert.ok(made.every(({ kind, record }) => kind === 'newborn' && record.ageYears === 0))
})

test('most records arrive at the ADRG they aim at, nearly every DRG is reached, and codes are those of the scheme', () => {
  const grouper = compileScheme(scheme)
  const made = dischargeRecords(scheme, 7, 20_000)
  const aimed = made.filter(({ kind, aim }) => kind === 'adrg' && aim !== null)
  const arrived = aimed.filter(({ aim, record }) => aim?.startsWith(groupCase(grouper, record).adrg))
  assert.ok(arrived.length > aimed.length * 0.7, `${arrived.length} of ${aimed.length}`)
  const declared = Object.values(scheme.adrgs).flatMap(({ drgs }) => drgs.map(({ drg }) => drg))
  const reached = new Set(made.map(({ record }) => groupCase(grouper, record).drg))
  const missed = declared.filter((drg) => !reached.has(drg))
  assert.ok(missed.length <= declared.length * 0.05, missed.join(' '))
  const unknown = made.filter(({ kind, record }) => kind === 'adrg' && unknownCodes(grouper, record).length > 0)
  assert.equal(unknown.length, 0)
})

test('the compiled scheme and a plain reading of it agree on generated records', () => {
  const grouper = compileScheme(scheme)
  const plain = plainGrouper(scheme)
  for (const { record } of dischargeRecords(scheme, 11, 5_000)) {
    assert.deepEqual({ ...groupCase(grouper, record) }, plain(record))
  }
})
