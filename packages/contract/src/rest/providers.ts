import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fen,
  fields,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  providerKind,
  providerLevel,
  said,
  text,
} from './schemas.ts'

const until = maybe(date('终止日（不含）', 'first day on which it is over'))
const search = Type.Optional(text(60, both('编码开头，或名称中的字', 'how the code begins, or a part of the name')))

const provider = fields({
  providerCode,
  name: said('名称', 'name'),
  kind: providerKind,
  level: providerLevel,
  levelCode: said('等级代码 hosp_lv', 'code of the grade'),
  division,
  from: date('协议起始日', 'agreement from'),
  until,
  creditCode: said('统一社会信用代码', 'unified social credit code'),
  isDesignated: Type.Boolean(both('今日在协议期内', 'under agreement today')),
})

const unknownProvider = unknownThing('providers.unknown', '这家机构', 'such institution')
const notShown = both('无此权限时为空', 'null without the right')

const month = fields({
  month: said('月份', 'month'),
  settlements: count('结算笔数（不含撤销）', 'settlements less undone ones'),
  total: fen('总费用', 'total charge'),
  pool: fen('统筹基金', 'pooled fund'),
})

const staffQuery = { search, ...pageFields }

/** Files of designated institutions. */
export const providerRoutes = [
  route({
    name: 'providers.list',
    method: 'GET',
    path: '/api/providers',
    right: 'providers.read',
    summary: { zh: '定点医药机构', en: 'Designated institutions' },
    query: fields({
      search,
      kind: Type.Optional(providerKind),
      level: Type.Optional(providerLevel),
      division: Type.Optional(division),
      designated: Type.Optional(oneOf(['yes', 'no'], '今日是否在协议期内', 'under agreement today')),
      ...pageFields,
    }),
    answer: page(provider),
    errors: [],
  }),
  route({
    name: 'providers.get',
    method: 'GET',
    path: '/api/providers/{providerCode}',
    right: 'providers.read',
    summary: { zh: '一家机构的档案', en: 'The file of one institution' },
    params: fields({ providerCode }),
    answer: fields({
      provider,
      departments: count('今日有效科室', 'departments today'),
      practitioners: count('今日有效执业人员', 'practitioners today'),
      operators: count('操作员', 'operators of its tills'),
      mappingsWaiting: maybe(count('待审对照', 'mappings that wait for review')),
      openMatters: maybe(Type.Integer({ ...both('未结疑点和案件', 'matters that are not closed'), minimum: 0 })),
      credit: maybe(
        fields(
          {
            on: date('所看的日期', 'on'),
            counts: oneOf(
              ['year', 'base'],
              'year 自然年累计，base 基准分扣减',
              'adds up within a year, taken from a base',
            ),
            value: count('现有分值', 'the value'),
            grade: maybe(said('等级', 'grade')),
          },
          notShown,
        ),
      ),
      months: maybe(Type.Array(month, both('近三个月结算', 'settlements of three months'))),
    }),
    errors: [unknownProvider],
  }),
  route({
    name: 'providers.departments',
    method: 'GET',
    path: '/api/providers/{providerCode}/departments',
    right: 'providers.read',
    summary: { zh: '一家机构的科室', en: 'Departments of an institution' },
    params: fields({ providerCode }),
    query: fields(staffQuery),
    answer: page(
      fields({
        code: said('科室编码', 'code'),
        name: said('名称', 'name'),
        caty: maybe(said('科别', 'kind of department')),
        beds: maybe(said('批准床位', 'approved beds')),
        from: date('起始日', 'first day'),
        until,
      }),
    ),
    errors: [unknownProvider],
  }),
  route({
    name: 'providers.practitioners',
    method: 'GET',
    path: '/api/providers/{providerCode}/practitioners',
    right: 'providers.read',
    summary: { zh: '一家机构的执业人员，姓名遮蔽', en: 'Practitioners of an institution, names masked' },
    params: fields({ providerCode }),
    query: fields({
      ...staffQuery,
      search: Type.Optional(text(60, both('代码开头，或完整姓名', 'how the code begins, or the whole name'))),
      on: Type.Optional(askedDate('只看此日有效的', 'only those of this day')),
    }),
    answer: page(
      fields({
        code: said('执业人员代码', 'code'),
        name: said('姓名，已遮蔽', 'name, masked'),
        kind: said('执业人员分类', 'kind'),
        insuranceDoctor: Type.Boolean(both('医保医师', 'doctor of the insurance')),
        from: date('起始日', 'first day'),
        until,
      }),
    ),
    errors: [unknownProvider],
  }),
  route({
    name: 'providers.operators',
    method: 'GET',
    path: '/api/providers/{providerCode}/operators',
    right: 'providers.read',
    summary: { zh: '一家机构的操作员，姓名遮蔽', en: 'Operators of its tills, names masked' },
    params: fields({ providerCode }),
    query: fields(pageFields),
    answer: page(fields({ number: said('操作员号', 'number'), name: said('姓名，已遮蔽', 'name, masked') })),
    errors: [unknownProvider],
  }),
] as const
