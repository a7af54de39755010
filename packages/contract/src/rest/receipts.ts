import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { fileAnswer, route, saidError } from './route.ts'
import {
  both,
  count,
  date,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  providerCode,
  secret,
  settlementId,
  time,
  visitId,
  words,
} from './schemas.ts'
import { settlementKind } from './settlement-shapes.ts'

const itemClass = oneOf(['A', 'B', 'C'], '甲乙丙类', 'class A, B or C')

const coded = fields({ code: Type.String(both('代码', 'code')), label: words })

const diagnosis = fields({
  code: Type.String(both('诊断代码', 'code of the diagnosis')),
  name: Type.String(both('诊断名称', 'its name')),
})

const charge = fields(
  {
    chargeType: Type.String(both('收费类别 med_chrgitm_type', 'kind of charge')),
    label: words,
    total: fen('金额', 'amount'),
    classA: fen('甲类', 'class A'),
    classB: fen('乙类', 'class B'),
    own: fen('自费', 'paid by the person alone'),
    other: fen('其他', 'others'),
  },
  both('一类收费', 'charges of one kind'),
)

const line = fields(
  {
    lineNumber: Type.String(both('明细流水号', 'number of the line')),
    itemCode: Type.String(both('目录编码', 'code of the item')),
    itemName: Type.String(both('名称', 'name')),
    itemClass,
    at: time('发生时间', 'when'),
    price: Type.String(both('单价（元）', 'unit price, yuan')),
    quantity: Type.String(both('数量', 'quantity')),
    total: fen('金额', 'amount'),
    own: fen('全自费和超限价', 'non-covered and above the ceiling'),
    preCoinsurance: fen('先行自付', 'preliminary co-insurance'),
    eligible: fen('符合范围', 'eligible'),
  },
  both('一行费用', 'one line of the bill'),
)

const paid = fields({ code: Type.String(both('支付方', 'who pays')), label: words, amount: fen('金额', 'amount') })

const happened = fields({ settlementId, kind: settlementKind, at: time('时间', 'when') })

/** A settlement statement as it is shown and printed; names and identity numbers are masked. */
const receiptContent = fields({
  settlementId,
  insuredId,
  kind: settlementKind,
  at: time('结算时间', 'when it was settled'),
  visitId,
  scheme: coded,
  division: coded,
  medType: coded,
  care: oneOf(['outpatient', 'pharmacy', 'inpatient'], '门诊、购药、住院', 'kind of care'),
  provider: fields({ code: providerCode, name: Type.String(both('机构名称', 'name')), level: words }),
  person: fields({
    name: Type.String(both('姓名（遮蔽）', 'name, masked')),
    certificateNumber: Type.String(both('证件号码（遮蔽）', 'identity number, masked')),
    gender: words,
    age: Type.Integer(both('结算时周岁', 'age when it was settled')),
    kind: coded,
  }),
  visit: fields({
    number: Type.String(both('住院号或门诊号', 'number at the institution')),
    department: Type.String(both('科室', 'department')),
    from: date('就诊或入院日', 'day of the visit or admission'),
    until: date('结束或出院日', 'its last day, or discharge'),
    days: count('住院天数', 'days of the stay'),
    diagnoses: Type.Array(diagnosis, both('诊断，主要的在前', 'diagnoses, the main one first')),
  }),
  charges: Type.Array(charge),
  lines: Type.Array(line),
  linesLeftOut: count('未列出的明细行数', 'lines beyond those listed'),
  amounts: fields({
    total: fen('医疗总费用', 'total charge'),
    nonCovered: fen('全自费', 'non-covered charge'),
    overPriceLimit: fen('超限价', 'excess over the price ceiling'),
    preCoinsurance: fen('先行自付', 'preliminary co-insurance'),
    eligible: fen('符合政策范围', 'eligible expense'),
    deductible: fen('起付标准', 'deductible'),
    fund: fen('基金支付合计', 'paid by all funds'),
    hospital: fen('医院负担', 'borne by the hospital'),
    person: fen('个人负担合计', 'borne by the person'),
    selfPay: fen('个人自付', 'of it: co-payment'),
    ownExpense: fen('个人自费', 'of it: own expense'),
    account: fen('个人账户', 'personal account'),
    family: fen('家庭共济账户', 'accounts of relatives'),
    cash: fen('现金', 'cash'),
  }),
  inCapitals: Type.String(both('医疗总费用大写', 'the total charge in capitals')),
  cashInCapitals: Type.String(both('现金大写', 'the cash in capitals')),
  funds: Type.Array(paid, both('各基金支付', 'what each fund pays')),
  relatives: Type.Array(
    fields({ name: Type.String(both('亲属（遮蔽）', 'relative, masked')), amount: fen('金额', 'amount') }),
    both('家庭共济各账户', 'accounts of relatives'),
  ),
  balanceAfter: fen('结算后账户余额', 'balance of the account afterwards'),
  authority: Type.String(both('经办机构', 'authority')),
  stands: Type.Boolean(both('现仍有效', 'whether it stands now')),
  chain: Type.Array(happened, both('撤销、冲正、恢复', 'what undid and restored it, oldest first')),
})

const prints = fields({
  count: count('已打印次数', 'how often it was printed'),
  lastAt: maybe(time('上次打印', 'when last')),
})

const mark = fields(
  {
    number: count('第几次打印，1 为原件', 'which print it is; 1 is the original'),
    label: words,
    at: time('打印时间', 'when'),
  },
  both('打印标记', 'the mark of a print'),
)

/** Whom a link was made for sees it without signing in. */
const why = fields({
  token: Type.String(both('查询令牌，放在 /console/why/ 之后', 'token, behind /console/why/')),
  address: maybe(
    Type.String(
      both(
        '二维码打开的地址；中心不知道自己的公开地址时为空',
        'what the code opens; null where the centre has no public address',
      ),
    ),
  ),
  expiresOn: date('有效至', 'valid until'),
})

const params = fields({ insuredId, settlementId })
const unknown = unknownThing('receipts.unknown', '这笔结算', 'such settlement')
const path = '/api/people/{insuredId}/settlements/{settlementId}/receipt' as const

const paragraph = fields({
  code: Type.String(both('段落代码', 'which part of the story it is')),
  title: words,
  amount: maybe(fen('金额', 'amount')),
  says: Type.Array(words, both('句子', 'sentences')),
  sources: Type.Array(Type.String(), both('依据', 'clauses')),
  assumed: Type.Boolean(both('含推定值', 'holds a value that no source prints')),
})

const whyStory = fields({
  paragraphs: Type.Array(paragraph, both('为什么付这么多，逐段', 'why it cost what it did, part by part')),
})

export const receiptRoutes = [
  route({
    name: 'receipts.get',
    method: 'GET',
    path,
    right: 'settlements.read',
    summary: { zh: '结算单内容，姓名和证件号码遮蔽', en: 'A settlement statement, with name and numbers masked' },
    params,
    answer: fields({ receipt: receiptContent, prints, why, story: whyStory }),
    errors: [unknown],
  }),
  route({
    name: 'receipts.print',
    method: 'POST',
    path: `${path}/prints`,
    right: 'settlements.read',
    summary: {
      zh: '打印结算单 PDF；计次，重印带标记',
      en: 'Print the statement as PDF; counted, and marked when again',
    },
    params,
    body: fields({
      format: oneOf(['a4', 'half'], 'a4 整页，half 半页（A5 横向）', 'a whole page, or half of one (A5 landscape)'),
    }),
    answer: fileAnswer('application/pdf'),
    errors: [unknown],
  }),
  route({
    name: 'receipts.mark',
    method: 'POST',
    path: `${path}/marks`,
    right: 'settlements.read',
    summary: { zh: '登记一次浏览器打印', en: 'Count a print by the browser' },
    params,
    answer: mark,
    errors: [unknown],
  }),
  route({
    name: 'receipts.why',
    method: 'POST',
    path: '/api/why',
    right: 'anyone',
    summary: {
      zh: '凭结算单上的二维码看这笔结算为什么这样付',
      en: 'Why a settlement came out so, by the code on its statement',
    },
    description: {
      zh: '只显示这一笔；姓名遮蔽，无证件号码；令牌到期失效。',
      en: 'Shows this one only; the name is masked, no number is shown; the token expires.',
    },
    body: fields({
      token: Type.String({ ...both('令牌', 'token'), ...secret, minLength: 1, maxLength: 120, pattern: '^[\\w.-]+$' }),
    }),
    answer: fields({
      settlementId,
      at: time('结算时间', 'when it was settled'),
      providerName: Type.String(both('机构名称', 'name of the institution')),
      personName: Type.String(both('姓名（遮蔽）', 'name, masked')),
      medType: coded,
      scheme: coded,
      total: fen('医疗总费用', 'total charge'),
      fund: fen('基金支付合计', 'paid by all funds'),
      person: fen('个人负担合计', 'borne by the person'),
      cash: fen('现金', 'cash'),
      stands: Type.Boolean(both('现仍有效', 'whether it stands now')),
      expiresOn: date('链接有效至', 'the link is valid until'),
      story: whyStory,
    }),
    errors: [
      saidError(
        'receipts.bad-link',
        404,
        ['链接无效或已过期', 'the link is not valid, or has expired'],
        ['请用结算单上的二维码，或到窗口重新打印', 'use the code on the statement, or have it printed anew'],
      ),
      saidError(
        'receipts.too-many',
        429,
        ['查询过于频繁', 'asked too often'],
        ['请稍后再试', 'try again a little later'],
      ),
    ],
  }),
] as const
