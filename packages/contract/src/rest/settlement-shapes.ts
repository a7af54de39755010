import Type from 'typebox'
import {
  both,
  date,
  division,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  providerCode,
  scheme,
  settlementId,
  time,
  visitId,
  words,
} from './schemas.ts'

export const settlementKind = oneOf(
  ['settle', 'cancel', 'reverse', 'restore'],
  'settle 结算，cancel 撤销，reverse 冲正，restore 恢复',
  'settled, cancelled, reversed, restored',
)

/** Who pays: every fund, the hospital, and the parts of the person. */
export const payerFields = {
  pool: fen('统筹基金', 'pooled fund'),
  largeAmount: fen('大额补助', 'large-amount supplement'),
  criticalIllness: fen('大病保险', 'critical illness insurance'),
  civilServant: fen('公务员补助', 'civil-servant supplement'),
  enterprise: fen('企业补充', 'enterprise supplement'),
  assistance: fen('医疗救助', 'medical assistance'),
  other: fen('其他', 'others'),
  hospital: fen('医院负担', 'borne by the hospital'),
  account: fen('个人账户', 'personal account'),
  family: fen('家庭共济账户', 'accounts of relatives'),
  cash: fen('现金', 'cash'),
}

const amounts = fields(
  {
    total: fen('医疗总费用', 'total charge'),
    nonCovered: fen('全自费', 'non-covered charge'),
    overPriceLimit: fen('超限价', 'excess over the price ceiling'),
    preCoinsurance: fen('先行自付', 'preliminary co-insurance'),
    eligible: fen('符合政策范围', 'eligible expense'),
    deductible: fen('起付标准', 'deductible'),
    ...payerFields,
  },
  both('total = 各支付方之和', 'total = the sum of all payers'),
)

export const settlementRow = fields({
  insuredId,
  settlementId,
  kind: settlementKind,
  undoesId: maybe(settlementId),
  visitId,
  providerCode,
  at: time('结算时间', 'when it was settled'),
  scheme,
  division,
  medType: Type.String(both('医疗类别 med_type', 'kind of care')),
  total: fen('医疗总费用', 'total charge'),
  fund: fen('基金支付合计', 'paid by all funds'),
  cash: fen('现金', 'cash'),
})

const traced = Type.Cyclic(
  {
    TraceValue: Type.Object(
      {
        kind: oneOf(
          ['quantity', 'parameter', 'formula', 'fact', 'amount', 'used'],
          '哪一类值',
          'what kind of value it is',
        ),
        code: Type.String(both('代码', 'its name')),
        label: maybe(words),
        value: Type.String(both('写法：元 600.00，比例 85%', 'as people write it: yuan 600.00, rate 85%')),
        how: Type.Optional(Type.String(both('算式', 'the calculation in one line'))),
        source: Type.Optional(Type.String(both('依据', 'source'))),
        assumed: Type.Optional(Type.Boolean(both('推定', 'assumed: no source prints it'))),
        inputs: Type.Optional(Type.Array(Type.Ref('TraceValue'))),
      },
      { additionalProperties: false },
    ),
    TraceStep: Type.Object(
      {
        step: Type.String(both('步骤代码', 'code of the step')),
        label: words,
        subject: Type.String(both('项目或层次名称', 'name of the item or of the layer')),
        layer: Type.Optional(Type.String(both('层次', 'name of the layer'))),
        payer: Type.Optional(Type.String(both('支付方', 'payer'))),
        inputs: Type.Array(Type.Ref('TraceValue')),
        result: fen('结果', 'result'),
        source: Type.String(both('依据', 'source')),
        assumed: Type.Boolean(both('推定', 'assumed: no source prints it')),
        steps: Type.Optional(Type.Array(Type.Ref('TraceStep'))),
      },
      { additionalProperties: false },
    ),
  },
  'TraceStep',
)

/** A settlement with everything that explains it. */
export const settlementWhole = fields({
  ...settlementRow.properties,
  rootId: settlementId,
  msgid: Type.String(both('发送方报文 ID', 'message number of the sender')),
  year: Type.Integer(both('待遇年度', 'benefit year')),
  planId: Type.String(both('方案', 'plan')),
  packHash: Type.String(both('政策包哈希', 'hash of the policy pack')),
  on: date('按哪一天的政策', 'the day whose law was taken'),
  amounts,
  balanceAfter: fen('结算后账户余额', 'balance of the account afterwards'),
  totalsAdded: Type.Array(
    fields({
      code: Type.String(both('累计项目', 'which running total')),
      period: Type.String(both('期间', 'its period')),
      amount: fen('变动', 'what was added'),
    }),
  ),
  postings: Type.Array(
    fields({ account: Type.String(both('科目', 'account')), amount: fen('借正贷负', 'positive comes in') }),
    both('分录，合计为零', 'journal entry; its postings sum to zero'),
  ),
  trace: Type.Array(traced, both('逐步计算', 'the computation, step by step')),
})
