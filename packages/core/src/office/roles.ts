import type { Right } from './rights.ts'

interface RoleTerms {
  readonly name: readonly [zh: string, en: string]
  /** One of the three administrators, or one who does the bureau's or an institution's business. */
  readonly kind: 'administrator' | 'business'
  /** Where the role is used: everywhere at once, in a region, in an institution. */
  readonly fits: 'whole' | 'region' | 'institution'
  readonly rights: readonly Right[]
}

/** The one table of what a role may do. */
export const roleTable = {
  'system-admin': {
    name: ['系统管理员', 'system administrator'],
    kind: 'administrator',
    fits: 'whole',
    rights: ['users.read', 'users.manage', 'keys.read', 'centre.read'],
  },
  'security-admin': {
    name: ['安全管理员', 'security administrator'],
    kind: 'administrator',
    fits: 'whole',
    rights: ['users.read', 'users.unlock', 'roles.assign', 'sessions.end'],
  },
  'audit-admin': {
    name: ['审计管理员', 'audit administrator'],
    kind: 'administrator',
    fits: 'whole',
    rights: ['users.read', 'log.read'],
  },
  clerk: {
    name: ['经办人员', 'clerk of the bureau'],
    kind: 'business',
    fits: 'region',
    rights: [
      'people.read',
      'people.unmask',
      'plans.read',
      'visits.read',
      'settlements.read',
      'settlements.export',
      'messages.read',
      'catalogues.read',
      'catalogues.manage',
      'providers.read',
      'reports.read',
      'payments.read',
      'payments.run',
      'payments.export',
      'matters.read',
      'matters.cashier',
    ],
  },
  auditor: {
    name: ['稽核人员', 'auditor of the bureau'],
    kind: 'business',
    fits: 'region',
    rights: [
      'people.read',
      'people.unmask',
      'plans.read',
      'visits.read',
      'settlements.read',
      'settlements.export',
      'messages.read',
      'messages.rerun',
      'catalogues.read',
      'providers.read',
      'reports.read',
      'reports.export',
      'payments.read',
      'payments.review',
      'payments.export',
      'findings.read',
      'rules.read',
      'indicators.read',
      'matters.read',
      'matters.review',
      'evidence.read',
      'credit.read',
    ],
  },
  'supervision-lead': {
    name: ['稽核负责人', 'head of supervision'],
    kind: 'business',
    fits: 'region',
    rights: [
      'people.read',
      'visits.read',
      'settlements.read',
      'providers.read',
      'reports.read',
      'findings.read',
      'rules.read',
      'indicators.read',
      'matters.read',
      'matters.dispatch',
      'evidence.read',
      'evidence.approve',
      'tips.read',
      'tips.receive',
      'tips.open',
      'credit.read',
      'credit.record',
    ],
  },
  'legal-reviewer': {
    name: ['法制审核人员', 'legal reviewer'],
    kind: 'business',
    fits: 'region',
    rights: ['plans.read', 'matters.read', 'matters.legal', 'evidence.read'],
  },
  'evidence-keeper': {
    name: ['证据保管人员', 'keeper of evidence'],
    kind: 'business',
    fits: 'region',
    rights: ['matters.read', 'evidence.read', 'evidence.keep'],
  },
  leader: {
    name: ['领导', 'leader of the bureau'],
    kind: 'business',
    fits: 'region',
    rights: [
      'plans.read',
      'catalogues.read',
      'providers.read',
      'reports.read',
      'reports.export',
      'payments.read',
      'payments.export',
      'findings.read',
      'indicators.read',
      'matters.read',
      'matters.approve',
      'evidence.read',
      'evidence.approve',
      'tips.read',
      'tips.open',
      'credit.read',
    ],
  },
  'policy-maker': {
    name: ['政策研究人员', 'policy maker'],
    kind: 'business',
    fits: 'region',
    rights: [
      'plans.read',
      'messages.rerun',
      'catalogues.read',
      'reports.read',
      'reports.export',
      'payments.read',
      'payments.export',
      'rules.read',
      'indicators.read',
    ],
  },
  cashier: {
    name: ['收费员', 'cashier of an institution'],
    kind: 'business',
    fits: 'institution',
    rights: ['till.use', 'people.read', 'visits.read', 'settlements.read', 'catalogues.read'],
  },
  'institution-office': {
    name: ['机构医保办', 'insurance office of an institution'],
    kind: 'business',
    fits: 'institution',
    rights: [
      'people.read',
      'plans.read',
      'visits.read',
      'settlements.read',
      'settlements.export',
      'messages.read',
      'catalogues.read',
      'providers.read',
      'reports.read',
      'payments.read',
      'payments.apply',
      'payments.export',
      'matters.read',
      'matters.answer',
      'credit.read',
    ],
  },
} as const satisfies Readonly<Record<string, RoleTerms>>

export type Role = keyof typeof roleTable

export const roles = Object.keys(roleTable) as readonly Role[]

export const isRole = (text: string): text is Role => Object.hasOwn(roleTable, text)

export const roleTerms = (role: Role): RoleTerms => roleTable[role]

export const rightsOf = (role: Role): readonly Right[] => roleTerms(role).rights

/** What may not meet in one account: each administrator is a hand of its own, all business is another. */
export function handOf(role: Role): 'system-admin' | 'security-admin' | 'audit-admin' | 'business' {
  return role === 'system-admin' || role === 'security-admin' || role === 'audit-admin' ? role : 'business'
}
