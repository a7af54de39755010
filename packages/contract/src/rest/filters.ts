import Type from 'typebox'
import { changedMeanwhile, unknownThing } from './errors.ts'
import { route, saidError } from './route.ts'
import { both, fields, text, time } from './schemas.ts'

/** As many filters as one person keeps for one list. */
export const mostFilters = 30

/** The fields of a list's question, as they are typed. */
const question = Type.Record(
  Type.String({ pattern: '^[a-zA-Z]{1,40}$' }),
  Type.Union([Type.String({ maxLength: 100 }), Type.Number(), Type.Boolean()]),
  { ...both('查询条件', 'fields of the question'), maxProperties: 30, additionalProperties: false },
)

const list = text(40, { ...both('列表的路由名', 'name of the route of the list'), examples: ['settlements.find'] })
const filterName = text(40, { ...both('方案名', 'name of the filter'), examples: ['本月三级医院住院'] })

/** Questions that people keep for the next time, each for himself. */
export const filterRoutes = [
  route({
    name: 'filters.list',
    method: 'GET',
    path: '/api/filters',
    right: 'signed-in',
    summary: { zh: '我保存的查询条件', en: 'My saved filters' },
    query: fields({ list }),
    answer: fields({
      filters: Type.Array(fields({ name: filterName, question, savedAt: time('保存时间', 'when it was saved') }), {
        maxItems: mostFilters,
      }),
    }),
    errors: [],
  }),
  route({
    name: 'filters.save',
    method: 'PUT',
    path: '/api/filters',
    right: 'signed-in',
    summary: { zh: '保存查询条件；同名的被替换', en: 'Save a filter; one of the same name is replaced' },
    body: fields({
      list,
      name: filterName,
      question,
      replaces: Type.Optional(
        Type.Union(
          [question, Type.Null()],
          both(
            '看到的、将被替换的条件；null 为没有同名的',
            'what it replaces, as it was looked at; null where nothing had the name',
          ),
        ),
      ),
    }),
    answer: fields({ savedAt: time('保存时间', 'when it was saved') }),
    errors: [
      changedMeanwhile('filters.changed-meanwhile', '这个名称的条件', 'the filter of this name'),
      saidError(
        'filters.unknown-list',
        400,
        ['没有这个列表', 'there is no such list'],
        ['list 请写列表的路由名，如 settlements.find', 'write the name of a list route, such as settlements.find'],
      ),
      saidError(
        'filters.too-many',
        409,
        [`每个列表最多保存 ${mostFilters} 个查询条件`, `at most ${mostFilters} filters are kept for one list`],
        ['请先删除一个', 'remove one first'],
      ),
    ],
  }),
  route({
    name: 'filters.remove',
    method: 'DELETE',
    path: '/api/filters',
    right: 'signed-in',
    summary: { zh: '删除保存的查询条件', en: 'Remove a saved filter' },
    query: fields({ list, name: filterName }),
    answer: fields({}),
    errors: [unknownThing('filters.unknown', '这个保存的查询条件', 'such saved filter')],
  }),
] as const
