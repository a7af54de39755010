import { type Grant, roleTerms } from '@yibao/core/office'
import { type Column, tableLines } from './table-text.ts'
import { type Language, say, type Words } from './words.ts'

const leftIn =
  (language: Language) =>
  (zh: string, en: string): Column => ({ title: say([zh, en], language), side: 'left' })

/** `稽核人员 330212`: a role with where it is used. */
function grantText({ role, scope }: Grant, language: Language): string {
  const place = scope.kind === 'region' ? scope.division : scope.providerCode
  return `${say(roleTerms(role).name, language)} ${role} ${place}`
}

/** One account, as far as people read it. */
export interface ShownUser {
  readonly userId: string
  readonly name: string
  readonly staffNumber: string
  readonly grants: readonly Grant[]
  readonly disabledAt: string | null
  readonly held: boolean
  readonly mustChangePassword: boolean
  readonly locked: boolean
}

/** What keeps an account from working as usual. */
function standingText(user: ShownUser, language: Language): string {
  const states: readonly (readonly [boolean, Words])[] = [
    [user.disabledAt !== null, ['停用', 'disabled']],
    [user.held, ['待解锁', 'waits to be unlocked']],
    [user.locked, ['锁定', 'locked']],
    [user.mustChangePassword, ['须换口令', 'must change the password']],
  ]
  const held = states.filter(([is]) => is).map(([, words]) => say(words, language))
  return held.length === 0 ? say(['正常', 'in use'], language) : held.join(language === 'zh' ? '、' : ', ')
}

export function userTable(users: readonly ShownUser[], language: Language): readonly string[] {
  const left = leftIn(language)
  return tableLines(
    [
      left('用户名', 'user'),
      left('姓名', 'name'),
      left('工号', 'staff number'),
      left('状态', 'standing'),
      left('角色', 'roles'),
    ],
    users.map((user) => [
      user.userId,
      user.name,
      user.staffNumber,
      standingText(user, language),
      user.grants.map((grant) => grantText(grant, language)).join(language === 'zh' ? '；' : '; '),
    ]),
  )
}

export interface ShownSession {
  readonly sessionId: string
  readonly userId: string
  readonly address: string
  readonly agent: string
  readonly startedAt: string
  readonly seenAt: string
}

export function sessionTable(sessions: readonly ShownSession[], language: Language): readonly string[] {
  const left = leftIn(language)
  return tableLines(
    [
      left('会话', 'session'),
      left('用户名', 'user'),
      left('地址', 'address'),
      left('登录', 'begun'),
      left('最近', 'last used'),
      left('客户端', 'program'),
    ],
    sessions.map(({ sessionId, userId, address, startedAt, seenAt, agent }) => [
      sessionId,
      userId,
      address,
      startedAt,
      seenAt,
      agent,
    ]),
  )
}

export interface ShownOperation {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly target: string | null
  readonly outcome: 'done' | 'refused'
  readonly reason: string | null
  readonly address: string | null
}

export function operationTable(operations: readonly ShownOperation[], language: Language): readonly string[] {
  const left = leftIn(language)
  const outcomes = { done: ['完成', 'done'], refused: ['拒绝', 'refused'] } as const
  return tableLines(
    [
      left('时间', 'when'),
      left('谁', 'who'),
      left('做什么', 'what'),
      left('对什么', 'on what'),
      left('结果', 'outcome'),
      left('事由', 'reason'),
      left('地址', 'address'),
    ],
    operations.map(({ at, actor, action, target, outcome, reason, address }) => [
      at,
      actor,
      action,
      target ?? '',
      say(outcomes[outcome], language),
      reason ?? '',
      address ?? '',
    ]),
  )
}
