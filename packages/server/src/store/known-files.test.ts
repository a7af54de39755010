import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { noChange, type PersonFile } from '@yibao/core/settlement'
import type { Recording } from '../flows/ports.ts'
import { fileAfter, knownFiles } from './known-files.ts'

const visit = { visitId: 'V1', state: 'open', stay: null, diseaseCode: null }
const file = {
  insured: { insuredId: 'A' },
  version: 7,
  visit,
  diagnoses: [],
  lines: [{ lineNumber: '2', ordered: null }],
} as unknown as PersonFile

const recorded = (decision: object, more: object = {}): Recording =>
  ({ file, decision: { ...noChange, ...decision }, mark: null, ...more }) as unknown as Recording

test('after lines were added the file has them, in their order, under the next version', () => {
  const after = fileAfter(recorded({ linesAdded: [{ lineNumber: '10' }, { lineNumber: '3' }] }))
  assert.deepEqual(after?.lines, [
    { lineNumber: '10', ordered: null },
    { lineNumber: '2', ordered: null },
    { lineNumber: '3', ordered: null },
  ])
  assert.equal(after?.version, 8)
  assert.equal(fileAfter(recorded({}))?.version, 8)
})

test('a visit is opened and described; what nobody says is null, as in the database', () => {
  const opened = { visitId: 'V2', state: 'open', stay: null }
  const none = { ...file, visit: null, lines: [] }
  assert.deepEqual(fileAfter(recorded({ visit: opened }, { file: none }))?.visit, { ...opened, diseaseCode: null })
  const described = fileAfter(
    recorded({ visit: { ...visit, medType: '11' }, diagnoses: [{ code: 'J00', at: undefined }] }),
  )
  assert.deepEqual(described?.diagnoses, [{ code: 'J00' }])
})

test('whatever changes more than an open outpatient visit has to be read again', () => {
  for (const decision of [
    { settlement: {} },
    { entry: {} },
    { linesRevoked: ['2'] },
    { linesLinked: { lineNumbers: ['2'], settlementId: null } },
    { totalsAdded: [{}] },
    { balanceAdded: fen(1) },
    { family: [{}] },
    { death: { on: null } },
    { filing: {} },
    { visit: { ...visit, state: 'cancelled' } },
    { visit: { ...visit, stay: {} } },
    { visit: { ...visit, visitId: 'V2' } },
  ]) {
    assert.equal(fileAfter(recorded(decision)), null, Object.keys(decision).join())
  }
  assert.equal(fileAfter(recorded({}, { mark: { msgid: 'M', infno: '2207' } })), null)
  assert.equal(fileAfter(recorded({}, { lists: {} })), null)
})

test('one file of each person is known, of the visit that was asked about, and none after a fault', () => {
  const known = knownFiles()
  known.keep(file)
  assert.equal(known.of('A', 'V1'), file)
  assert.equal(known.of('A', 'V2'), null)
  assert.equal(known.of('B', 'V1'), null)
  known.forget('A')
  assert.equal(known.of('A', 'V1'), null)
  known.keep(file)
  known.forgetAll()
  assert.equal(known.of('A', 'V1'), null)
})

test('stays, long bills and people who use the account of a relative are read each time', () => {
  const known = knownFiles()
  const others: readonly object[] = [
    { visit: { ...visit, stay: {} } },
    { family: [{}] },
    { lines: Array.from({ length: 61 }, () => ({})) },
  ]
  for (const other of others) {
    known.keep(file)
    known.keep({ ...file, ...other } as PersonFile)
    assert.equal(known.of('A', 'V1'), null)
  }
})
