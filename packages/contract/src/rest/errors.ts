import Type from 'typebox'
import { type RestError, type Route, restError } from './route.ts'
import { both, fields, maybe, time, words } from './schemas.ts'

const signIn = { zh: '请重新登录', en: 'sign in again' }

/** What any route may be refused with, whatever its room. */
export const restErrors = {
  badInput: restError({
    code: 'rest.bad-input',
    status: 400,
    message: { zh: '输入不符合要求', en: 'the input is not as it must be' },
    cure: { zh: '请按所给格式修改该字段', en: 'change the field as is said of it' },
  }),
  badBody: restError({
    code: 'rest.bad-body',
    status: 400,
    message: { zh: '请求体无法读取', en: 'the body cannot be read' },
    cure: {
      zh: '请发送一个 JSON 对象，content-type 为 application/json',
      en: 'send one JSON object as application/json',
    },
  }),
  tooLarge: restError({
    code: 'rest.body-too-large',
    status: 413,
    message: { zh: '请求体超过 256 kB', en: 'the body is longer than 256 kB' },
    cure: { zh: '请缩小请求', en: 'send less' },
  }),
  noSession: restError({
    code: 'rest.no-session',
    status: 401,
    message: { zh: '未登录，或会话已结束', en: 'not signed in, or the session ended' },
    cure: signIn,
  }),
  foreignOrigin: restError({
    code: 'rest.foreign-origin',
    status: 403,
    message: { zh: '请求来自其他网站', en: 'the request comes from another site' },
    cure: {
      zh: '使用会话 cookie 时请带 x-yibao-csrf 头',
      en: 'with a session cookie send the header x-yibao-csrf: 1',
    },
  }),
  badRegion: restError({
    code: 'rest.bad-region',
    status: 400,
    message: { zh: 'x-yibao-region 不是区划代码', en: 'x-yibao-region is no division' },
    cure: { zh: '请写六位区划代码，或不带此请求头', en: 'give a division of six digits, or leave the header out' },
  }),
  noRight: restError({
    code: 'rest.no-right',
    status: 403,
    message: { zh: '没有此项权限', en: 'without the right for this' },
    cure: { zh: '请联系安全管理员授权', en: 'ask the security administrator for the right' },
  }),
  passwordFirst: restError({
    code: 'rest.password-first',
    status: 403,
    message: { zh: '须先修改口令', en: 'the password must be changed first' },
    cure: { zh: '请先修改口令，再继续', en: 'change the password, then go on' },
  }),
  notFound: restError({
    code: 'rest.no-such-route',
    status: 404,
    message: { zh: '没有这个接口', en: 'there is no such route' },
    cure: { zh: '接口见 /api/docs', en: 'see /api/docs for the routes' },
  }),
  internal: restError({
    code: 'rest.internal',
    status: 500,
    message: { zh: '平台内部错误', en: 'a fault of the centre' },
    cure: { zh: '请把 reference 告诉运维', en: 'tell the operators of the centre the reference' },
  }),
  unavailable: restError({
    code: 'rest.unavailable',
    status: 503,
    message: { zh: '数据库暂时无法使用', en: 'the database cannot be used at the moment' },
    cure: { zh: '请稍后再试', en: 'try again a little later' },
  }),
} as const

/** Who changed something and when, as far as that is known; nobody is named to those who are not to know. */
export interface Changed {
  readonly by: string | null
  readonly at: string | null
}

/** Facts that an error may carry beside its words. */
export interface ErrorFacts {
  readonly field?: string
  readonly value?: string
  readonly expected?: { readonly zh: string; readonly en: string }
  readonly reference?: string
  readonly retryAfterSeconds?: number
  readonly changed?: Changed
}

/** The body of every answer that is an error. */
export const errorAnswer = fields({
  error: fields({
    code: Type.String(both('稳定的错误代码', 'stable code of the error')),
    message: words,
    cure: words,
    field: Type.Optional(Type.String(both('有问题的字段', 'the field in question'))),
    value: Type.Optional(Type.String(both('收到的值', 'the value that came'))),
    expected: Type.Optional(words),
    reference: Type.Optional(Type.String(both('故障编号', 'number of the fault'))),
    retryAfterSeconds: Type.Optional(Type.Integer(both('请在此秒数后再试', 'try again after so many seconds'))),
    changed: Type.Optional(
      fields({
        by: maybe(Type.String(both('由谁改动；不便告知时为空', 'who changed it; null where that is not told'))),
        at: maybe(time('何时改动', 'when it was changed')),
      }),
    ),
  }),
})

/** Every error that a route may answer: its own, and those that its shape and right bring with them. */
export function errorsOf({ errors, right, method, params, query, body }: Route): readonly RestError[] {
  const {
    badInput,
    badBody,
    tooLarge,
    noSession,
    foreignOrigin,
    badRegion,
    noRight,
    passwordFirst,
    internal,
    unavailable,
  } = restErrors
  return [
    ...(params === undefined && query === undefined && body === undefined ? [] : [badInput]),
    ...(body === undefined ? [] : [badBody, tooLarge]),
    ...(right === 'anyone' ? [] : [noSession, badRegion]),
    ...(method === 'GET' ? [] : [foreignOrigin]),
    ...(right === 'anyone' || right === 'signed-in' ? [] : [noRight, passwordFirst]),
    ...errors,
    internal,
    unavailable,
  ]
}

/** The body that tells an error. */
export function errorBody({ code, message, cure }: RestError, facts: ErrorFacts = {}) {
  return { error: { code, message, cure, ...facts } }
}

/**
 * Somebody else changed what one looked at, and nothing was done: the second to act is told who was faster, looks at it as it is now,
 * and decides again.
 */
export const changedMeanwhile = <const Code extends string>(code: Code, zh: string, en: string) =>
  restError({
    code,
    status: 409,
    message: { zh: `此间${zh}已有改动`, en: `${en} was changed meanwhile` },
    cure: { zh: '请看最新内容，核对后再提交', en: 'look at it as it is now, then decide and submit again' },
  })

/** A thing that does not exist, or that the asker may not see: both are answered alike. */
export const unknownThing = <const Code extends string>(code: Code, zh: string, en: string) =>
  restError({
    code,
    status: 404,
    message: { zh: `没有${zh}`, en: `there is no ${en}` },
    cure: { zh: '请核对编号，或换有权限的人员查询', en: 'check the number, or ask somebody who may see it' },
  })
