import { changedMeanwhile, unknownThing } from './errors.ts'
import { saidError as error } from './route.ts'

/** What may be refused about tips, in words. */
export const tipErrors = {
  unknown: unknownThing('tip.unknown-tip', '这件举报', 'such tip'),
  changed: changedMeanwhile('tip.changed-meanwhile', '这件举报', 'the tip'),
  notNow: error(
    'tip.not-now',
    409,
    ['现在不能这样办', 'not in its present state'],
    ['此时可办的事项已列出', 'what may be done now is listed'],
  ),
  noRight: error(
    'tip.no-right',
    403,
    ['不是您的岗位办理的事项，或不在您的管辖范围', 'another office does this, or the place is not within your reach'],
    ['请由有此岗位的人员办理', 'let somebody of that office do it'],
  ),
  noReason: error('tip.no-reason', 400, ['未说明理由', 'without a reason'], ['请填写理由', 'give the reason']),
  nothingSaid: error(
    'tip.nothing-said',
    400,
    ['没有举报内容', 'nothing was said'],
    ['请填写举报内容', 'say what was seen'],
  ),
  badText: error(
    'tip.bad-text',
    400,
    ['文字空白、过长或含控制字符', 'the text is empty, too long, or holds control characters'],
    ['请改写所指的文字', 'write the text that is named anew'],
  ),
  unknownInstitution: error(
    'tip.unknown-institution',
    400,
    ['没有这个机构', 'there is no such institution'],
    ['请核对机构编码；不知道机构请不写', 'check the code; leave it out when it is not known'],
  ),
  holdersMissing: error(
    'tip.holders-missing',
    409,
    ['身份钥匙不足两把，不能封存身份', 'there are not two holders of keys, so that no identity can be sealed'],
    [
      '请在服务器上以 ./yibao tip keys make 设两名持有人，或匿名登记',
      'make two holders by ./yibao tip keys make on the machine, or take it in without a name',
    ],
  ),
  noMatter: error(
    'tip.no-matter',
    400,
    ['没有可关联的事项：未写事项，或不知机构', 'no matter: none was named, or nobody knows the institution'],
    ['请填写事项编号', 'give the number of the matter'],
  ),
  unknownMatter: error(
    'tip.unknown-matter',
    400,
    ['没有这件疑点或案件', 'there is no such matter'],
    ['请核对编号', 'check its number'],
  ),
  noOutcome: error(
    'tip.no-outcome',
    400,
    ['须写明是否属实和查实金额；不属实的没有金额', 'say whether it was so, and the amount; none when it was not'],
    ['请改正是否属实和金额', 'mend whether it was so, and the amount'],
  ),
  notSubstantiated: error(
    'tip.not-substantiated',
    409,
    ['未查实，不予奖励', 'it was not substantiated: no reward'],
    ['请办理“不予奖励”', 'record that there is no reward'],
  ),
  notFirst: error(
    'tip.not-first',
    409,
    ['同一事项已有更早的举报，只奖励第一举报人', 'another tip about the matter came first: only the first is rewarded'],
    ['更早的举报已列出；本件请办理“不予奖励”', 'the first one is named; record no reward here'],
  ),
  samePerson: error(
    'tip.same-person',
    403,
    ['您经手过，须由另一人办理', 'you had a hand in it before'],
    ['请由他人办理', 'let another person do it'],
  ),
  tooEarly: error(
    'tip.too-early',
    409,
    ['领奖期限未到', 'it can still be claimed'],
    ['期限已列出，届时再办', 'the last day is named; do it afterwards'],
  ),
  tooLate: error(
    'tip.too-late',
    409,
    ['领奖期限已过，视为放弃', 'the time to claim it is over'],
    ['期限已过，见所列日期', 'the last day, which is named, has passed'],
  ),
  noRewardRule: error(
    'tip.no-reward-rule',
    409,
    ['该统筹区没有奖励标准', 'the region has no rule of rewards'],
    ['请在 policy/supervision/rewards.yaml 补充', 'add it to policy/supervision/rewards.yaml'],
  ),
  noAmount: error(
    'tip.no-amount',
    409,
    ['没有查实金额，无法计算奖励', 'no amount was found to reckon on'],
    ['请办理“不予奖励”', 'record that there is no reward'],
  ),
  wrongCode: error(
    'tip.wrong-code',
    404,
    ['举报编号或凭证不符', 'number and claim code do not belong together'],
    ['请核对两者', 'check both'],
  ),
  tooMany: error('tip.too-many', 429, ['查询过于频繁', 'asked too often'], ['请稍后再试', 'try again a little later']),
} as const
