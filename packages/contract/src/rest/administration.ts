import Type from 'typebox'
import { restError, route } from './route.ts'
import { both, count, fields, maybe, oneOf, page, pageFields, providerCode, time } from './schemas.ts'

const seal = fields({
  number: count('封印号', 'number of the seal'),
  after: count('起自此行之后', 'rows behind this number'),
  through: count('至此行', 'up to this one'),
  rows: count('行数', 'rows'),
  sealedAt: time('封存时间', 'sealed at'),
  hash: Type.String(both('摘要（SM3，含前一封印）', 'hash (SM3), which holds the seal before')),
})

const fault = fields({
  number: count('封印号', 'number of the seal'),
  what: oneOf(
    ['missing', 'previous', 'seal', 'signature', 'row-count', 'rows', 'cut'],
    '缺封印、不相接、封印被改、签名不符、行数不符、行被改、末尾被截',
    'missing, not joined, changed, not signed, rows lost or added, rows changed, an end cut off',
  ),
  after: count('起自此行之后', 'rows behind this number'),
  through: count('至此行', 'up to this one'),
})

const check = fields({
  checkedAt: time('核对时间', 'checked at'),
  checkedBy: Type.String(both('谁', 'by whom')),
  seals: count('封印数', 'seals'),
  rows: count('行数', 'rows'),
  faultCount: count('不符处', 'faults'),
  faults: Type.Array(fault, { maxItems: 50 }),
})

const bytes = (zh: string, en: string) => count(`${zh}（字节）`, `${en}, bytes`)

/** Keys of the interface, seals of the operation log, and how the centre is. */
export const administrationRoutes = [
  route({
    name: 'keys.list',
    method: 'GET',
    path: '/api/keys',
    right: 'keys.read',
    summary: { zh: '接口密钥，按机构；不含密钥本身', en: 'Keys of the interface by institution, never what is secret' },
    query: fields({
      providerCode: Type.Optional(providerCode),
      state: Type.Optional(oneOf(['in-force', 'over'], '有效，或已失效、未生效', 'in force, or not')),
      ...pageFields,
    }),
    answer: page(
      fields({
        account: Type.String(both('账号', 'account')),
        providerCode,
        provider: maybe(Type.String(both('机构名称', 'name of the institution'))),
        styles: Type.Array(Type.String(), both('可用的接口形式', 'styles in which it may be used')),
        requires: Type.String(both('要求的签名：none、SM3、SM2', 'signature that is asked for: none, SM3, SM2')),
        encrypts: Type.Boolean(both('有 SM4 加密密钥', 'has a key for SM4')),
        createdAt: time('建立时间', 'made at'),
        validFrom: maybe(time('生效时间', 'in force from')),
        validUntil: maybe(time('失效时间', 'in force until')),
        revokedAt: maybe(time('吊销时间', 'revoked at')),
        lastMessageAt: maybe(time('机构最近一次报文', 'last message of the institution')),
      }),
    ),
    errors: [
      restError({
        code: 'keys.bad-page',
        status: 400,
        message: { zh: '翻页位置不对', en: 'the page begins nowhere' },
        cure: { zh: '请原样使用上一页给出的 next', en: 'use the `next` of the page before as it is' },
      }),
    ],
  }),
  route({
    name: 'seals.list',
    method: 'GET',
    path: '/api/operation-log/seals',
    right: 'log.read',
    summary: {
      zh: '操作日志的封印及其状态，新的在前',
      en: 'Seals of the operation log and how they stand, newest first',
    },
    query: fields({
      before: Type.Optional(
        Type.Integer({ ...both('此号之前的封印', 'seals before this number'), minimum: 1, maximum: 2_147_483_647 }),
      ),
      limit: pageFields.limit,
    }),
    answer: fields({
      rows: Type.Array(seal, { maxItems: 200 }),
      next: maybe(count('下一页的 before', 'the `before` of the next page')),
      sealedUntil: maybe(time('封存至', 'sealed until')),
      unsealedRows: count('尚未封存的行', 'rows that no seal holds yet'),
      unsealedSince: maybe(time('其中最早的', 'the oldest of them')),
      check: maybe(check),
    }),
    errors: [],
  }),
  route({
    name: 'seals.check',
    method: 'POST',
    path: '/api/operation-log/seals/check',
    right: 'log.read',
    summary: { zh: '现在核对整本操作日志与封印', en: 'Hold the whole operation log against its seals now' },
    answer: check,
    errors: [
      restError({
        code: 'seals.busy',
        status: 409,
        message: { zh: '正在核对', en: 'it is being checked now' },
        cure: { zh: '请稍候，再看结果', en: 'wait a little and look at what came of it' },
      }),
    ],
  }),
  route({
    name: 'centre.health',
    method: 'GET',
    path: '/api/centre/health',
    right: 'centre.read',
    summary: {
      zh: '运行状况：进程、数据库、压力、磁盘、日常维护、任务',
      en: 'How the centre is: processes, database, pressure, disk, upkeep, jobs',
    },
    answer: fields({
      at: time('业务时间', 'business time'),
      version: Type.String(both('版本', 'version')),
      database: fields({
        version: Type.String(both('PostgreSQL 版本', 'version of PostgreSQL')),
        bytes: bytes('大小', 'size'),
        connections: count('连接数', 'connections'),
        connectionsMost: count('连接数上限', 'connections at most'),
        longestSeconds: count('最长事务（秒）', 'longest transaction, seconds'),
        schema: Type.String(both('库结构', 'the last migration')),
      }),
      processes: Type.Array(
        fields({
          number: count('进程号', 'number'),
          pid: count('系统进程号', 'process of the system'),
          version: Type.String(both('版本', 'version')),
          startedAt: time('启动时间', 'started at'),
          seenAt: time('最近一次自报', 'last heard of'),
          silent: Type.Boolean(both('已无声息', 'not heard of any more')),
          memoryBytes: bytes('内存', 'memory'),
          inWork: count('正在办理的报文', 'messages being answered'),
          places: count('办理席位', 'places'),
          connections: count('客户端连接', 'connections of clients'),
          databaseBusy: count('在用数据库连接', 'database connections at work'),
          databaseWaiting: count('等待数据库连接', 'waiting for a database connection'),
        }),
      ),
      disk: maybe(
        fields({
          path: Type.String(both('数据目录', 'data folder')),
          freeBytes: bytes('可用', 'free'),
          totalBytes: bytes('总量', 'in all'),
        }),
      ),
      upkeep: Type.Array(
        fields({
          name: Type.String(both('事项', 'what')),
          beganAt: time('开始', 'began at'),
          endedAt: maybe(time('结束', 'ended at')),
          outcome: oneOf(['running', 'done', 'failed'], '结果', 'outcome'),
          said: Type.String(both('说明', 'what it said')),
        }),
      ),
      jobs: Type.Array(
        fields({
          kind: Type.String(both('任务种类', 'kind of job')),
          state: Type.String(both('状态', 'state')),
          jobs: count('个数', 'how many'),
          oldest: time('最早提出', 'the oldest was asked for at'),
        }),
        both('未完成和一天内结束的任务', 'jobs that are open or ended within a day'),
      ),
    }),
    errors: [],
  }),
] as const
