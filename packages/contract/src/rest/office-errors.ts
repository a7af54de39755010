import { changedMeanwhile } from './errors.ts'
import { restError } from './route.ts'

const askSecurity = { zh: '请联系安全管理员', en: 'ask a security administrator' }

/** What may be refused about accounts, roles and sessions, in words. */
export const officeErrors = {
  signInRefused: restError({
    code: 'office.sign-in-refused',
    status: 401,
    message: {
      zh: '用户名或口令不对，或账号已锁定、停用',
      en: 'wrong user name or password, or the account is locked or disabled',
    },
    cure: {
      zh: '请核对后重试；连续输错须等候，一次比一次久，从未登录过的地方等得更久；可请安全管理员解锁',
      en: 'check and try again; wrong tries mean waiting, longer each time and where you never signed in; a security administrator can unlock',
    },
  }),
  tooManyTries: restError({
    code: 'office.too-many-tries',
    status: 429,
    message: { zh: '输错次数过多，暂停登录', en: 'too many wrong tries: signing in is suspended' },
    cure: { zh: '请 15 分钟后再试', en: 'try again in 15 minutes' },
  }),
  busy: restError({
    code: 'office.busy',
    status: 503,
    message: { zh: '登录的人太多', en: 'too many people are signing in' },
    cure: { zh: '请几秒后再试', en: 'try again in a few seconds' },
  }),
  wrongPassword: restError({
    code: 'office.wrong-password',
    status: 403,
    message: { zh: '当前口令不对', en: 'the present password is wrong' },
    cure: { zh: '请重新输入', en: 'type it again' },
  }),
  badPassword: restError({
    code: 'office.bad-password',
    status: 400,
    message: { zh: '新口令不合要求', en: 'the new password is not good enough' },
    cure: {
      zh: '请换一个：12 位以上，自己想的词句，不含用户名，不用最近 5 个',
      en: 'take another: 12 characters and more, words of your own, not your name, none of the last 5',
    },
  }),
  noRight: restError({
    code: 'office.no-right',
    status: 403,
    message: { zh: '没有此项权限', en: 'without the right for this' },
    cure: askSecurity,
  }),
  ownAccount: restError({
    code: 'office.own-account',
    status: 403,
    message: { zh: '不能操作自己的账号', en: 'nobody does this to his own account' },
    cure: { zh: '请另一位管理员办理', en: 'ask another administrator' },
  }),
  auditAdminApart: restError({
    code: 'office.audit-admin-apart',
    status: 403,
    message: {
      zh: '审计管理员的账号只能在服务器命令行办理',
      en: 'the account of an audit administrator is touched at the machine only',
    },
    cure: { zh: '请在服务器上用 ./yibao user', en: 'use ./yibao user on the machine' },
  }),
  twoOffices: restError({
    code: 'office.two-offices',
    status: 409,
    message: {
      zh: '一人不得兼任两种管理员，也不得兼任管理员和业务角色（三员分立）',
      en: 'one person holds no two administrators’ offices, nor one beside business',
    },
    cure: { zh: '请换人，或先收回已有角色', en: 'take another person, or revoke the roles held first' },
  }),
  wrongScope: restError({
    code: 'office.wrong-scope',
    status: 400,
    message: { zh: '角色和范围不相配', en: 'the role does not go with the scope' },
    cure: {
      zh: '管理员用区划 000000，医保局角色用区划，机构医保办用机构编码',
      en: 'administrators take region 000000, the bureau’s roles a region, an institution’s office an institution',
    },
  }),
  alreadyGranted: restError({
    code: 'office.already-granted',
    status: 409,
    message: { zh: '已有这个角色', en: 'the role is held already' },
    cure: { zh: '无需再授', en: 'nothing to do' },
  }),
  unknownGrant: restError({
    code: 'office.unknown-grant',
    status: 404,
    message: { zh: '没有这个角色', en: 'the role is not held' },
    cure: { zh: '请核对角色和范围', en: 'check role and scope' },
  }),
  unknownUser: restError({
    code: 'office.unknown-user',
    status: 404,
    message: { zh: '没有这个用户', en: 'there is no such user' },
    cure: { zh: '请核对用户名', en: 'check the user name' },
  }),
  changed: changedMeanwhile('office.changed', '这个用户', 'the user'),
  userIdTaken: restError({
    code: 'office.user-id-taken',
    status: 409,
    message: { zh: '用户名已有人用过', en: 'the user name is taken' },
    cure: { zh: '请换一个；用户名停用后也不再给别人', en: 'take another; a name is never given twice' },
  }),
  staffNumberTaken: restError({
    code: 'office.staff-number-taken',
    status: 409,
    message: { zh: '此工号已有账号', en: 'there is an account with this staff number' },
    cure: { zh: '一人一号：请启用原账号', en: 'one person, one account: enable that one' },
  }),
  unknownInstitution: restError({
    code: 'office.unknown-institution',
    status: 404,
    message: { zh: '没有这个机构', en: 'there is no such institution' },
    cure: { zh: '请核对机构编码', en: 'check the code of the institution' },
  }),
  unknownDivision: restError({
    code: 'office.unknown-division',
    status: 404,
    message: { zh: '本中心没有这个区划', en: 'the centre knows no such division' },
    cure: {
      zh: '请按名称选择统筹区，或填写有定点机构的区划',
      en: 'choose a region by name, or a division with institutions',
    },
  }),
  unknownSession: restError({
    code: 'office.unknown-session',
    status: 404,
    message: { zh: '没有这个会话，或已结束', en: 'there is no such session, or it has ended' },
    cure: { zh: '请刷新列表', en: 'read the list again' },
  }),
  badTime: restError({
    code: 'office.bad-time',
    status: 400,
    message: { zh: '没有这个时间', en: 'there is no such time' },
    cure: { zh: '写成 2025-03-01 08:00:00', en: 'write it as 2025-03-01 08:00:00' },
  }),
  badPage: restError({
    code: 'office.bad-page',
    status: 400,
    message: { zh: '翻页位置不对', en: 'the page begins nowhere' },
    cure: { zh: '请原样使用上一页给出的 next', en: 'use the `next` of the page before as it is' },
  }),
} as const
