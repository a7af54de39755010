import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  divisionCode,
  fen,
  isoDate,
  localDateTime,
  ppm,
  quantity,
  unitPrice,
  wholePpm,
  zeroFen,
} from '@yibao/core/kernel'
import type { Settlement } from '@yibao/core/settlement'
import { type Receipt, receiptText } from './receipt.ts'
import { townOf } from './town.ts'

const [member] = townOf(7, { insured: 1 }).members
const [institution] = townOf(7, { insured: 1 }).institutions
assert.ok(member !== undefined && institution !== undefined)
const { insured } = member
const { provider } = institution

const settlement: Settlement = {
  settlementId: 'S1',
  rootId: 'S1',
  kind: 'settle',
  undoesId: null,
  insuredId: insured.insuredId,
  visitId: 'V1',
  batch: 'B0001',
  providerCode: provider.providerCode,
  msgid: 'M1',
  at: localDateTime('2023-11-13 09:00:00'),
  scheme: '310',
  division: divisionCode('330200'),
  year: 2023,
  care: 'outpatient',
  medType: '11',
  certificateType: '02',
  personType: '1101',
  amounts: {
    total: fen(900_00),
    nonCovered: fen(60_00),
    overPriceLimit: zeroFen,
    preCoinsurance: zeroFen,
    eligible: fen(840_00),
    deductible: fen(600_00),
    pool: fen(180_00),
    largeAmount: zeroFen,
    criticalIllness: zeroFen,
    civilServant: zeroFen,
    enterprise: zeroFen,
    assistance: zeroFen,
    other: zeroFen,
    hospital: zeroFen,
    account: zeroFen,
    family: zeroFen,
    cash: fen(720_00),
    person: fen(720_00),
    poolRate: ppm(750_000),
  },
  familyPayments: [],
  balanceAfter: zeroFen,
  totalsAdded: {},
  traceCounts: null,
  lineNumbers: ['F1'],
  basis: {
    on: isoDate('2023-11-13'),
    planId: 'example-plan',
    packHash: '0123456789abcdef',
    facts: {},
    streams: {},
    periods: {},
    used: {},
    accountBalance: zeroFen,
    accountUsed: true,
    accountAsked: null,
  },
  trace: [
    {
      step: 'deductible',
      subject: '',
      inputs: [
        {
          parameter: 'selfPaidStage',
          label: '门诊自负段',
          value: '600.00',
          source: '示例发〔2021〕8号',
          assumed: true,
        },
      ],
      result: fen(600_00),
      source: '',
      assumed: true,
    },
  ],
}

const receipt: Receipt = {
  insured: { ...insured, diedOn: null, name: '测试甲', certificateNumber: '990000198001010012' },
  provider,
  settlement,
  chain: [settlement],
  lines: [
    {
      lineNumber: 'F1',
      batch: 'B0001',
      visitId: 'V1',
      itemCode: 'N1',
      localItemCode: 'L1',
      at: settlement.at,
      price: unitPrice(60_000_000),
      quantity: quantity(1_0000),
      approval: 'not-needed',
      item: { kind: 'drug', name: '某限制药', class: 'B', chargeType: '09', restricted: true },
      split: {
        total: fen(60_00),
        nonCovered: fen(60_00),
        overPriceLimit: zeroFen,
        preCoinsurance: zeroFen,
        eligible: zeroFen,
        preCoinsuranceRate: wholePpm,
        ceiling: null,
        reason: 'restricted',
        stream: 'ordinary',
        source: '示例目录',
        assumed: false,
      },
      settlementId: 'S1',
      refundOf: null,
    },
  ],
}

test('a receipt masks the name and the identity number', () => {
  const text = receiptText(receipt)
  assert.ok(text.includes('测**') && text.includes('9900****0012'))
  assert.ok(!text.includes('测试甲') && !text.includes('19800101'))
})

test('a receipt says who pays what and why, and marks what is assumed', () => {
  const text = receiptText(receipt)
  assert.match(text, /统筹基金支付 pooled fund +180\.00/)
  assert.match(text, /1\. 起付线 600\.00/)
  assert.match(text, /门诊自负段 600\.00〔推定〕\[1\]/)
  assert.match(text, /\[1\] 示例发〔2021〕8号/)
})

test('a receipt says why a line is not paid', () => {
  assert.match(receiptText(receipt), /注 某限制药：限制用药未审批/)
})

test('a receipt of a cancelled settlement says so', () => {
  const cancel: Settlement = { ...settlement, settlementId: 'S2', kind: 'cancel', undoesId: 'S1' }
  assert.match(receiptText({ ...receipt, chain: [settlement, cancel] }), /※ 已撤销 cancelled/)
})
