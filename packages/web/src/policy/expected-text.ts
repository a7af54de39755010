import type { Pair, Say } from '../kit/index.ts'

/** Words that stand in the place of an amount: how an enrolment ended, or why there is no amount. */
const words: Readonly<Record<string, Pair>> = {
  enrolled: ['参保', 'enrolled'],
  refused: ['拒绝', 'refused'],
  none: ['无', 'none'],
  nothing: ['无', 'nothing'],
  amounts: ['金额', 'amounts'],
  usual: ['正常', 'usual'],
  'policy.no-value': ['法规当日无此值', 'the law has no such value that day'],
  'policy.no-class': ['不属任何一类', 'fits no class'],
  'policy.no-fact': ['缺少事实', 'a fact is missing'],
  'policy.divided-by-zero': ['公式除以零', 'a formula divides by zero'],
  'policy.no-plan': ['没有方案', 'no plan'],
  'benefit.bad-bill': ['账单金额不成立', 'the amounts of the bill do not add up'],
  'catalog.unknown-item': ['目录无此编码', 'no such item'],
  'catalog.not-yet-valid': ['目录项目尚未生效', 'the item is not valid yet'],
  'catalog.expired-item': ['目录项目已失效', 'the item is over'],
  'contribution.part-of-a-time': ['次数不是整数', 'a part of a time'],
  'enrolment.outside-window': ['不在参保窗口内', 'outside the windows'],
  'enrolment.no-window': ['没有参保窗口', 'no window'],
  'enrolment.holidays-unknown': ['节假日安排未知', 'holidays are not known'],
  'enrolment.no-day-covered': ['年度内无待遇', 'no day is covered'],
  'enrolment.part-of-a-day': ['期限不是整数', 'a part of a day'],
}

/** A value as a worked case writes it, `300 yuan`, or the word or refusal in its place. */
export function expectedText(value: string, say: Say): string {
  const pair = Object.hasOwn(words, value) ? words[value] : undefined
  return pair === undefined ? value.replace(/ yuan$/, say(' 元', ' yuan')) : say(...pair)
}
