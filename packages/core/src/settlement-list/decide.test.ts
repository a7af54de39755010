import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodGround, goodList } from '../../tests/support/settlement-list.ts'
import { hospital } from '../../tests/support/world.ts'
import { localDateTime } from '../kernel/index.ts'
import { type ListFile, type ListUpload, ownList, statesOf, uploadedList } from './decide.ts'
import type { FiledListHead, ListedSettlement } from './types.ts'

const other = { ...hospital, providerCode: 'H9' }
const settlement: ListedSettlement = {
  settlementId: 'S1',
  providerCode: hospital.providerCode,
  visitId: 'V1',
  care: 'inpatient',
  undoneBy: null,
}
const upload: ListUpload = {
  list: goodList,
  state: 'saved',
  listId: 'L1',
  provider: hospital,
  msgid: 'M1',
  at: localDateTime('2025-03-11 09:00:00'),
}
const file: ListFile = { settlement, ground: goodGround, latest: null }
const head: FiledListHead = {
  listId: 'L0',
  settlementId: 'S1',
  version: 1,
  state: 'saved',
  providerCode: hospital.providerCode,
  undoneBy: null,
}

const refused = (change: Partial<ListUpload>, ground: Partial<ListFile> = {}) => {
  const taken = uploadedList({ ...upload, ...change }, { ...file, ...ground })
  return taken.ok ? 'taken' : taken.error.code
}

test('a good list becomes the first version under the number it was given', () => {
  const taken = uploadedList(upload, file)
  assert.ok(taken.ok)
  assert.partialDeepStrictEqual(taken.value, { listId: 'L1', version: 1, state: 'saved', findings: [], msgid: 'M1' })
})

test('uploaded again it replaces the first under the same number', () => {
  const taken = uploadedList({ ...upload, state: 'submitted' }, { ...file, latest: head })
  assert.ok(taken.ok)
  assert.partialDeepStrictEqual(taken.value, { listId: 'L0', version: 2, state: 'submitted' })
})

test('of several reasons against a list the one about place comes first, the one about its content last', () => {
  const bad = { list: { ...goodList, visitId: 'V2', diagnoses: [] } }
  const foreign = { ...settlement, providerCode: 'H9', care: 'outpatient', undoneBy: 'S2' } as const
  assert.equal(refused(bad, { settlement: null }), 'list.unknown-settlement')
  assert.equal(refused(bad, { settlement: { ...settlement, settlementId: 'S0' } }), 'list.unknown-settlement')
  assert.equal(refused(bad, { settlement: foreign }), 'list.other-providers-settlement')
  const own = { ...foreign, providerCode: hospital.providerCode }
  assert.equal(refused(bad, { settlement: own }), 'list.visit-differs')
  const sameVisit = { list: { ...bad.list, visitId: 'V1' } }
  assert.equal(refused(sameVisit, { settlement: own }), 'list.not-inpatient')
  assert.equal(refused(sameVisit, { settlement: { ...own, care: 'inpatient' } }), 'list.settlement-undone')
  assert.equal(refused(sameVisit, { latest: { ...head, state: 'submitted' } }), 'list.submitted')
  assert.equal(refused(sameVisit), 'list.has-errors')
})

test('a refusal counts all errors and names the first three; warnings alone keep nothing out', () => {
  const list = { ...goodList, ventilator: 'x', comaBefore: 'y', comaAfter: 'z', diagnoses: [], details: {} }
  const taken = uploadedList({ ...upload, list }, file)
  assert.ok(!taken.ok && taken.error.code === 'list.has-errors')
  assert.equal(taken.error.count, 4)
  assert.deepEqual(
    taken.error.findings.map(({ field }) => field),
    ['principalDiagnosis', 'ventilator', 'comaBefore'],
  )
  const strange = uploadedList({ ...upload, list: { ...goodList, details: {} } }, file)
  assert.ok(strange.ok)
  assert.deepEqual(
    strange.value.findings.map(({ severity, field }) => `${severity} ${field}`),
    ['warn caseNumber', 'warn doctor', 'warn invoice'],
  )
})

test('lists are submitted and withdrawn, all or none', () => {
  const second = { ...head, settlementId: 'S2', version: 3, state: 'submitted' } as const
  const lists = [head, second]
  const orders = [
    { settlementId: 'S1', state: 'submitted' },
    { settlementId: 'S2', state: 'saved' },
  ] as const
  assert.deepEqual(statesOf(orders, lists, hospital), {
    ok: true,
    value: [
      { settlementId: 'S1', version: 1, state: 'submitted' },
      { settlementId: 'S2', version: 3, state: 'saved' },
    ],
  })
  const code = (asked: Parameters<typeof statesOf>[0], on: readonly FiledListHead[] = lists, by = hospital) => {
    const states = statesOf(asked, on, by)
    return states.ok ? 'done' : states.error.code
  }
  const [submit] = orders
  assert.equal(code([submit, submit]), 'list.named-twice')
  assert.equal(code([{ ...submit, settlementId: 'S3' }]), 'list.unknown')
  assert.equal(code([submit], lists, other), 'list.other-providers-settlement')
  assert.equal(code([submit, { settlementId: 'S2', state: 'submitted' }]), 'list.state-unchanged')
})

test('the list of an undone settlement can only be withdrawn', () => {
  const undone = { ...head, undoneBy: 'S7' }
  assert.deepEqual(statesOf([{ settlementId: 'S1', state: 'submitted' }], [undone], hospital), {
    ok: false,
    error: { code: 'list.settlement-undone', settlementId: 'S1', by: 'S7' },
  })
  const submitted = { ...undone, state: 'submitted' } as const
  assert.ok(statesOf([{ settlementId: 'S1', state: 'saved' }], [submitted], hospital).ok)
})

test('an institution finds its own lists only', () => {
  assert.deepEqual(ownList([head], 'S1', hospital), { ok: true, value: head })
  assert.equal(ownList([head], 'S2', hospital).ok, false)
  assert.equal(ownList([head], 'S1', other).ok, false)
})
