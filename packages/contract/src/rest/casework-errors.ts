import { changedMeanwhile, unknownThing } from './errors.ts'
import { saidError as error } from './route.ts'

const askLead = ['请由稽核负责人改派', 'let the head of supervision assign somebody else'] as const
const seeBases = [
  '请按所选依据允许的措施和幅度填写',
  'stay within the measures and bounds that the chosen clause allows',
] as const
const tellOperators = ['请联系运维核查', 'tell the operators of the centre'] as const

export const unknownMatter = unknownThing('casework.unknown-matter', '这件疑点或案件', 'such matter')

/** What an act upon a matter may be refused with; the command line tells them too. */
export const actErrors = [
  unknownMatter,
  changedMeanwhile('casework.changed-meanwhile', '这件事项', 'the matter'),
  error(
    'casework.not-now',
    409,
    ['现在不能这样办', 'not in its present state'],
    ['请办理所列的事项', 'do one of the acts that are named'],
  ),
  error(
    'casework.not-yours',
    403,
    ['不是您的岗位办理的事项', 'another office does this'],
    ['请由有此岗位的人员办理', 'let somebody of that office do it'],
  ),
  error(
    'casework.conflict-of-interest',
    403,
    ['与该机构有利害关系，应当回避', 'an interest in the institution'],
    askLead,
  ),
  error('casework.not-assigned', 403, ['未指派给您', 'it is not assigned to you'], askLead),
  error('casework.same-person', 403, ['此人在本件中已有其他角色', 'this person has another role in it'], askLead),
  error(
    'casework.not-a-reviewer',
    409,
    ['此用户不能办理', 'this user cannot review it'],
    ['请指定有权限、管辖此机构的在用用户', 'name a user with the right, within reach'],
  ),
  error(
    'casework.nobody-free',
    409,
    ['没有可指派的人员', 'nobody is free for it'],
    ['请增加人员，或由上级指派', 'add people, or let the level above assign'],
  ),
  error(
    'casework.no-assignee',
    400,
    ['未指定一名人员', 'one person is to be named'],
    ['请指定一名人员', 'name one person'],
  ),
  error(
    'casework.two-people',
    400,
    ['办案人员不少于两人', 'two people at least investigate'],
    ['请指定两名以上', 'name two or more'],
  ),
  error('casework.no-reason', 400, ['未说明理由', 'without a reason'], ['请填写理由', 'say why']),
  error(
    'casework.no-evidence',
    400,
    ['未附证据', 'without evidence'],
    ['请填写证据编号，或提交材料', 'give the codes of evidence, or hand in a file'],
  ),
  error('casework.unknown-evidence', 409, ['没有这件证据', 'no such evidence'], ['请先登记证据', 'collect it first']),
  error(
    'casework.deadline-past',
    400,
    ['期限已过去', 'the deadline lies in the past'],
    ['请指定以后的日期', 'name a day to come'],
  ),
  error(
    'casework.term-too-short',
    400,
    ['期限短于规定', 'the term is shorter than the law’s'],
    ['请不早于所示日期', 'name that day or a later one'],
  ),
  error('casework.too-late', 409, ['已过期限', 'the term is over'], ['逾期不再受理', 'it is not taken any more']),
  error(
    'casework.too-early',
    409,
    ['对方的期限未满', 'the other side’s term still runs'],
    ['期满以后再办', 'do it when the term is over'],
  ),
  error(
    'casework.amount',
    409,
    ['金额不符', 'the amount does not fit'],
    ['请改为不超过所示金额', 'stay within the amount that is named'],
  ),
  error(
    'casework.heavier',
    409,
    ['不得因陈述、申辩、申诉而加重', 'nothing becomes heavier by being heard'],
    ['不超过告知或原决定', 'stay within the notice or the decision'],
  ),
  error(
    'casework.still-due',
    409,
    ['尚有应追回款项', 'money is still due'],
    ['追回以后再结案', 'close it when it is settled'],
  ),
  error('casework.nothing-due', 409, ['没有应追回款项', 'nothing is due'], ['可以直接结案', 'it can be closed']),
  error(
    'casework.nothing-owed',
    409,
    ['没有应退还机构的款项', 'nothing is owed to the institution'],
    ['已收或已扣的追回款撤回以后才有', 'only what was taken and withdrawn afterwards is paid back'],
  ),
  error(
    'casework.beyond-line',
    409,
    ['超出此明细由基金支付的金额', 'more than the funds paid for this line of the bill'],
    [
      '请改为不超过所示金额；其他事项已占满的请排除本件',
      'stay within the amount that is named; clear it where other matters have taken all of it',
    ],
  ),
  error(
    'casework.already-extended',
    409,
    ['办案期限已延长过', 'it was prolonged before'],
    ['请在期限内办结', 'decide it within its time'],
  ),
  error('casework.became-case', 409, ['已转为案件', 'it became a case'], ['请在案件中处理', 'handle it in the case']),
  error('casework.no-basis', 409, ['没有法律依据', 'without a legal basis'], seeBases),
  error('casework.beyond-basis', 409, ['超出依据的种类或幅度', 'beyond what the clause allows'], seeBases),
  error(
    'casework.no-approval',
    409,
    ['未经另一人批准', 'nobody else has signed'],
    ['请先由有权的人批准', 'let whoever may approve it first'],
  ),
  error(
    'casework.no-limit',
    409,
    ['没有适用的期限规定', 'no time limit is set for this day'],
    ['请政策维护人员补充期限规定', 'let the keepers of the law add the limit'],
  ),
  error('casework.broken-history', 409, ['事项记录不完整', 'its history is broken'], tellOperators),
  error(
    'casework.no-scheme',
    409,
    ['不知由哪项基金支付', 'nobody knows whose fund was charged'],
    ['请填写险种', 'name the scheme'],
  ),
  error(
    'casework.no-open-month',
    409,
    ['没有未结算的月份', 'no month is open'],
    ['请改为追回', 'recover it as a claim'],
  ),
  error(
    'casework.deduction-waits',
    409,
    ['扣款尚待月结算', 'the deduction waits for the month-end'],
    ['月结算后再办', 'do it after the month-end'],
  ),
  error(
    'casework.statement-runs',
    409,
    ['该月正在结算', 'the month is being closed'],
    ['月结算后再办', 'do it after the month-end'],
  ),
  error(
    'casework.bill-undone',
    409,
    ['结算已撤销，费用已退回', 'the bill was undone, its money is back'],
    ['请重新办理并排除', 'open it again and clear it'],
  ),
] as const
