import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { runId } from './payment-shapes.ts'
import { route } from './route.ts'
import { both, count, fields, maybe, oneOf, text, words } from './schemas.ts'

const caseId = text(40, {
  ...both('病例编号，即结算编号', 'number of the case, that of its settlement'),
  examples: ['174096000000000001A1B2C3D4'],
})

const code = text(40, both('编码，首位为主要', 'a code; the first is the principal one'))
const whole = (zh: string, en: string, most: number) =>
  maybe(Type.Integer({ ...both(zh, en), minimum: 0, maximum: most }))

const record = fields(
  {
    gender: text(2, both('性别：1 男 2 女', 'sex: 1 male, 2 female')),
    ageYears: whole('年龄（岁）', 'age in years', 200),
    ageDays: whole('不足一周岁的天龄', 'days of age below one year', 366),
    birthWeightGrams: whole('新生儿出生体重（克）', 'birth weight, grams', 20_000),
    department: maybe(text(60, both('出院科别', 'department'))),
    stayDays: whole('住院天数', 'days of the stay', 10_000),
    leavingType: maybe(text(4, both('离院方式', 'way of leaving'))),
    diagnoses: Type.Array(code, { ...both('诊断', 'diagnoses'), maxItems: 100 }),
    operations: Type.Array(code, { ...both('手术操作', 'operations'), maxItems: 100 }),
    intensiveCareHours: whole('重症监护小时', 'hours of intensive care', 100_000),
  },
  both('分组所看的出院记录', 'what grouping reads of a discharge'),
)

const line = fields(
  {
    depth: count('层次', 'how far below its heading'),
    holds: Type.Boolean(both('是否成立', 'whether it held')),
    zh: Type.String(),
    en: Type.String(),
  },
  both('分组过程的一行', 'one line of the road'),
)

const road = fields(
  {
    kind: oneOf(['drg', 'dip'], 'DRG 分组方案或 DIP 病种目录', 'grouping scheme or disease directory'),
    digest: Type.String(both('方案或目录的摘要', 'digest of the scheme or directory')),
    title: Type.String(both('名称', 'title')),
    status: oneOf(
      ['grouped', 'ungroupable', 'ambiguous', 'invalid', 'ungrouped'],
      '是否入组',
      'whether it has a group',
    ),
    group: maybe(Type.String(both('病组', 'group'))),
    groupName: maybe(Type.String(both('病组名称', 'name of the group'))),
    lines: Type.Array(line, both('逐条试过的条件', 'every condition that was tried')),
    unknown: Type.Array(Type.String(), both('方案未列的编码', 'codes that the scheme does not name')),
    nearest: Type.Array(
      fields({
        group: Type.String(both('病组', 'group')),
        name: Type.String(both('名称', 'name')),
        verify: Type.Array(words, both('请核对', 'to be verified')),
      }),
      both('相近的组：供核对编码，不是调整建议', 'groups nearby: to verify the coding, no advice to change it'),
    ),
  },
  both('一条分组之路', 'one road to a group'),
)

const answer = fields({
  caseId,
  record,
  keptGroup: maybe(Type.String(both('结算时的病组', 'the group that the run kept'))),
  roads: Type.Array(road),
})

const unknownCase = unknownThing('payment.unknown-case', '这份病例', 'such case')
const noGrouper = unknownThing('grouping.no-grouper', '此批次所用的分组方案或目录', 'scheme or directory of this run')

const params = fields({ runId, caseId })
const path = '/api/payments/runs/{runId}/cases/{caseId}/grouping' as const

export const groupingRoutes = [
  route({
    name: 'grouping.explain',
    method: 'GET',
    path,
    right: 'payments.read',
    summary: {
      zh: '一份病例怎样入组：试过的每个条件',
      en: 'How a case came into its group: every condition that was tried',
    },
    params,
    answer,
    errors: [unknownCase, noGrouper],
  }),
  route({
    name: 'grouping.try',
    method: 'POST',
    path,
    right: 'payments.read',
    summary: { zh: '改动病案首页后会入哪一组；不保存', en: 'Which group an edited record would have; nothing is kept' },
    params,
    body: fields({ record }),
    answer,
    errors: [unknownCase, noGrouper],
  }),
] as const
