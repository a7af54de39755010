/** Everything that a role may allow, with its name in Chinese and English. */
export const rightNames = {
  'people.read': ['查询参保人', 'look up insured people'],
  'people.unmask': ['查看姓名和证件号码原文', 'see names and identity numbers unmasked'],
  'plans.read': ['查看待遇方案', 'see benefit plans'],
  'visits.read': ['查询就诊', 'look up visits'],
  'settlements.read': ['查询结算', 'look up settlements'],
  'messages.read': ['查询报文', 'look up messages'],
  'messages.rerun': ['按另一政策重算', 'compute again under another law'],
  'reports.read': ['查看报表', 'see reports'],
  'reports.export': ['导出报表', 'export reports'],
  'payments.read': ['查看付费结算', 'see payments to institutions'],
  'payments.apply': ['申请特例单议', 'apply for special-case reviews'],
  'payments.run': ['办理付费结算', 'run payments, assign reviews'],
  'payments.review': ['评审特例', 'review special cases'],
  'payments.export': ['导出付费结算', 'export statements and comparisons'],
  'users.read': ['查看用户', 'see users'],
  'users.manage': ['建立、停用用户，重置口令', 'make and disable users, reset passwords'],
  'users.unlock': ['解锁用户', 'unlock users'],
  'roles.assign': ['授予、收回角色', 'grant and revoke roles'],
  'sessions.end': ['查看、结束会话', 'see and end sessions'],
  'log.read': ['查看操作日志', 'read the operation log'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

export type Right = keyof typeof rightNames

export const rights = Object.keys(rightNames) as readonly Right[]
