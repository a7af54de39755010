import { rights, roles } from '@yibao/core/office'
import Type from 'typebox'
import { officeErrors } from './office-errors.ts'
import { route } from './route.ts'
import {
  both,
  count,
  division,
  fields,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  secret,
  text,
  time,
  words,
} from './schemas.ts'

const userId = Type.String({
  ...both('用户名：小写字母开头，3 至 32 位字母、数字和 . _ -', 'user name: 3 to 32 of a-z 0-9 . _ - after a letter'),
  pattern: '^[a-z][a-z0-9._-]{2,31}$',
})
const password = (zh: string, en: string) => Type.String({ ...both(zh, en), ...secret, minLength: 1, maxLength: 512 })
const role = oneOf(roles, '角色', 'role')
const right = oneOf(rights, '权限', 'right')

const scope = Type.Union(
  [fields({ kind: Type.Literal('region'), division }), fields({ kind: Type.Literal('institution'), providerCode })],
  both('范围：区划（000000 为全部）或机构', 'where: a region, 000000 for all, or an institution'),
)
const grant = fields({ role, scope })

const reached = fields({
  right,
  regions: Type.Array(division),
  institutions: Type.Array(Type.String()),
})

const person = fields({
  userId,
  name: Type.String(both('姓名', 'name')),
  grants: Type.Array(grant),
  rights: Type.Array(reached, both('每项权限所及的区划和机构', 'how far each right reaches')),
  sessionId: Type.String(both('会话编号', 'number of the session')),
  mustChangePassword: Type.Boolean(both('须先更换口令', 'the password must be changed first')),
  newsSince: time(
    '此后的事是新的：上一次登录，首次登录即本次',
    'what is later is news: the sign-in before this one, or the first',
  ),
})

const since = fields({
  lastSignIn: maybe(fields({ at: time('上次登录', 'last sign-in'), address: Type.String(both('地址', 'address')) })),
  failedTries: count('此后输错次数', 'wrong tries since then'),
  usedElsewhere: Type.Array(
    fields({
      at: time('会话被他处使用而结束的时间', 'when a session ended because it was used from elsewhere'),
      startedFrom: Type.String(both('该会话登录的地址', 'where that session was begun')),
    }),
  ),
})

const signedIn = fields({
  ...person.properties,
  since,
  token: maybe(
    Type.String(both('会话令牌，只给出这一次；浏览器用 cookie', 'token of the session, told once; null with a cookie')),
  ),
})

const user = fields({
  userId,
  name: Type.String(both('姓名', 'name')),
  staffNumber: Type.String(both('工号', 'staff number')),
  grants: Type.Array(
    fields({
      ...grant.properties,
      institution: maybe(Type.String(both('机构名称；范围是区划时为空', 'name of the institution; null of a region'))),
    }),
  ),
  createdAt: time('建立时间', 'made at'),
  disabledAt: maybe(time('停用时间', 'disabled at')),
  lockedUntil: maybe(time('锁定至', 'locked until')),
  held: Type.Boolean(both('口令已重置，待安全管理员解锁', 'its password was made anew; it waits to be unlocked')),
  mustChangePassword: Type.Boolean(both('须更换口令', 'must change the password')),
  version: Type.Integer({ ...both('版本，每次改动加一', 'grows with each change'), minimum: 1 }),
})

const firstPassword = Type.String(both('初始口令，只给出这一次', 'first password, told once'))
const userWithPassword = fields({ user, firstPassword })

const params = fields({ userId })
/** Who acts on what he looked at names its version; the last one to act is told to look again. */
const seen = Type.Optional(
  Type.Integer({ ...both('看到的版本', 'the version that was looked at'), minimum: 1, maximum: 2_147_483_647 }),
)
const { unknownUser, noRight, ownAccount, auditAdminApart, busy, changed } = officeErrors
const touchErrors = [noRight, ownAccount, auditAdminApart, unknownUser, changed] as const

/** Signing in and out. */
export const sessionRoutes = [
  route({
    name: 'session.signIn',
    method: 'POST',
    path: '/api/session',
    right: 'anyone',
    summary: { zh: '登录', en: 'Sign in' },
    description: {
      zh: '账号不存在、口令错误、锁定和停用的应答相同。浏览器用 cookie，程序用 token。',
      en: 'An unknown, locked or disabled account is answered like a wrong password. Browsers take a cookie, programs a token.',
    },
    body: fields({
      // A password may be typed into the field above it.
      userId: Type.String({ ...both('用户名', 'user name'), ...secret, maxLength: 64 }),
      password: password('口令', 'password'),
      keep: Type.Optional(
        oneOf(['cookie', 'token'], '会话放在何处，缺省 cookie', 'where the session is kept, a cookie when absent'),
      ),
    }),
    answer: signedIn,
    errors: [officeErrors.signInRefused, officeErrors.tooManyTries, busy],
  }),
  route({
    name: 'session.get',
    method: 'GET',
    path: '/api/session',
    right: 'signed-in',
    summary: { zh: '当前用户及其权限', en: 'Who I am and what I may do' },
    answer: person,
    errors: [],
  }),
  route({
    name: 'session.hints',
    method: 'GET',
    path: '/api/session/hints',
    right: 'anyone',
    summary: { zh: '演示账号；只有演示平台给出，其他平台为空', en: 'Accounts of a demo; empty everywhere else' },
    answer: fields({
      accounts: Type.Array(
        fields({
          userId,
          password: Type.String(both('口令', 'password')),
          role,
          label: words,
          place: words,
          work: words,
        }),
        both('每个角色一个账号', 'one account of every role'),
      ),
      somebody: maybe(
        Type.String(
          both(
            '可在收费台识别的演示参保人的证件号码',
            'the identity number of a generated person to identify at a till',
          ),
        ),
      ),
    }),
    errors: [],
  }),
  route({
    name: 'session.signOut',
    method: 'DELETE',
    path: '/api/session',
    right: 'signed-in',
    summary: { zh: '退出', en: 'Sign out' },
    answer: fields({ signedOut: Type.Literal(true) }),
    errors: [],
  }),
  route({
    name: 'session.changePassword',
    method: 'POST',
    path: '/api/session/password',
    right: 'signed-in',
    summary: { zh: '更换自己的口令，其余会话随之结束', en: 'Change my password; my other sessions end' },
    body: fields({
      current: password('当前口令', 'present password'),
      next: password('新口令', 'new password'),
      keep: Type.Optional(oneOf(['cookie', 'token'], '新会话放在何处', 'where the new session is kept')),
    }),
    answer: signedIn,
    errors: [officeErrors.wrongPassword, officeErrors.badPassword, officeErrors.tooManyTries, unknownUser, busy],
  }),
] as const

/** Accounts and their roles. */
export const userRoutes = [
  route({
    name: 'users.list',
    method: 'GET',
    path: '/api/users',
    right: 'users.read',
    summary: { zh: '用户列表', en: 'The users' },
    query: fields({
      text: Type.Optional(text(50, both('用户名、姓名或工号的一部分', 'part of user name, name or staff number'))),
      ...pageFields,
    }),
    answer: page(user),
    errors: [],
  }),
  route({
    name: 'users.add',
    method: 'POST',
    path: '/api/users',
    right: 'users.manage',
    summary: {
      zh: '建立用户；角色由安全管理员另授',
      en: 'Make a user; roles are granted by the security administrator',
    },
    body: fields({
      userId,
      name: text(50, both('姓名', 'name')),
      staffNumber: text(32, both('工号，一人一号', 'staff number, one account each')),
    }),
    answer: userWithPassword,
    errors: [officeErrors.userIdTaken, officeErrors.staffNumberTaken, busy],
  }),
  route({
    name: 'users.disable',
    method: 'POST',
    path: '/api/users/{userId}/disable',
    right: 'users.manage',
    summary: { zh: '停用用户，其会话随之结束', en: 'Disable a user and end the sessions' },
    params,
    body: fields({ seen }),
    answer: user,
    errors: touchErrors,
  }),
  route({
    name: 'users.enable',
    method: 'POST',
    path: '/api/users/{userId}/enable',
    right: 'users.manage',
    summary: { zh: '启用用户', en: 'Enable a user again' },
    params,
    body: fields({ seen }),
    answer: user,
    errors: touchErrors,
  }),
  route({
    name: 'users.resetPassword',
    method: 'POST',
    path: '/api/users/{userId}/reset-password',
    right: 'users.manage',
    summary: {
      zh: '重置口令；须安全管理员解锁后才能登录',
      en: 'Make the password anew; a security administrator then unlocks',
    },
    params,
    body: fields({ seen }),
    answer: userWithPassword,
    errors: [...touchErrors, busy],
  }),
  route({
    name: 'users.unlock',
    method: 'POST',
    path: '/api/users/{userId}/unlock',
    right: 'users.unlock',
    summary: { zh: '解锁用户', en: 'Unlock a user' },
    params,
    body: fields({ seen }),
    answer: user,
    errors: touchErrors,
  }),
  route({
    name: 'users.grant',
    method: 'POST',
    path: '/api/users/{userId}/roles/grant',
    right: 'roles.assign',
    summary: { zh: '授予角色', en: 'Grant a role' },
    params,
    body: fields({ ...grant.properties, seen }),
    answer: user,
    errors: [
      ...touchErrors,
      officeErrors.wrongScope,
      officeErrors.twoOffices,
      officeErrors.alreadyGranted,
      officeErrors.unknownInstitution,
      officeErrors.unknownDivision,
    ],
  }),
  route({
    name: 'users.revoke',
    method: 'POST',
    path: '/api/users/{userId}/roles/revoke',
    right: 'roles.assign',
    summary: { zh: '收回角色，该用户的会话随之结束', en: 'Revoke a role and end the user’s sessions' },
    params,
    body: fields({ ...grant.properties, seen }),
    answer: user,
    errors: [...touchErrors, officeErrors.unknownGrant],
  }),
  route({
    name: 'roles.list',
    method: 'GET',
    path: '/api/roles',
    right: 'users.read',
    summary: { zh: '角色及其权限', en: 'The roles and what they may do' },
    answer: fields({
      roles: Type.Array(
        fields({
          role,
          label: words,
          fits: oneOf(['whole', 'region', 'institution'], '用于全部、区划或机构', 'for all, a region, an institution'),
          rights: Type.Array(fields({ right, label: words })),
        }),
      ),
    }),
    errors: [],
  }),
  route({
    name: 'roles.institutions',
    method: 'GET',
    path: '/api/roles/institutions',
    right: 'roles.assign',
    summary: {
      zh: '可授予范围的机构，按编码开头或名称查找',
      en: 'Institutions that a role may be granted for, by the beginning of the code or by name',
    },
    query: fields({ search: text(50, both('编码开头，或名称中的字', 'how the code begins, or a part of the name')) }),
    answer: fields({
      institutions: Type.Array(
        fields({ providerCode, name: Type.String(both('机构名称', 'name of the institution')) }),
        { maxItems: 20 },
      ),
    }),
    errors: [],
  }),
] as const

const sessionRow = fields({
  sessionId: Type.String(both('会话编号', 'number of the session')),
  userId,
  address: Type.String(both('登录地址', 'begun from')),
  agent: Type.String(both('客户端', 'program')),
  startedAt: time('登录时间', 'begun at'),
  seenAt: time('最近使用', 'last used'),
})

/** Sessions of others, and the operation log. */
export const oversightRoutes = [
  route({
    name: 'sessions.list',
    method: 'GET',
    path: '/api/sessions',
    right: 'sessions.end',
    summary: { zh: '在线会话', en: 'Open sessions' },
    query: fields({ userId: Type.Optional(userId), ...pageFields }),
    answer: page(sessionRow),
    errors: [officeErrors.badPage],
  }),
  route({
    name: 'sessions.end',
    method: 'POST',
    path: '/api/sessions/{sessionId}/end',
    right: 'sessions.end',
    summary: { zh: '结束会话', en: 'End a session' },
    params: fields({ sessionId: text(40, both('会话编号', 'number of the session')) }),
    answer: fields({ ended: Type.Literal(true) }),
    errors: [noRight, ownAccount, auditAdminApart, officeErrors.unknownSession],
  }),
  route({
    name: 'log.find',
    method: 'GET',
    path: '/api/operation-log',
    right: 'log.read',
    summary: { zh: '操作日志，新的在前', en: 'The operation log, newest first' },
    query: fields({
      actor: Type.Optional(text(64, both('谁：用户名、console 或 nobody', 'who: a user name, console or nobody'))),
      action: Type.Optional(text(64, both('做什么，如 people.unmask', 'what, such as people.unmask'))),
      target: Type.Optional(text(64, both('对什么', 'on what'))),
      outcome: Type.Optional(oneOf(['done', 'refused'], '结果', 'outcome')),
      from: Type.Optional(time('自', 'from')),
      until: Type.Optional(time('至（不含）', 'the first moment that is too late')),
      ...pageFields,
    }),
    answer: page(
      fields({
        operationId: Type.String(both('编号', 'number')),
        at: time('时间', 'when'),
        actor: Type.String(both('谁', 'who')),
        action: Type.String(both('做什么', 'what')),
        target: maybe(Type.String(both('对什么', 'on what'))),
        outcome: oneOf(['done', 'refused'], '结果', 'outcome'),
        reason: maybe(Type.String(both('拒绝代码，或办理事由', 'why it was refused, or why it was done'))),
        address: maybe(Type.String(both('地址', 'from where'))),
        sessionId: maybe(Type.String(both('会话编号', 'in which session'))),
        details: Type.String(both('其余，JSON 文本', 'the rest, as JSON text')),
      }),
    ),
    errors: [officeErrors.badPage, officeErrors.badTime],
  }),
] as const
