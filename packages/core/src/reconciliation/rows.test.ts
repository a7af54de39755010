import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen, localDateTime } from '../kernel/index.ts'
import { compareRows } from './rows.ts'
import type { CentreRow, StatedRow } from './types.ts'

const centre = (settlementId: string, more: Partial<CentreRow> = {}): CentreRow => ({
  settlementId,
  rootId: settlementId,
  insuredId: 'P1',
  visitId: 'V1',
  msgid: `M-${settlementId}`,
  infno: '2207',
  kind: 'settle',
  at: localDateTime('2025-03-03 09:00:00'),
  undoneBy: null,
  total: fen(100_00),
  fund: fen(70_00),
  account: fen(0),
  ...more,
})

const stated = (number: number, settlementId: string, more: Partial<StatedRow> = {}): StatedRow => ({
  number,
  settlementId,
  insuredId: 'P1',
  visitId: 'V1',
  total: fen(100_00),
  fund: fen(70_00),
  account: fen(0),
  note: null,
  ...more,
})

function findingsOf(filed: readonly CentreRow[], sent: readonly StatedRow[]) {
  const comparison = compareRows(sent)
  const taken = filed.map((row) => comparison.take(row)).filter((finding) => finding !== null)
  return [...taken, ...comparison.rest()]
}

describe('two books of the same settlements', () => {
  it('agree in any order', () => {
    assert.deepEqual(findingsOf([centre('A'), centre('B')], [stated(1, 'B'), stated(2, 'A')]), [])
  })

  it('name the side that has a row alone', () => {
    const [first, second, ...others] = findingsOf([centre('A')], [stated(1, 'B')])
    assert.deepEqual(others, [])
    assert.deepEqual(first, { kind: 'centre-only', centre: centre('A') })
    assert.deepEqual(second, { kind: 'institution-only', stated: stated(1, 'B'), duplicate: false })
  })

  it('name every field that differs with both values, people and visits included', () => {
    const row = stated(1, 'A', { fund: fen(71_00), visitId: 'V2', insuredId: 'P2' })
    const [finding] = findingsOf([centre('A')], [row])
    assert.ok(finding?.kind === 'differs')
    assert.deepEqual(finding.differences, [
      { field: 'insuredId', centre: 'P1', institution: 'P2' },
      { field: 'visitId', centre: 'V1', institution: 'V2' },
      { field: 'fund', centre: 70_00, institution: 71_00 },
    ])
  })

  it('see that one settlement stands twice in the file', () => {
    const findings = findingsOf([centre('A')], [stated(1, 'A'), stated(2, 'A')])
    assert.deepEqual(findings, [{ kind: 'institution-only', stated: stated(2, 'A'), duplicate: true }])
  })

  it('find a refund under its own number or under that of what it undid', () => {
    const refund = { total: fen(-100_00), fund: fen(-70_00) }
    const cancel = centre('B', { rootId: 'A', kind: 'cancel', ...refund })
    assert.deepEqual(findingsOf([cancel], [stated(1, 'B', refund)]), [])
    assert.deepEqual(findingsOf([cancel], [stated(1, 'A', refund)]), [])
  })

  it('do not give the row of a settlement to what brought it back', () => {
    const restored = centre('C', { rootId: 'A', kind: 'restore' })
    assert.deepEqual(findingsOf([centre('A'), restored], [stated(1, 'A'), stated(2, 'C')]), [])
    assert.deepEqual(findingsOf([centre('A'), restored], [stated(1, 'A')]), [{ kind: 'centre-only', centre: restored }])
  })
})
