import { rowChanges } from '@yibao/core/catalog'
import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import { askedDate, both, count, date, fields, maybe, oneOf, page, pageFields, text, time } from './schemas.ts'

/** The catalogues that a centre hands out; the names of the national downloads that carry them stand beside. */
const catalogueLists = [
  'western-and-patent-drugs',
  'herbal-slices',
  'services',
  'consumables',
  'consumables-27',
  'diagnoses',
  'operations',
  'chronic-diseases',
  'payment-diseases',
  'day-surgery',
  'tumour-morphology',
  'tcm-diseases',
  'tcm-syndromes',
] as const

const list = oneOf(catalogueLists, '目录', 'catalogue')
const kind = oneOf(['drug', 'service', 'consumable'], 'drug 药品，service 诊疗项目，consumable 耗材', 'kind of item')
const itemClass = oneOf(['A', 'B', 'C'], '甲 A、乙 B、丙 C', 'class')
const itemCode = text(60, { ...both('国家目录编码', 'code in the catalogue'), examples: ['N24W000001'] })
const chargeType = Type.String({ ...both('医疗收费项目类别 med_chrgitm_type', 'charge type'), pattern: '^\\d{2}$' })
const words = (zh: string, en: string) => Type.String(both(zh, en))
const price = (zh: string, en: string) => maybe(Type.String(both(`${zh}（元）`, `${en}, yuan`)))
const search = Type.Optional(text(60, both('编码开头，或名称中的字', 'how the code begins, or a part of the name')))
const change = oneOf(rowChanges, 'added 新增，changed 变更，ended 终止', 'added, changed, ended')

const version = fields({
  list,
  number: count('第几版', 'which version'),
  version: words('版本号', 'name of the version'),
  madeOn: date('发布日', 'published on'),
  rows: maybe(count('条数', 'rows of the whole catalogue')),
  came: maybe(count('新增', 'rows that came')),
  changed: maybe(count('变更', 'rows that changed')),
  gone: maybe(count('终止', 'rows that went')),
})

const term = fields({
  code: itemCode,
  kind,
  name: words('名称', 'name'),
  class: itemClass,
  preCoinsurance: maybe(Type.String(both('先行自付比例', 'share borne first, per cent'))),
  ceilingTertiary: price('三级限价', 'ceiling in tertiary hospitals'),
  ceilingSecondary: price('二级限价', 'ceiling in secondary hospitals'),
  ceilingPrimary: price('一级限价', 'ceiling in primary hospitals'),
  ceilingUngraded: price('未定级限价', 'ceiling where there is no level'),
  restricted: Type.Boolean(both('限制使用', 'restricted')),
  restriction: words('限制范围', 'to what its use is restricted'),
  chargeType,
  form: words('剂型', 'form'),
  unit: words('计价单位', 'unit of price'),
  referencePrice: price('参考价', 'reference price'),
  from: date('起始日', 'first day'),
  until: maybe(date('截止日（不含）', 'first day on which it is over')),
  source: words('来源', 'source'),
  assumed: Type.Boolean(both('部分内容为推定', 'partly supposed')),
  state: oneOf(['in-force', 'coming', 'ended'], '在所看的日期', 'on the day looked at'),
})

const difference = fields({
  field: words('字段', 'field'),
  before: maybe(words('之前', 'before')),
  after: maybe(words('之后', 'after')),
})

const differenceFields = Type.Array(difference, both('不同的字段', 'fields that differ'))

const counts = fields(
  { added: count('新增', 'added'), changed: count('变更', 'changed'), ended: count('终止', 'ended') },
  both('各类条数', 'how many of each'),
)

const unknownItem = unknownThing('catalogues.unknown-item', '这个目录编码', 'such item')
const badOrder = error(
  'catalogues.bad-order',
  400,
  ['后者须晚于前者', 'the second must be later than the first'],
  ['请交换两个日期或版本', 'change the two about'],
)
const unknownVersion = unknownThing('catalogues.unknown-version', '这个版本', 'such version')

const day = (zh: string, en: string) => Type.Optional(askedDate(zh, en))

/** Drugs, services, consumables and code lists, their versions and what changed between them. */
export const catalogueRoutes = [
  route({
    name: 'catalogues.versions',
    method: 'GET',
    path: '/api/catalogues/versions',
    right: 'catalogues.read',
    summary: { zh: '已发布的目录版本', en: 'Published versions of the catalogues' },
    description: {
      zh: '导入后的变化在有人下载或查看时发布为新版本。不写 list 时给各目录的最新版。',
      en: 'What an import changed is published when somebody downloads it or looks here. Without `list`, the latest of each.',
    },
    query: fields({ list: Type.Optional(list), ...pageFields }),
    answer: page(version),
    errors: [],
  }),
  route({
    name: 'catalogues.items',
    method: 'GET',
    path: '/api/catalogues/items',
    right: 'catalogues.read',
    summary: { zh: '查找药品、诊疗项目、耗材', en: 'Find drugs, services and consumables' },
    query: fields({
      search,
      kind: Type.Optional(kind),
      class: Type.Optional(itemClass),
      chargeType: Type.Optional(chargeType),
      restricted: Type.Optional(oneOf(['yes', 'no'], '限制使用', 'restricted')),
      on: day('所看的日期，缺省今日', 'the day looked at, today when absent'),
      state: Type.Optional(
        oneOf(
          ['in-force', 'coming', 'ended', 'all'],
          'in-force 有效（缺省），coming 尚未生效，ended 已终止，all 全部',
          'in force (when absent), not yet, no longer, all',
        ),
      ),
      ...pageFields,
    }),
    answer: fields({
      ...page(term).properties,
      count: maybe(count('共多少条；只在第一页', 'how many in all; on the first page only')),
    }),
    errors: [],
  }),
  route({
    name: 'catalogues.item',
    method: 'GET',
    path: '/api/catalogues/items/{itemCode}',
    right: 'catalogues.read',
    summary: { zh: '一个目录编码：各时段、历次变化', en: 'One item: its rows over time, and every published change' },
    params: fields({ itemCode }),
    query: fields({ on: day('所看的日期，缺省今日', 'the day looked at, today when absent') }),
    answer: fields({
      rows: Type.Array(
        fields({
          ...term.properties,
          createdAt: time('入库时间', 'came in'),
          updatedAt: time('最后变更时间', 'last changed'),
        }),
        both('各时段，最早的在前', 'rows over time, the earliest first'),
      ),
      changes: Type.Array(
        fields({
          list,
          version: words('版本号', 'name of the version'),
          madeOn: date('发布日', 'published on'),
          since: date('条目的起始日', 'first day of the row'),
          change,
          fields: differenceFields,
        }),
        both('历次发布的变化，最新的在前', 'what versions told of it, the latest first'),
      ),
      mappings: count('对照到它的机构项目数（权限所及）', 'items of institutions that map to it, within reach'),
    }),
    errors: [unknownItem],
  }),
  route({
    name: 'catalogues.codes',
    method: 'GET',
    path: '/api/catalogues/codes',
    right: 'catalogues.read',
    summary: {
      zh: '查找已发布目录中的编码：疾病、手术、病种等',
      en: 'Find codes of a published list: diagnoses, operations …',
    },
    query: fields({ list, search, ...pageFields }),
    answer: page(
      fields({
        code: itemCode,
        name: words('名称', 'name'),
        since: date('条目的起始日', 'first day of the row'),
        version: words('最后变更的版本', 'version in which it last changed'),
        details: Type.Array(fields({ field: words('字段', 'field'), value: words('内容', 'what it says') })),
      }),
    ),
    errors: [],
  }),
  route({
    name: 'catalogues.difference',
    method: 'GET',
    path: '/api/catalogues/difference',
    right: 'catalogues.read',
    summary: {
      zh: '两个日期之间，有效条目的不同',
      en: 'How the items in force differ between two days',
    },
    query: fields({
      from: askedDate('前一日期', 'the earlier day'),
      until: askedDate('后一日期', 'the later day'),
      kind: Type.Optional(kind),
      change: Type.Optional(change),
      search,
      ...pageFields,
    }),
    answer: fields({
      ...page(
        fields({
          code: itemCode,
          kind,
          name: words('名称', 'name'),
          change,
          fields: differenceFields,
        }),
      ).properties,
      counts: maybe(counts),
    }),
    errors: [badOrder],
  }),
  route({
    name: 'catalogues.changes',
    method: 'GET',
    path: '/api/catalogues/changes',
    right: 'catalogues.read',
    summary: { zh: '同一目录两个版本之间的不同', en: 'How two versions of one catalogue differ' },
    description: {
      zh: 'after 为 0 表示从空目录起。before 为空的变更：旧内容在本平台开始保留历史之前。',
      en: 'A first version of 0 is the empty catalogue. A change without earlier content is older than the history kept here.',
    },
    query: fields({
      list,
      first: Type.Integer({ ...both('前一版的序号', 'number of the earlier version'), minimum: 0, maximum: 1_000_000 }),
      second: Type.Integer({ ...both('后一版的序号', 'number of the later version'), minimum: 1, maximum: 1_000_000 }),
      change: Type.Optional(change),
      ...pageFields,
    }),
    answer: page(
      fields({
        code: itemCode,
        since: date('条目的起始日', 'first day of the row'),
        name: words('名称', 'name'),
        version: words('变更的版本', 'version in which it changed'),
        change,
        fields: differenceFields,
        isComplete: Type.Boolean(both('旧内容已保留', 'the earlier content was kept')),
      }),
    ),
    errors: [badOrder, unknownVersion],
  }),
] as const
