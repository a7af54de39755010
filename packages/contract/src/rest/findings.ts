import { reviewStates } from '@yibao/core/casework'
import Type from 'typebox'
import { actErrors } from './casework-errors.ts'
import { unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  reason,
  settlementId,
  text,
  time,
  visitId,
  words,
} from './schemas.ts'

/** Sums over more days than a year would read the archive from end to end. */
export const findingDays = 366

const findingId = text(64, {
  ...both('疑点发现的编号', 'number of the finding'),
  examples: ['5d41402abc4b2a76b9719d911017c592'],
})
const rule = text(40, { ...both('规则编码', 'code of the rule'), examples: ['M-C02'] })
const doctor = text(40, both('医师编码', 'code of the doctor'))
const severity = oneOf(
  ['violation', 'suspect', 'remind'],
  '程度：violation 违规，suspect 疑点，remind 提醒',
  'how sure: breach, suspicion, advice',
)
const state = oneOf(
  ['new', 'open', 'closed'],
  '处理：new 未受理，open 办理中，closed 已办结',
  'not taken up, in hand, done',
)
const moment = oneOf(['in', 'post'], '环节：in 事中，post 事后', 'at settlement, after it')

/** What is looked for; the same in lists and in sums, so that a sum opens its rows. */
const asked = {
  rule: Type.Optional(rule),
  providerCode: Type.Optional(providerCode),
  doctor: Type.Optional(doctor),
  insuredId: Type.Optional(insuredId),
  severity: Type.Optional(severity),
  state: Type.Optional(state),
}

const matterOf = maybe(
  fields(
    {
      matterId: Type.String(both('疑点核查编号', 'number of the review item')),
      state: oneOf(reviewStates, '状态', 'state'),
      version: count('版本', 'version'),
    },
    both('已受理的疑点核查', 'the review item that it became'),
  ),
)

const findingRow = fields({
  findingId,
  kind: oneOf(['person', 'group'], 'person 一人的，group 一家机构或医师的', 'of a person, of a group'),
  moment,
  rule,
  ruleName: words,
  severity,
  action: oneOf(['refuse', 'deduct', 'mark'], '处理', 'what becomes of it at settlement'),
  stake: fen('涉及金额', 'money in question'),
  deducted: fen('结算时已扣', 'taken out at settlement'),
  providerCode: maybe(providerCode),
  providerName: maybe(Type.String(both('机构名称', 'name of the institution'))),
  insuredId: maybe(insuredId),
  personName: maybe(Type.String(both('姓名（已遮蔽）', 'name, masked'))),
  doctor: maybe(Type.String(both('医师编码', 'code of the doctor'))),
  visitId: maybe(visitId),
  settlementId: maybe(settlementId),
  lineNumber: maybe(Type.String(both('明细流水号', 'number of the line'))),
  foundOn: date('所涉日期', 'the day of what was found'),
  says: words,
  matter: matterOf,
})

const namedValue = fields({
  name: Type.String(both('名称', 'name')),
  value: Type.String(both('值', 'value')),
})

const billLine = fields({
  visitId,
  lineNumber: Type.String(both('明细流水号', 'number of the line')),
  mark: oneOf(['hit', 'beside', 'none'], 'hit 命中，beside 依据，none 同一就诊', 'hit, stood on, of the same visit'),
  at: time('费用发生时间', 'when it was charged'),
  itemCode: Type.String(both('医保目录编码', 'code in the catalogue')),
  itemName: Type.String(both('项目名称', 'name of the item')),
  price: Type.String(both('单价，元', 'unit price in yuan')),
  quantity: Type.String(both('数量', 'quantity')),
  total: fen('金额', 'amount'),
  eligible: fen('符合政策范围', 'eligible expense'),
  doctor: maybe(Type.String(both('医师编码', 'code of the doctor'))),
})

const wholeFinding = fields({
  ...findingRow.properties,
  stands: Type.Boolean(both('所涉结算仍有效', 'the bill that it is about stands')),
  foundAt: time('何时发现', 'when it was found'),
  release: Type.String(both('规则版本摘要', 'digest of the release of rules')),
  ruleFrom: date('规则版本自', 'the version of the rule stands from'),
  basis: Type.String(both('条款', 'the clause that the rule protects')),
  advice: maybe(words),
  definition: Type.Array(words, both('规则的规定，逐条', 'what the rule says, line by line')),
  point: maybe(
    fields(
      {
        table: Type.String(both('知识表', 'knowledge table')),
        point: Type.String(both('知识点编号', 'number of the point')),
        basis: Type.String(both('知识点依据', 'what it stands on')),
        values: Type.Array(namedValue, both('知识点内容', 'what the point says')),
      },
      both('知识点', 'the knowledge point'),
    ),
  ),
  facts: Type.Array(namedValue, both('事实', 'the facts')),
  group: Type.Array(Type.String(), both('分组', 'what its rows share')),
  lines: Type.Array(billLine),
  linesLeftOut: count('未列出的明细行数', 'lines that are not shown'),
})

const groupRow = fields({
  key: Type.String(both('分组的值', 'what the group is of')),
  name: maybe(words),
  providerCode: maybe(providerCode),
  findings: count('发现数', 'findings'),
  stake: fen('涉及金额', 'money in question'),
  deducted: fen('结算时已扣', 'taken out at settlement'),
  taken: count('已受理', 'taken up'),
})

const unknownFinding = unknownThing('findings.unknown', '这条发现', 'such finding')

/** What a finding may be refused with when somebody takes it up. */
const takeErrors = [
  unknownFinding,
  error(
    'findings.not-a-matter',
    409,
    ['提醒和没有机构的发现不立疑点', 'advice, and what is about no institution, is no review item'],
    ['请查看发现的程度和机构', 'look at its severity and institution'],
  ),
  error(
    'findings.nothing-left',
    409,
    ['所涉结算已撤销，或金额在结算时已全部扣减', 'the bill was undone, or all of it was taken out at settlement'],
    ['无需核查', 'there is nothing to review'],
  ),
] as const

const path = '/api/findings/{findingId}' as const

export const findingRoutes = [
  route({
    name: 'findings.list',
    method: 'GET',
    path: '/api/findings',
    right: 'findings.read',
    summary: { zh: '审核发现，新的在前', en: 'Findings of audit rules, newest first' },
    description: {
      zh: '同一发现在事中、事后各有一条的，只列一条；已扣金额记在事中。',
      en: 'What was found at settlement and after it is one row; what was taken out at settlement is told with it.',
    },
    query: fields({
      ...asked,
      matterId: Type.Optional(text(40, both('疑点核查编号', 'number of the review item'))),
      from: Type.Optional(askedDate('起始日', 'first day')),
      until: Type.Optional(askedDate('截止日（含）', 'last day')),
      ...pageFields,
    }),
    answer: page(findingRow),
    errors: [],
  }),
  route({
    name: 'findings.groups',
    method: 'GET',
    path: '/api/findings/groups',
    right: 'findings.read',
    summary: {
      zh: '发现的条数和金额，按规则、机构、医师或参保人',
      en: 'How many findings and how much money, by rule, institution, doctor or person',
    },
    description: { zh: '金额大的在前。', en: 'The most money first.' },
    query: fields({
      by: oneOf(['rule', 'institution', 'doctor', 'person'], '分组', 'grouped by'),
      ...asked,
      from: askedDate('起始日', 'first day'),
      until: askedDate('截止日（含）', 'last day'),
      ...pageFields,
    }),
    answer: page(groupRow),
    errors: [
      error(
        'findings.too-wide',
        400,
        ['时段过长或颠倒', 'the days are too many, or the wrong way round'],
        [`请把 from、until 限在 ${findingDays} 天以内`, `keep from and until within ${findingDays} days`],
      ),
    ],
  }),
  route({
    name: 'findings.get',
    method: 'GET',
    path,
    right: 'findings.read',
    summary: {
      zh: '一条发现：事实、知识点、条款和费用明细',
      en: 'One finding: facts, knowledge point, clause and the lines of the bill',
    },
    params: fields({ findingId }),
    answer: wholeFinding,
    errors: [unknownFinding],
  }),
  route({
    name: 'findings.take',
    method: 'POST',
    path: '/api/findings/take',
    right: 'findings.read',
    summary: { zh: '受理发现，立为疑点核查', en: 'Take findings up as review items' },
    description: { zh: '已受理的不重复。', en: 'What was taken up before is not taken twice.' },
    body: fields({ findingIds: Type.Array(findingId, { minItems: 1, maxItems: 50 }) }),
    answer: fields({
      rows: Type.Array(
        fields({
          findingId,
          matterId: Type.String(both('疑点核查编号', 'number of the review item')),
          opened: Type.Boolean(both('本次立项', 'opened by this')),
        }),
      ),
    }),
    errors: takeErrors,
  }),
  route({
    name: 'findings.act',
    method: 'POST',
    path: `${path}/acts`,
    right: 'findings.read',
    summary: {
      zh: '快速办理：accept 受理并指派，ask 告知机构陈述，reject 排除',
      en: 'The quick acts: take it up and assign it, ask the institution, reject it',
    },
    description: {
      zh: '对应疑点核查的 assign、notify、clear，岗位和期限的规定相同；未受理的 accept 先受理，办理人不能指派时留待指派。',
      en: 'They are the acts assign, notify and clear of the review item, held by the same rules; accept takes up what was not, and leaves the assigning to whoever may.',
    },
    params: fields({ findingId }),
    body: fields({
      act: oneOf(['accept', 'ask', 'reject'], '办理', 'what to do'),
      reason,
      assignee: Type.Optional(text(32, both('指派给谁，缺省由平台建议', 'to whom; found by the centre when absent'))),
      evidence: Type.Optional(Type.Array(text(100, both('证据编号', 'code of a piece')), { maxItems: 20 })),
      deadline: Type.Optional(askedDate('答复期限', 'to be answered until')),
      version: Type.Optional(
        Type.Integer({
          ...both(
            '您看到的疑点核查版本，0 为尚未受理',
            'the version of the review item that you saw, 0: not taken up yet',
          ),
          minimum: 0,
          maximum: 1_000_000,
        }),
      ),
    }),
    answer: fields({
      matterId: Type.String(both('疑点核查编号', 'number of the review item')),
      state: oneOf(reviewStates, '状态', 'state'),
      version: count('版本', 'version'),
      assignee: maybe(Type.String(both('初审人', 'first reviewer'))),
      notAssigned: maybe(
        Type.String(both('已受理但未指派，拒绝代码', 'taken up but not assigned: the code of the refusal')),
      ),
    }),
    errors: [
      ...takeErrors,
      error(
        'findings.not-taken-up',
        409,
        ['尚未受理，不能告知或排除', 'it was not taken up, and can be neither asked about nor rejected'],
        ['请先受理并指派', 'take it up and assign it first'],
      ),
      ...actErrors,
    ],
  }),
] as const
