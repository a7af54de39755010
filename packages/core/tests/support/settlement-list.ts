import { fen, isoDate, localDateTime, zeroFen } from '../../src/kernel/index.ts'
import type { ListDiagnosis, ListGround, ListOperation, SettlementList } from '../../src/settlement-list/index.ts'

export const diagnosis = (code: string, more: Partial<ListDiagnosis> = {}): ListDiagnosis => ({
  type: '1',
  code,
  name: `诊断${code}`,
  condition: '1',
  principal: false,
  ...more,
})

export const operation = (code: string | null, more: Partial<ListOperation> = {}): ListOperation => ({
  principal: false,
  code,
  name: `手术${code}`,
  beginsAt: '2025-03-05 10:00:00',
  endsAt: '2025-03-05 10:30:00',
  anaesthesia: '02',
  anaesthesiaBeginsAt: '20250305095500',
  anaesthesiaEndsAt: '20250305103500',
  surgeonCode: 'D1',
  anaesthetistCode: 'D2',
  ...more,
})

/** Seven days with pneumonia and a bronchoscopy: nothing to find. */
export const goodList: SettlementList = {
  settlementId: 'S1',
  visitId: 'V1',
  admittedAt: localDateTime('2025-03-03 09:30:00'),
  dischargedAt: localDateTime('2025-03-10 09:00:00'),
  settledFrom: isoDate('2025-03-03'),
  settledUntil: isoDate('2025-03-10'),
  dischargeWay: '1',
  birthWeights: [],
  admissionWeights: [],
  ventilator: '1/13/24',
  comaBefore: null,
  comaAfter: '0/0/0',
  nursingDays: [0, 2, 5, null],
  diagnoses: [diagnosis('J18.900', { principal: true }), diagnosis('I10.x00x002')],
  operations: [operation('33.2200', { principal: true })],
  intensiveCare: [
    {
      ward: '1',
      enteredAt: localDateTime('2025-03-05 11:00:00'),
      leftAt: localDateTime('2025-03-06 12:30:00'),
      duration: '1/1/30',
    },
  ],
  transfusions: [],
  chronic: [],
  details: { medcasno: 'BA1', chfpdr_code: 'D1', bill_no: '1', days_rinp_flag_31: '0' },
}

export const goodGround: ListGround = {
  insured: { gender: 'male', birth: isoDate('1980-01-01') },
  admittedAt: localDateTime('2025-03-03 09:00:00'),
  dischargedAt: localDateTime('2025-03-10 08:00:00'),
  dischargeWay: '1',
  settledAt: localDateTime('2025-03-10 08:30:00'),
  total: fen(4000_00),
  paid: fen(4000_00),
  charges: [
    {
      chargeType: '09',
      total: fen(4000_00),
      classA: fen(2500_00),
      classB: fen(1400_00),
      own: fen(100_00),
      other: zeroFen,
    },
  ],
  knownDiagnoses: new Set(['J18.900', 'I10.x00x002', 'O82.000', 'N40.x00', 'P07.300', 'Z38.000', 'C50.900']),
  knownOperations: new Set(['33.2200', '74.1x01', '60.2900', '68.4100', '99.2500']),
}
