import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen, localDateTime, zeroFen } from '@yibao/core/kernel'
import type { CentreRow, Finding, StatedRow } from '@yibao/core/reconciliation'
import type { NamedSettlement } from '../flows/reconciliation-ports.ts'
import { describeTotals, detailForms } from './reconciliation-output.ts'
import { clearingType } from './settlement-output.ts'

const at = localDateTime('2025-03-03 09:00:00')
const amounts = { total: fen(100_00), fund: fen(70_00), account: zeroFen }
const people = { insuredId: 'P1', visitId: 'V1' }
const centre = (more: Partial<CentreRow>): CentreRow => ({
  ...amounts,
  ...people,
  settlementId: 'A',
  rootId: 'A',
  msgid: 'M1',
  infno: '2207',
  kind: 'settle',
  at,
  undoneBy: null,
  ...more,
})
const stated: StatedRow = { ...amounts, ...people, number: 3, settlementId: 'A', note: '备注\t二' }

function rowOf(finding: Finding, type = '11', flag = '0', named: readonly NamedSettlement[] = []): readonly string[] {
  const text = detailForms({ type, flag, pharmacy: false }).write(
    [finding],
    new Map(named.map((one) => [one.settlementId, one])),
  )
  return text.trimEnd().split('\t')
}
const memoOf = (...asked: Parameters<typeof rowOf>): string => rowOf(...asked)[6] ?? ''

describe('a row of the result file', () => {
  it('stands in the columns of the interface, empty cells as null', () => {
    const row = rowOf({ kind: 'institution-only', stated, duplicate: false })
    const memo = '机构有、中心无（文件第 3 行）：中心没有此结算，请发 2207 重新结算，或作废本地结算'
    assert.deepEqual(row, ['P1', 'V1', 'A', 'null', '000102', '0', memo, '100.00', '70.00', '0.00', '备注 二'])
    const own = rowOf({ kind: 'centre-only', centre: centre({}) })
    assert.deepEqual([own[3], own[4], own[10]], ['M1', '000103', 'null'])
  })

  it('names the message that helps, by the care that was settled', () => {
    const only = (more: Partial<CentreRow>): string => memoOf({ kind: 'centre-only', centre: centre(more) })
    for (const infno of ['2207', '2102', '2304']) assert.match(only({ infno }), new RegExp(`oinfno ${infno}）冲正`))
    assert.match(only({ kind: 'cancel', infno: '2305' }), /如未退费请发 2601（omsgid M1，oinfno 2305）/)
    assert.match(only({ undoneBy: 'B' }), /已由 B 撤销/)
    assert.match(only({ kind: 'reverse' }), /冲减计入本期/)
    assert.match(only({ kind: 'restore' }), /结算恢复/)
    const unknown: Finding = { kind: 'institution-only', stated, duplicate: false }
    for (const [type, settle] of [
      ['11', '2207'],
      ['14', '2207'],
      ['41', '2102'],
      ['21', '2304'],
      ['28', '2304'],
    ] as const) {
      assert.match(memoOf(unknown, type), new RegExp(`请发 ${settle} 重新结算`))
    }
    const ofPharmacy = detailForms({ type: '11', flag: '0', pharmacy: true }).write([unknown], new Map())
    assert.match(ofPharmacy, /请发 2102 重新结算/)
    const standing = [{ settlementId: 'A', at, taken: false, stands: true }]
    for (const [type, undo] of [
      ['11', '2208'],
      ['41', '2103'],
      ['21', '2305'],
    ] as const) {
      assert.match(memoOf(unknown, type, '1', standing), new RegExp(`请发 ${undo}（setl_id A）撤销`))
    }
    assert.match(memoOf(unknown, '11', '1'), /无可撤销/)
    assert.match(memoOf(unknown, '11', '0', standing), /中心于 2025-03-03 09:00:00 登记/)
    assert.match(memoOf(unknown, '11', '0', [{ settlementId: 'A', at, taken: true, stands: false }]), /已按 2601 冲正/)
    const differing: Finding = { kind: 'differs', centre: centre({ infno: '2102' }), stated, differences: [] }
    assert.match(memoOf(differing, '41'), /或发 2103（setl_id A）/)
  })

  it('is no longer than its column, whatever it says', () => {
    const long = '长'.repeat(30)
    const differences = (['insuredId', 'visitId', 'total', 'fund', 'account'] as const).map((field) => ({
      field,
      centre: field.endsWith('Id') ? long : fen(-Number.MAX_SAFE_INTEGER),
      institution: field.endsWith('Id') ? long : fen(Number.MAX_SAFE_INTEGER),
    }))
    const finding: Finding = { kind: 'differs', centre: centre({ settlementId: long }), stated, differences }
    assert.ok([...memoOf(finding)].length <= 500)
  })
})

describe('the totals of both sides', () => {
  it('fit into the description of the answer', () => {
    const most = fen(Number.MAX_SAFE_INTEGER)
    const sums = { count: Number.MAX_SAFE_INTEGER, total: most, fund: most, account: most }
    for (const outcome of ['equal', 'differ', 'institution-more'] as const) {
      assert.ok([...describeTotals(outcome, sums, sums)].length <= 200)
    }
  })
})

describe('the clearing type of a kind of care', () => {
  it('is that of outpatients, of their own classes, of stays and of pharmacies', () => {
    const cases = { 11: '11', 1301: '11', 12: '12', 140104: '14', 21: '21', 2403: '21', 28: '28', 41: '41', 4102: '41' }
    for (const [medType, type] of Object.entries(cases)) assert.equal(clearingType(medType), type, medType)
  })
})
