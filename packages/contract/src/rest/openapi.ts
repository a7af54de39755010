import { errorAnswer, errorsOf } from './errors.ts'
import { fileTypeOf, type Route, type Words } from './route.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (node: unknown): node is Json => typeof node === 'object' && node !== null && !Array.isArray(node)

/** The schemas that others name, taken out of the places where they were defined. */
type Named = Map<string, unknown>

/** A schema as OpenAPI writes it: what refers to a definition beside it refers to the document's components instead. */
function plain(node: unknown, named: Named): unknown {
  if (Array.isArray(node)) return node.map((one) => plain(one, named))
  if (!isObject(node)) return node
  const { $defs, $id: _, ...rest } = node
  if (isObject($defs)) {
    for (const [name, schema] of Object.entries($defs)) if (!named.has(name)) named.set(name, plain(schema, named))
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' ? [key, `#/components/schemas/${value}`] : [key, plain(value, named)],
    ),
  )
}

const bothWords = ({ zh, en }: Words): string => `${zh}\n\n${en}`

function parametersOf({ params, query }: Route, named: Named): readonly Json[] {
  const one = (place: 'path' | 'query', schema: Route['params']) =>
    Object.entries(schema?.properties ?? {}).map(([name, property]) => {
      const { description, ...bare } = plain(property, named) as Json
      const required = place === 'path' || (schema?.required ?? []).includes(name as never)
      return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: bare }
    })
  return [...one('path', params), ...one('query', query)]
}

/** The errors of a route by status, each told in words. */
function errorResponses(route: Route): Json {
  const statuses = [...new Set(errorsOf(route).map(({ status }) => status))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => {
      const told = errorsOf(route)
        .filter((error) => error.status === status)
        .map(({ code, message, cure }) => `- \`${code}\` ${message.zh}：${cure.zh} / ${message.en}: ${cure.en}`)
      const schema = { $ref: '#/components/schemas/Error' }
      return [String(status), { description: told.join('\n'), content: { 'application/json': { schema } } }]
    }),
  )
}

function rightWords({ right }: Route): Words {
  if (right === 'anyone') return { zh: '不需要登录。', en: 'Needs no session.' }
  if (right === 'signed-in') return { zh: '登录后即可使用。', en: 'Needs a session.' }
  return { zh: `需要权限 \`${right}\`。`, en: `Needs the right \`${right}\`.` }
}

function operationOf(route: Route, named: Named): Json {
  const { name, summary, description, body, answer, right } = route
  const parameters = parametersOf(route, named)
  const fileType = fileTypeOf(route)
  const need = rightWords(route)
  const told = description === undefined ? need : { zh: description.zh + need.zh, en: `${description.en} ${need.en}` }
  const content = { [fileType ?? 'application/json; charset=utf-8']: { schema: plain(answer, named) } }
  return {
    operationId: name,
    tags: [roomOf(route)],
    summary: `${summary.zh} · ${summary.en}`,
    description: bothWords(told),
    'x-right': right,
    ...(right === 'anyone' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: plain(body, named) } } } }),
    responses: { 200: { description: '应答 · the answer', content }, ...errorResponses(route) },
  }
}

const about: Words = {
  zh: '金额均为整数分，比例写成文字，时间为北京时间。姓名和证件号码一律遮蔽；查看原文须说明事由并记入操作日志。无权查看的与不存在的应答相同。',
  en: 'Amounts are whole numbers of fen, rates are text, times are Beijing time. Names and identity numbers come masked; who unmasks them says why, and it is logged. What one may not see is answered like what does not exist.',
}

/** What the rooms of the interface are about. */
const rooms: Readonly<Record<string, Words>> = {
  people: { zh: '参保人', en: 'insured people' },
  plans: { zh: '待遇方案', en: 'benefit plans' },
  visits: { zh: '就诊', en: 'visits' },
  settlements: { zh: '结算', en: 'settlements' },
  till: { zh: '收费台', en: 'the till' },
  messages: { zh: '报文', en: 'messages' },
  reports: { zh: '报表', en: 'reports' },
  session: { zh: '登录', en: 'signing in' },
  users: { zh: '用户', en: 'users' },
  roles: { zh: '角色', en: 'roles' },
  sessions: { zh: '会话', en: 'sessions' },
  log: { zh: '操作日志', en: 'operation log' },
}

const roomOf = ({ name }: Route): string => name.slice(0, name.indexOf('.'))

function tagOf(room: string): Json {
  const words = rooms[room]
  return words === undefined ? { name: room } : { name: room, description: `${words.zh} · ${words.en}` }
}

/** The OpenAPI 3.1 document of a table of routes. */
export function openApiDocument(routes: readonly Route[], version: string): Json {
  const named: Named = new Map()
  const paths = new Map<string, Record<string, Json>>()
  for (const route of routes) {
    const operations = paths.get(route.path) ?? {}
    operations[route.method.toLowerCase()] = operationOf(route, named)
    paths.set(route.path, operations)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenYibao REST',
      version,
      description: bothWords(about),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(roomOf))].map(tagOf),
    security: [{ bearer: [] }, { cookie: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { Error: plain(errorAnswer, named), ...Object.fromEntries(named) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'yibao_session' },
      },
    },
  }
}
