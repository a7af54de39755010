import { type Route, routes } from '../packages/contract/src/rest/index.ts'
import { type Role, rightNames, rightsOf, roles, roleTerms } from '../packages/core/src/office/index.ts'
import { cell, tableLines } from './markdown.ts'

const fitsWords = {
  whole: '全部 the whole centre',
  region: '区划 a region with all in it',
  institution: '一家机构 one institution',
} as const

const roleHeads = roles.map((role) => `${roleTerms(role).name[0]}<br>\`${role}\``)

const mark = (isOpen: boolean): string => (isOpen ? '●' : '')

/** Whether a route is open to a role, as the door decides it. */
function isOpen({ right }: Pick<Route, 'right'>, role: Role): boolean {
  return right === 'anyone' || right === 'signed-in' || rightsOf(role).includes(right)
}

/** What a route asks for, in words. */
function rightText({ right }: Pick<Route, 'right'>): string {
  if (right === 'anyone') return '任何人 anyone'
  return right === 'signed-in' ? '已登录 signed in' : `\`${right}\` ${rightNames[right][0]}`
}

/** The page of routes and roles. */
export function rightsDocument(): string {
  const all: readonly Route[] = routes
  const scopes = roles.map((role) => {
    const { name, kind, fits } = roleTerms(role)
    const kinds = { administrator: '管理员 administrator', business: '业务 business' } as const
    return [`\`${role}\``, `${name[0]} ${name[1]}`, kinds[kind], fitsWords[fits]]
  })
  const walk = all.map((route) => [
    `\`${route.name}\``,
    `${route.method} \`${route.path}\``,
    cell(route.summary.zh),
    rightText(route),
    ...roles.map((role) => mark(isOpen(route, role))),
  ])
  return [
    '# 接口与角色 routes and roles',
    '',
    'Made from the table of routes (`packages/contract/src/rest`) and the table of roles (`packages/core/src/office/roles.ts`);',
    '`packages/server/tests/rights.test.ts` walks every cell through the door. ● 可用 open. A role reaches only what lies in its',
    'scope; what lies beyond is answered like what does not exist, and the try is logged. 范围之外与不存在的应答相同，并记入操作日志。',
    '',
    '## 角色 roles',
    '',
    ...tableLines(['角色 role', '名称 name', '种类 kind', '用于 used in'], scopes),
    '',
    '一人不得兼任两种管理员，也不得兼任管理员和业务角色。No account holds two administrators’ offices, nor one beside business.',
    '',
    '## 接口 routes',
    '',
    ...tableLines(['接口 route', '地址 address', '说明', '权限 right', ...roleHeads], walk),
    '',
  ].join('\n')
}
