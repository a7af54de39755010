import type { RegionPack } from '@yibao/core/policy'
import Type from 'typebox'
import { both, count, date, division, fen, fields, maybe, oneOf, scheme, words } from './schemas.ts'
import { payerFields } from './settlement-shapes.ts'

/** What kind of rules: for single items, a benefit plan, contributions, enrolment. */
const rulesAbout = oneOf(
  ['coverage', 'plan', 'contribution', 'enrolment'],
  'coverage 项目支付规定，plan 待遇方案，contribution 缴费，enrolment 参保',
  'rules for single items, a benefit plan, contributions, enrolment',
)

export const rulesName = {
  about: rulesAbout,
  rulesId: Type.String(
    both('规则编号；项目支付规定为 coverage', 'name of the rules; `coverage` for those of single items'),
  ),
  label: words,
}

const care = Type.Array(
  oneOf(['outpatient', 'special-drug', 'chronic', 'pharmacy', 'inpatient', 'maternity'], '医疗类别', 'kind of care'),
)

/** One region's law in short. */
export const packRow = fields({
  division,
  region: words,
  packHash: Type.String(both('政策包哈希', 'hash of the policy pack')),
  yearStartsOn: Type.String(both('待遇年度起始（月-日）', 'when the benefit year begins, month-day')),
  days: Type.Array(date('有值起始或更替的日子', 'days on which a value begins or changes')),
  rules: Type.Array(
    fields({
      ...rulesName,
      scheme: maybe(scheme),
      care,
      payable: Type.Boolean(both('能否试算账单', 'whether a bill can be tried under it')),
      readings: Type.Array(
        fields({ name: Type.String(both('读法', 'name of another reading')), label: Type.String() }),
        both('同一条文的其他读法', 'other ways to read the same text'),
      ),
      parameters: count('参数个数', 'parameters'),
      stated: count('此日有值的行', 'rows with a value on the day'),
      unstated: count('此日无值的行', 'rows without a value on the day'),
      assumed: count('此日推定值的行', 'rows whose value no source prints'),
    }),
  ),
})

/** A fact that rules ask about person, place or visit, as a form asks it. */
const asked = fields({
  fact: Type.String(both('事实名', 'name of the fact')),
  label: words,
  kind: oneOf(['text', 'number', 'money', 'date', 'list'], '值的种类', 'kind of value'),
  words: Type.Array(
    fields({ word: Type.String(), label: words }),
    both('可取的值；为空时不限', 'what it may say; empty when anything'),
  ),
  open: Type.Boolean(both('可填所列以外的值', 'may say other words too')),
  needed: Type.Boolean(both('方案要问，缺少时拒绝计算', 'asked by the rules; without it nothing is computed')),
})

const wordTable = Type.Record(Type.String(), words)

/** One region's whole law as data, with what a form needs to ask and a reader to understand it. */
export const packWhole = fields({
  pack: Type.Unsafe<RegionPack>({
    type: 'object',
    ...both(
      '整个政策包，金额为分，比例为百万分之一，与 core/policy 的 RegionPack 相同',
      'the whole pack as core/policy knows it (RegionPack): amounts in fen, rates in millionths',
    ),
  }),
  plans: Type.Array(
    fields({
      planId: Type.String(both('方案编号', 'name of the plan')),
      reading: maybe(Type.String(both('读法', 'another reading'))),
      asks: Type.Array(asked),
      streams: Type.Array(Type.String(), both('费用流', 'streams that the plan or its region pays apart')),
    }),
  ),
  lines: fields(
    {
      visit: Type.Array(asked, both('明细还要问的就诊事实', 'facts of the visit that lines ask for as well')),
      line: Type.Array(asked, both('每条明细自己的事实', 'facts of a line of its own')),
    },
    both('按明细试算时', 'when a bill is tried by its lines'),
  ),
  words: fields({
    steps: wordTable,
    inputs: wordTable,
    payers: wordTable,
    amounts: wordTable,
    parts: wordTable,
  }),
})

const tiers = Type.Array(fields({ to: maybe(Type.String()), rate: maybe(Type.String()) }))

/** A value as the law writes it. */
const lawValue = Type.Union(
  [Type.String(), tiers],
  both('按法规写法：元 600.00，比例 85%，分段表', 'as the law writes it: yuan 600.00, rate 85%, bands of a table'),
)

/** Where a value comes from. */
const sourceFields = {
  source: Type.String(both('依据全文', 'source as it is written')),
  document: Type.String(both('文件', 'the document')),
  clause: maybe(Type.String(both('条款', 'the clause of it, where one is named'))),
  assumed: Type.Boolean(both('推定，来源未载明', 'assumed: no source prints it')),
}

const placeFields = {
  file: Type.String(both('政策文件', 'file of the policy folder')),
  line: Type.Integer(both('行', 'line in it')),
}

export const parameterKind = oneOf(
  ['money', 'rate', 'factor', 'number', 'tiers'],
  'money 元，rate 比例，factor 倍数，number 数，tiers 分段',
  'what kind of value',
)

const keyFields = {
  key: Type.Array(Type.String(), both('分类', 'the classes')),
  keyWords: words,
}

/** One parameter on a day. */
export const parameterOnDay = fields({
  name: Type.String(both('参数名', 'name of the parameter')),
  label: words,
  kind: parameterKind,
  by: Type.Array(Type.String(), both('按哪些类别', 'by which classes')),
  rows: Type.Array(
    fields({
      ...keyFields,
      value: maybe(lawValue),
      from: maybe(date('生效日', 'in force from')),
      missing: maybe(oneOf(['before-first', 'repealed'], '为何无值', 'why there is no value')),
      firstFrom: maybe(date('首个生效日', 'the first day with a value')),
      changes: count('历次取值个数', 'how many values it had over time'),
      ...sourceFields,
      ...placeFields,
    }),
  ),
})

/** One row of a parameter over time. */
export const rowHistory = fields({
  ...keyFields,
  values: Type.Array(
    fields({
      from: date('生效日', 'in force from'),
      value: maybe(lawValue),
      base: maybe(
        Type.Integer(
          both(
            '可画图的数：分，或百万分之一；分段表与废止为空',
            'the number: fen, or millionths; null of bands and repeals',
          ),
        ),
      ),
      ...sourceFields,
    }),
  ),
  ...placeFields,
})

const sideValue = fields({
  value: maybe(lawValue),
  from: date('生效日', 'in force from'),
  ...sourceFields,
})

const caseSide = fields({
  refused: maybe(Type.String(both('拒绝代码', 'code of the refusal'))),
  paid: maybe(
    fields({
      total: fen('医疗总费用', 'total charge'),
      fund: fen('基金合计', 'all funds'),
      person: fen('个人负担', 'the person'),
      account: fen('个人账户', 'personal account'),
      cash: fen('现金', 'cash'),
    }),
  ),
  answers: Type.Array(fields({ name: Type.String(), label: words, value: Type.String() })),
})

/** What differs in one set of rules between two days. */
export const rulesDifference = fields({
  ...rulesName,
  same: count('相同的参数行', 'rows of parameters that are the same'),
  parameters: Type.Array(
    fields({
      name: Type.String(both('参数名', 'name of the parameter')),
      label: words,
      kind: parameterKind,
      ...keyFields,
      change: oneOf(
        ['added', 'removed', 'value', 'source'],
        'added 新增，removed 删去，value 改值，source 值同据异',
        'added, removed, another value, the same value for another reason',
      ),
      left: maybe(sideValue),
      right: maybe(sideValue),
    }),
  ),
  chapters: Type.Array(
    fields({
      title: Type.String(both('章', 'chapter')),
      changes: Type.Array(
        fields({ side: oneOf(['left', 'right'], '哪一侧有', 'which side says it'), line: Type.String() }),
      ),
    }),
    both('条文的不同', 'what the text says differently'),
  ),
  cases: Type.Array(
    fields({
      name: Type.String(both('算例', 'worked case')),
      label: words,
      kind: oneOf(
        ['changed', 'incomparable'],
        'changed 结果不同，incomparable 一侧无法计算',
        'another outcome; refused on one side',
      ),
      left: caseSide,
      right: caseSide,
    }),
    both('算例在两日规定下的结果不同', 'worked cases that come out differently under both days'),
  ),
  casesSame: count('结果不变的算例', 'worked cases that come out the same'),
  items: Type.Array(
    fields({
      name: Type.String(both('单项算例', 'case of a single line')),
      label: words,
      left: Type.String(both('符合范围金额（元）或拒绝代码', 'eligible part in yuan, or the code of a refusal')),
      right: Type.String(both('同上', 'the same of the other day')),
    }),
  ),
})

const caseName = Type.String(both('算例名称', 'name of the worked case'))

/** One worked case and how it stands. */
export const caseRow = fields({
  name: caseName,
  label: words,
  id: maybe(Type.String(both('算例编号', 'its id'))),
  kind: oneOf(
    ['bill', 'item', 'contribution', 'enrolment'],
    'bill 账单，item 单项，contribution 缴费，enrolment 参保',
    'a bill, a single line, a contribution, an enrolment',
  ),
  rulesId: rulesName.rulesId,
  reading: maybe(Type.String(both('读法', 'another reading'))),
  on: date('日期', 'its day'),
  note: maybe(Type.String(both('注', 'note'))),
  ...placeFields,
  passed: Type.Boolean(both('与期望一致', 'comes out as expected')),
  differences: Type.Array(
    fields({
      field: Type.String(both('哪一项', 'what differs')),
      label: words,
      expected: Type.String(both('期望', 'expected')),
      actual: Type.String(both('实际', 'computed')),
    }),
  ),
})

const factValues = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())]),
  both('事实；金额为分', 'facts; amounts in fen'),
)
const fenByName = Type.Record(Type.String(), Type.Integer(), both('分', 'fen by name'))

const billTotals = fields({
  total: fen('总额', 'total'),
  nonCovered: fen('全自费', 'non-covered charge'),
  overPriceLimit: fen('超限价', 'excess over price ceilings'),
  preCoinsurance: fen('先行自付', 'pre-coinsurance'),
  eligible: fen('符合政策范围', 'eligible expense'),
})

const describedLine = fields({
  name: Type.String(),
  class: oneOf(['A', 'B', 'C'], '甲乙丙类', 'class of the item'),
  kind: oneOf(['drug', 'service', 'consumable'], '项目种类', 'kind of item'),
  code: Type.String(),
  form: Type.String(),
  chargeType: Type.String(both('收费项目类别', 'charge type')),
  price: Type.String(both('单价（元）', 'price in yuan')),
  quantity: Type.String(both('数量', 'quantity')),
  preCoinsurance: maybe(Type.String(both('项目自己的先行自付比例', 'own share borne first'))),
  ceiling: maybe(Type.String(both('限价（元）', 'price ceiling in yuan'))),
  restricted: Type.Boolean(both('限制使用', 'restricted')),
  approval: oneOf(['not-needed', 'approved', 'rejected'], '医院审批', 'approval of the hospital'),
  facts: factValues,
})

/** A worked case with its bills as the engine got them, so that anybody can compute them again. */
export const caseWhole = fields({
  ...caseRow.properties,
  expected: Type.Array(fields({ name: Type.String(), label: words, value: Type.String() })),
  visits: Type.Array(
    fields({
      on: date('日期', 'day'),
      facts: factValues,
      lines: maybe(
        Type.Array(describedLine, both('明细；只给金额的账单为空', 'lines; null of a bill that came as amounts')),
      ),
      bill: maybe(
        fields({
          totals: billTotals,
          streams: fenByName,
          used: fenByName,
          accountBalance: fen('个人账户余额', 'balance of the personal account'),
          familyBalance: fen('家庭共济可用', 'what relatives let him use'),
          accountUsed: Type.Boolean(both('个人负担使用账户', 'whether the account pays')),
        }),
      ),
      outcome: maybe(
        fields({
          ...payerFields,
          fund: fen('基金合计', 'all funds'),
          person: fen('个人负担', 'the person'),
          totalsAdded: fenByName,
        }),
      ),
      refused: maybe(Type.String(both('拒绝代码', 'code of the refusal'))),
    }),
  ),
  item: maybe(fields({ level: Type.String(both('机构等级', 'level')), line: describedLine, split: maybe(billTotals) })),
})
