import {
  actKinds,
  caseStates,
  documentKinds,
  limitNames,
  measureKinds,
  offices,
  procedures,
  reviewStates,
  sourceKinds,
} from '@yibao/core/casework'
import Type from 'typebox'
import { actErrors, unknownMatter } from './casework-errors.ts'
import { route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fen,
  fields,
  insuredId,
  matterId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  scheme,
  seenVersion,
  text,
  time,
  userId,
  words,
} from './schemas.ts'

const procedure = oneOf(procedures, 'review 疑点核查，case 行政案件', 'review item, administrative case')
const state = oneOf([...new Set([...reviewStates, ...caseStates])], '状态', 'state')
const actKind = oneOf(actKinds, '事项', 'act')
const source = oneOf(
  sourceKinds,
  '来源：规则、模式、离群、举报、移送、人工',
  'where it comes from: rule, pattern, outlier, tip, transfer, by hand',
)
const limit = oneOf(limitNames, '期限', 'time limit')
const office = oneOf(offices, '岗位', 'office')

const deadline = maybe(
  fields(
    { name: limit, started: date('起算日', 'begun'), until: date('最后一日', 'the last day') },
    both('正在计算的期限', 'the limit that runs'),
  ),
)

const measure = fields(
  {
    kind: oneOf(measureKinds, '处理措施', 'what is done'),
    basis: text(60, both('依据代码', 'code of the legal basis')),
    amount: Type.Optional(fen('金额', 'amount')),
    months: Type.Optional(Type.Integer({ ...both('月数', 'months'), minimum: 1, maximum: 600 })),
    until: Type.Optional(askedDate('整改期限', 'to be corrected until')),
  },
  both('一项措施', 'one measure'),
)

const names = Type.Record(Type.String(), Type.String(), both('用户名对应的姓名', 'what users are called, by user name'))

const matterRow = fields({
  matterId,
  number: Type.String(
    both('文书编号；还没有文书时为编号末六位', 'number of its first paper; without one, the end of its own'),
  ),
  procedure,
  state,
  version: count('版本，每个事项加一', 'version, one more with each act'),
  source: maybe(source),
  providerCode,
  providerName: maybe(Type.String(both('机构名称', 'name of the institution'))),
  insuredId: maybe(insuredId),
  personName: maybe(Type.String(both('参保人姓名，已遮蔽', 'name of the insured person, masked'))),
  billOn: maybe(date('费用结算日', 'day of the bill')),
  rule: Type.String(both('规则或模式', 'rule or pattern')),
  title: words,
  division,
  stake: fen('涉及金额', 'money in question'),
  decided: maybe(fen('应追回金额', 'to be brought back')),
  recovered: fen('已追回金额', 'brought back'),
  openedOn: date('立项日', 'opened'),
  deadline,
  reopened: count('重开次数', 'how often it was reopened'),
  linked: maybe(Type.String(both('关联的疑点或案件', 'the item or case that belongs to it'))),
  billUndone: maybe(Type.String(both('执行以后撤销的结算', 'the bill, when it was undone after money was ordered'))),
})

const hiddenFromInstitutions = both('决定前机构看不到', 'hidden from institutions before the decision')

const matterWhole = fields({
  ...matterRow.properties,
  firstReviewer: maybe(Type.String(hiddenFromInstitutions)),
  secondReviewer: maybe(Type.String(hiddenFromInstitutions)),
  appealReviewer: maybe(Type.String(hiddenFromInstitutions)),
  investigators: Type.Array(Type.String(), hiddenFromInstitutions),
  names,
  measures: Type.Array(measure, both('已决定或告知的措施', 'measures decided or announced')),
  suspendedDays: maybe(count('中止时剩余天数', 'days left when the clock was stopped')),
  line: maybe(
    fields(
      {
        lineNumber: Type.String(both('明细号', 'number of the line')),
        share: fen('基金为此明细支付的', 'what the funds paid for it'),
        taken: fen('其他事项已决定追回的', 'what other matters have decided to take of it'),
      },
      both(
        '所涉明细：各事项合计不超过基金支付',
        'the line it is about: all matters together take no more than the funds paid',
      ),
    ),
  ),
  owedBack: fen('应退还机构的金额：已收或已扣以后撤回的', 'owed to the institution: taken, and withdrawn afterwards'),
  may: Type.Array(actKind, both('您现在可办的事项', 'what you may do now')),
})

const matterEvent = fields({
  number: count('序号', 'number'),
  act: Type.Union([actKind, Type.Literal('open')]),
  office,
  actor: maybe(Type.String(hiddenFromInstitutions)),
  at: time('时间', 'when'),
  reason: maybe(Type.String(both('理由', 'why'))),
  evidence: Type.Array(Type.String(), both('证据编号', 'codes of evidence')),
  deadline,
  holidaysUnknown: Type.Boolean(
    both('期限按普通周末计算，该年节假日未公布', 'ordinary weekends stood in for days off that are not published'),
  ),
})

const matterDocument = fields({
  number: count('出具它的事项的序号', 'number of the act that issued it'),
  kind: oneOf(documentKinds, '文书种类', 'kind of paper'),
  documentNo: Type.String(both('文书编号', 'number of the paper')),
  issuedOn: date('出具日', 'issued'),
  reason: maybe(Type.String(both('理由', 'why'))),
  measures: Type.Array(measure, both('措施', 'measures')),
  digest: Type.String(both('内容的 SM3', 'SM3 of the content')),
})

const path = '/api/matters/{matterId}' as const

export const caseworkRoutes = [
  route({
    name: 'matters.list',
    method: 'GET',
    path: '/api/matters',
    right: 'matters.read',
    summary: { zh: '疑点和案件，新的在前', en: 'Review items and cases, newest first' },
    description: {
      zh: '机构只看到已告知本机构的；不问来源和经办人。',
      en: 'Institutions see what they were told of, whatever source or person they ask for.',
    },
    query: fields({
      procedure: Type.Optional(procedure),
      state: Type.Optional(state),
      source: Type.Optional(source),
      providerCode: Type.Optional(providerCode),
      userId: Type.Optional(userId),
      dueBefore: Type.Optional(askedDate('期限在此日前届满', 'limits that end before this day')),
      billUndone: Type.Optional(
        oneOf(['only'], '只看执行以后结算被撤销的', 'only those whose bill was undone after money was ordered'),
      ),
      ...pageFields,
    }),
    answer: page(matterRow),
    errors: [],
  }),
  route({
    name: 'matters.get',
    method: 'GET',
    path,
    right: 'matters.read',
    summary: { zh: '一件疑点或案件', en: 'One review item or case' },
    params: fields({ matterId }),
    answer: matterWhole,
    errors: [unknownMatter],
  }),
  route({
    name: 'matters.events',
    method: 'GET',
    path: `${path}/events`,
    right: 'matters.read',
    summary: { zh: '经过：谁、何时、为何', en: 'What happened to it: who, when, why' },
    params: fields({ matterId }),
    answer: fields({ rows: Type.Array(matterEvent), names }),
    errors: [unknownMatter],
  }),
  route({
    name: 'matters.documents',
    method: 'GET',
    path: `${path}/documents`,
    right: 'matters.read',
    summary: { zh: '文书', en: 'Its papers' },
    params: fields({ matterId }),
    answer: fields({ rows: Type.Array(matterDocument) }),
    errors: [unknownMatter],
  }),
  route({
    name: 'matters.assignees',
    method: 'GET',
    path: `${path}/assignees`,
    right: 'matters.dispatch',
    summary: { zh: '建议的经办人', en: 'Who should have it next' },
    description: {
      zh: '有权限、无利害关系、在本件中没有其他角色、手头最少的人；相同者由编号抽定。',
      en: 'Who may, without an interest or another role in it, with least to do; among equals its number draws.',
    },
    params: fields({ matterId }),
    answer: fields({ userIds: Type.Array(Type.String(both('用户名', 'sign-in name'))), names }),
    errors: actErrors,
  }),
  route({
    name: 'matters.act',
    method: 'POST',
    path: `${path}/acts`,
    right: 'matters.read',
    summary: { zh: '办理一个事项', en: 'Do something about it' },
    description: {
      zh: '能办什么由岗位（权限）和状态决定；version 是您看到的版本，此间有人办理则被拒绝。',
      en: 'What may be done follows from office (right) and state; `version` is the one you looked at, refused when somebody acted meanwhile.',
    },
    params: fields({ matterId }),
    body: fields({
      version: seenVersion,
      act: actKind,
      reason: Type.Optional(text(1000, both('理由', 'why'))),
      evidence: Type.Optional(
        Type.Array(text(100, both('证据编号', 'code of a piece of evidence')), { maxItems: 100 }),
      ),
      assignee: Type.Optional(userId),
      assignees: Type.Optional(Type.Array(userId, { maxItems: 10 })),
      deadline: Type.Optional(askedDate('答复期限', 'to be answered until')),
      amount: Type.Optional(fen('金额', 'amount')),
      measures: Type.Optional(Type.Array(measure, { maxItems: 20 })),
      how: Type.Optional(oneOf(['deduction', 'claim'], 'deduction 下月扣款，claim 追回', 'next payment, claim')),
      scheme: Type.Optional(scheme),
    }),
    answer: fields({
      matter: matterWhole,
      event: matterEvent,
      document: maybe(matterDocument),
      opened: maybe(Type.String(both('转立的案件', 'the case that it became'))),
    }),
    errors: actErrors,
  }),
] as const
