import type { Answer } from '@yibao/contract/rest'
import type { Pair, Say } from '../kit/index.ts'
import type { Standing } from './mark.tsx'

export type User = Answer<'users.list'>['rows'][number]
export type Grant = User['grants'][number]
export type RoleRow = Answer<'roles.list'>['roles'][number]

/** The states of an account, gravest first. */
export function standingOf(
  { disabledAt, held, lockedUntil, mustChangePassword }: User,
  say: Say,
): { readonly text: string; readonly as: Standing } {
  if (disabledAt !== null) return { text: say('已停用', 'Disabled'), as: 'bad' }
  if (held) return { text: say('待解锁', 'Held'), as: 'waits' }
  if (lockedUntil !== null) return { text: say('已锁定', 'Locked'), as: 'waits' }
  if (mustChangePassword) return { text: say('须换口令', 'New password due'), as: 'plain' }
  return { text: say('正常', 'In use'), as: 'good' }
}

/** @param placeOf the name of a division with its number */
export const scopeText = ({ scope, institution }: Grant, say: Say, placeOf: (division: string) => string): string => {
  if (scope.kind === 'region') return scope.division === '000000' ? say('全部', 'everywhere') : placeOf(scope.division)
  const { providerCode } = scope
  return institution === null
    ? providerCode
    : say(`${institution}（${providerCode}）`, `${institution} (${providerCode})`)
}

export const grantKey = ({ role, scope }: Grant): string =>
  `${role} ${scope.kind === 'region' ? scope.division : scope.providerCode}`

export const roleName = (role: string, roles: readonly RoleRow[] | undefined, say: Say): string => {
  const found = roles?.find((one) => one.role === role)
  return found === undefined ? role : say(found.label)
}

/** Parts of the upkeep by name. */
export const upkeepNames: Readonly<Record<string, Pair>> = {
  months: ['按月分区', 'months ahead'],
  audits: ['夜间审核', 'nightly audit'],
  casework: ['稽核日常', 'casework of the day'],
  statistics: ['统计监管', 'statistics'],
  seals: ['封存操作日志', 'sealing the log'],
  'seal-check': ['核对操作日志', 'checking the log'],
  days: ['按日汇总', 'sums by day'],
}

export const faultNames: Readonly<Record<NonNullable<Answer<'seals.list'>['check']>['faults'][number]['what'], Pair>> =
  {
    missing: ['缺少封印', 'a seal is missing'],
    previous: ['与前一封印不相接', 'does not go on where the one before ended'],
    seal: ['封印被改', 'the seal was changed'],
    signature: ['不是本中心的签名', 'not signed by this centre'],
    'row-count': ['行数不符', 'rows were taken out or put in'],
    rows: ['行被改动', 'rows were changed'],
    cut: ['末尾可能被截', 'an end may have been cut off'],
  }
