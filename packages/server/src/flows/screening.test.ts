import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCatalog } from '@yibao/core/catalog'
import { fen, isoDate, type LocalDateTime, localDateTime, quantity, unitPrice } from '@yibao/core/kernel'
import { type FiledLine, type PersonFile, visitSeen } from '@yibao/core/settlement'
import { pastAsked } from '../store/person-past.ts'
import type { PastQuestion } from './ports.ts'
import { factsNotOnBills, pastNeeded } from './screening.ts'

const admitted = localDateTime('2025-03-01 09:00:00')

const visit: NonNullable<PersonFile['visit']> = {
  visitId: 'V1',
  insuredId: 'P1',
  providerCode: 'H1',
  scheme: '310',
  openedOn: isoDate('2025-03-01'),
  begin: admitted,
  providerVisitNumber: 'Z1',
  certificateType: '02',
  medType: '21',
  departmentCode: 'D1',
  departmentName: '内科',
  state: 'open',
  diseaseCode: 'M1',
  stay: {
    msgid: 'M1',
    reversed: false,
    dischargedAt: localDateTime('2025-04-30 10:00:00'),
    dischargeWay: '1',
    transferredFrom: 'V0',
    episode: 'V0',
    referral: 'none',
    cause: 'own',
    details: {},
  },
}

const lineAt = (at: LocalDateTime): FiledLine => ({
  visitId: 'V1',
  lineNumber: '1',
  batch: 'B1',
  itemCode: 'X1',
  localItemCode: 'X1',
  at,
  price: unitPrice(10_000_000),
  quantity: quantity(10_000),
  approval: 'approved',
  ordered: { departmentCode: 'D1', doctorCode: 'DR1', prescription: 'R1', diseaseCode: 'M1', takeHome: true } as never,
  item: { kind: 'drug', name: '示例', class: 'A', chargeType: '09', restricted: false },
  split: {} as never,
  settlementId: null,
  refundOf: null,
})

const fileWith = (...lines: readonly FiledLine[]): PersonFile => ({
  insured: {
    insuredId: 'P1',
    name: '测试',
    certificateType: '01',
    certificateNumber: '990000198001010012',
    gender: 'female',
    birth: isoDate('1980-01-01'),
    diedOn: null,
  },
  version: 1,
  accountBalance: fen(0),
  enrolments: [],
  totals: [],
  filings: [],
  visit,
  diagnoses: [{ type: '1', order: 1, code: 'I10', name: '', main: true }],
  visitSettlements: [],
  stays: [],
  lines,
  chain: [],
  lastStanding: null,
})

/** Asked on the day of discharge, for a rule of thirty days. */
const thirtyDays: PastQuestion = { today: isoDate('2025-04-30'), need: () => ({ days: 30, items: ['X1'] }) }

test('of a stay of sixty days the past is counted back from its first day, not from the day of the bill', () => {
  const file = fileWith(lineAt(localDateTime('2025-04-02 08:00:00')))
  assert.deepEqual(pastNeeded(thirtyDays, file), { days: 30, items: ['X1'], before: '2025-03-01' })
})

test('a line that was charged before the visit began moves the first day', () => {
  const file = fileWith(lineAt(localDateTime('2025-02-27 08:00:00')))
  assert.equal(pastNeeded(thirtyDays, file).before, '2025-02-27')
  const about = { kind: 'visit', visitId: 'V1', past: thirtyDays } as const
  const asked = pastAsked({ insuredId: 'P1', providerCode: 'H1', msgid: 'M2', about }, file)
  assert.deepEqual(asked, { day: 9189, days: 30, items: 'X1' })
})

test('of a file that is not known the most is asked, counted back from today', () => {
  const asked: unknown[] = []
  const need: PastQuestion['need'] = (file) => {
    asked.push(file)
    return { days: 180, items: 'all' }
  }
  assert.equal(pastNeeded({ ...thirtyDays, need }, null).before, '2025-04-30')
  assert.deepEqual(asked, [null])
})

test('a bill says nothing of the facts for whose sake no past is read', () => {
  const { lines, ...rest } = visitSeen(
    {
      visit,
      diagnoses: [],
      lines: [{ ...lineAt(admitted), split: { total: fen(1_000), eligible: fen(1_000) } }],
      more: { settledAt: admitted },
    },
    fileWith(),
    { catalog: buildCatalog([]), providerOf: () => null },
    true,
  )
  const told = [
    ...Object.keys(rest).map((name) => `visit.${name}`),
    ...lines.flatMap((one) => Object.keys(one).map((name) => `line.${name}`)),
  ]
  assert.ok(told.includes('line.doctor') && told.includes('visit.transferredFrom'))
  assert.deepEqual(
    told.filter((name) => factsNotOnBills.has(name)),
    [],
  )
})
