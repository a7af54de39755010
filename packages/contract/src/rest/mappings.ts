import { mappingStates, reviewKinds } from '@yibao/core/mapping'
import Type from 'typebox'
import { changedMeanwhile, unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import { both, date, fields, maybe, oneOf, page, pageFields, providerCode, seenVersion, text, time } from './schemas.ts'

const mappingId = text(40, {
  ...both('对照编号', 'number of the mapping'),
  examples: ['174096000000000008A1B2C3D4'],
})
const state = oneOf(
  mappingStates,
  'waiting 待审（仍有效），accepted 通过，refused 不通过，withdrawn 机构已撤销',
  'waiting and counting meanwhile, accepted, refused, withdrawn by the institution',
)
/** What makes a mapping doubtful on the day it is looked at. */
const doubt = oneOf(
  ['unknown-item', 'not-in-force', 'other-name', 'other-form'],
  'unknown-item 目录无此编码，not-in-force 今日无效，other-name 名称不同，other-form 剂型不同',
  'not in the catalogue, not in force today, another name, another form',
)
const words = (zh: string, en: string) => Type.String(both(zh, en))

const mapping = fields({
  providerCode,
  mappingId,
  providerName: words('机构名称', 'name of the institution'),
  localCode: words('院内编码', 'code of the institution'),
  localName: words('院内名称', 'name of the institution'),
  listType: words('目录类别 list_type', 'list'),
  itemCode: words('国家目录编码', 'code in the catalogue'),
  from: date('起始日', 'first day'),
  until: maybe(date('截止日（不含）', 'first day on which it is over')),
  localForm: maybe(words('院内剂型', 'form as the institution says')),
  localSpecification: maybe(words('院内规格', 'specification as the institution says')),
  localUnit: maybe(words('院内计价单位', 'unit as the institution says')),
  localApproval: maybe(words('批准文号', 'approval number')),
  localMemo: maybe(words('备注', 'remark')),
  mappedAt: time('上传时间', 'uploaded'),
  withdrawnAt: maybe(time('撤销或不通过的时间', 'withdrawn or refused')),
  state,
  version: Type.Integer({ ...both('版本，每次审核加一', 'version, one more with each review'), minimum: 1 }),
  reviewedBy: maybe(words('审核人', 'reviewed by')),
  reviewedAt: maybe(time('审核时间', 'reviewed')),
  reason: maybe(words('理由', 'why')),
  doubts: Type.Array(doubt, both('疑问', 'what is doubtful')),
  item: maybe(
    fields(
      {
        name: words('名称', 'name'),
        kind: oneOf(['drug', 'service', 'consumable'], '类别', 'kind'),
        class: oneOf(['A', 'B', 'C'], '甲 A、乙 B、丙 C', 'class'),
        form: words('剂型', 'form'),
        unit: words('计价单位', 'unit of price'),
        restriction: words('限制范围', 'restriction'),
        from: date('起始日', 'first day'),
        until: maybe(date('截止日（不含）', 'first day on which it is over')),
      },
      both('今日有效的目录条目；没有则取最近一条', 'the row in force today, else the latest one'),
    ),
  ),
})

const unknownMapping = unknownThing('mappings.unknown', '这条对照', 'such mapping')
const lookAgain = ['请重新查看，再决定', 'look at it again, then decide'] as const
const uploadAnew = ['由机构重新上传（3301）', 'the institution uploads it anew (3301)'] as const

const reviewErrors = [
  unknownMapping,
  error('mappings.withdrawn', 409, ['机构已撤销', 'the institution has withdrawn it'], lookAgain),
  error('mappings.already-refused', 409, ['已审为不通过', 'it was refused before'], uploadAnew),
  error('mappings.already-accepted', 409, ['已审为通过', 'it was accepted before'], lookAgain),
  changedMeanwhile('mappings.changed-meanwhile', '这条对照', 'the mapping'),
  error('mappings.no-reason', 400, ['不通过须说明理由', 'a refusal needs a reason'], ['请填写理由', 'give the reason']),
] as const

/** What institutions say of their own items, and what the bureau says to it. */
export const mappingRoutes = [
  route({
    name: 'mappings.list',
    method: 'GET',
    path: '/api/mappings',
    right: 'catalogues.read',
    summary: { zh: '机构目录对照，最早上传的在前', en: 'Mappings of institutions, the longest waiting first' },
    query: fields({
      providerCode: Type.Optional(providerCode),
      state: Type.Optional(state),
      doubt: Type.Optional(
        oneOf(
          ['unknown-item', 'not-in-force', 'other-name', 'other-form', 'any'],
          '疑问；any 任一种',
          'what is doubtful; any of them',
        ),
      ),
      itemCode: Type.Optional(text(60, both('国家目录编码', 'code in the catalogue'))),
      search: Type.Optional(
        text(60, both('院内编码开头，或院内名称中的字', 'how the local code begins, or a part of the name')),
      ),
      ...pageFields,
    }),
    answer: page(mapping),
    errors: [],
  }),
  route({
    name: 'mappings.review',
    method: 'POST',
    path: '/api/mappings/{providerCode}/{mappingId}/review',
    right: 'catalogues.manage',
    summary: { zh: '审核一条对照：通过，或不通过', en: 'Review a mapping: accept it, or refuse it' },
    description: {
      zh: '不通过的对照即刻不再有效，须由机构重新上传。已通过的也可改为不通过。',
      en: 'A refused mapping counts no more from now on; the institution uploads it anew. What was accepted may be refused later.',
    },
    params: fields({ providerCode, mappingId }),
    body: fields({
      does: oneOf(reviewKinds, 'accept 通过，refuse 不通过', 'accept, refuse'),
      version: seenVersion,
      reason: Type.Optional(text(200, both('不通过的理由，机构可见', 'why it is refused; the institution sees it'), 2)),
    }),
    answer: fields({ state, version: mapping.properties.version }),
    errors: reviewErrors,
  }),
] as const
