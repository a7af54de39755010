import { type Fen, yuan } from '@yibao/core/kernel'
import type { PatternCode, PatternFinding, PatternReason, ReasonName, UpcodingRank } from '@yibao/core/supervision'

type Both = readonly [zh: string, en: string]

export const patternWords: Readonly<Record<PatternCode, Both>> = {
  'duplicate-stay': ['重复结算住院', 'stay billed twice'],
  'split-stay': ['分解住院', 'split stay'],
  'overlapping-stay': ['住院时间交叉', 'stays at two places at once'],
  'stay-after-death': ['死亡后住院', 'stay after death'],
  'card-ring': ['团伙同刷', 'card ring'],
  'card-burst': ['集中刷卡', 'burst of cards at one till'],
  hoarding: ['囤药', 'hoarding of medicine'],
  'impossible-travel': ['不可能行程', 'impossible travel'],
  'swipe-during-stay': ['住院期间他处刷卡', 'card used elsewhere during a stay'],
  'up-coding': ['高套编码', 'up-coding'],
}

const reasonWords: Readonly<Record<ReasonName, Both>> = {
  members: ['人数', 'people'],
  companions: ['另有随行', 'came along once'],
  'times-together': ['同行次数', 'times together'],
  'attendance-share': ['平均到场率', 'mean attendance'],
  'first-day': ['首日', 'first day'],
  'last-day': ['末日', 'last day'],
  'gap-days': ['间隔天数', 'days between'],
  'same-doctor': ['同一医师', 'same doctor'],
  'same-operations': ['相同手术操作', 'same operation'],
  'same-amount': ['金额相同', 'same amount'],
  'same-diagnosis': ['主要诊断相同', 'same principal diagnosis'],
  'days-inside': ['距另一次住院两端天数', 'days inside the other stay'],
  'days-overlapping': ['重叠天数', 'days overlapping'],
  'days-after-death': ['死亡后天数', 'days after death'],
  'death-known-to-the-month': ['死亡日期只到月', 'death known to the month only'],
  cards: ['卡数', 'cards'],
  minutes: ['分钟', 'minutes'],
  'amount-spread': ['金额变异系数', 'variation of amounts'],
  'gap-spread': ['间隔变异系数', 'variation of gaps'],
  'at-night': ['夜间', 'at night'],
  'home-places': ['来自地区数', 'home regions'],
  place: ['所在地区', 'place'],
  evidence: ['证据强度', 'evidence'],
  kilometres: ['公里', 'kilometres'],
  'kilometres-per-hour': ['公里/小时', 'km/h'],
  'possession-ratio': ['持有率', 'possession ratio'],
  'window-days': ['窗口天数', 'days of the window'],
  'stock-days': ['囤存天数', 'days in stock'],
  sites: ['机构数', 'institutions'],
  stays: ['住院次数', 'stays'],
  'code-excess': ['超出同类的诊断', 'diagnosis in excess of like cases'],
  'paid-above-expected': ['对数支付超同类', 'log payment above like cases'],
}

const notLookedWords: Readonly<Record<string, Both>> = {
  'no-terminal': ['无终端号', 'no terminal'],
  'no-supply': ['无用药天数', 'no days of supply'],
  'no-distance': ['距离不明', 'distance unknown'],
  'no-diagnosis': ['无诊断', 'no diagnosis'],
  planned: ['有计划的再入院', 'planned'],
  crowded: ['过于繁忙', 'too crowded'],
  exempt: ['豁免', 'exempt'],
  'too-many-events': ['刷卡过多', 'too many events'],
  'by-plan': ['按计划的治疗', 'by plan'],
  'too-few-stays': ['住院太少', 'too few stays'],
}

/** Why something was not looked at; the code itself where it has no words. */
export const notLookedText = (why: string): string => notLookedWords[why]?.join(' ') ?? why

const truths: ReadonlySet<ReasonName> = new Set([
  'same-doctor',
  'same-operations',
  'same-amount',
  'same-diagnosis',
  'death-known-to-the-month',
  'at-night',
])

/** Numbers as people read them: whole ones as they are, others with two decimals. */
function numberText(value: number | string): string {
  return typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toFixed(2)
}

function reasonText({ name, value, expected, about }: PatternReason): string {
  const of = about === undefined ? '' : ` ${about}`
  const shown = truths.has(name) ? (value === 1 ? '是 yes' : '否 no') : numberText(value)
  const beside = expected === undefined ? '' : ` / ${numberText(expected)}`
  return `${reasonWords[name].join(' ')}${of} ${shown}${beside}`
}

/** Why something was found, in one line; what stands behind `/` is what it is held against. */
export function whyText({ reasons }: PatternFinding): string {
  return reasons.map(reasonText).join('；')
}

/** One finding for people, without names. */
export function findingLine(finding: PatternFinding): string {
  const { pattern, group, providerCode, score, stake, members } = finding
  const [zh, en] = patternWords[pattern]
  const rows = members.filter(({ inQuestion }) => inQuestion).length
  return `${zh} ${en} ${group}  机构 institution ${providerCode}  得分 score ${score.toFixed(2)}  ${rows} 行 rows  ${stakeText(stake)}\n    ${whyText(finding)}`
}

function stakeText(stake: Fen): string {
  return `涉及 stake ${yuan(stake)}`
}

/** Why an institution has its place among the up-coding ones. */
export function rankText({ stays, weighted, codes }: UpcodingRank): string {
  const shown = codes.filter(({ weight }) => weight > 0).slice(0, 6)
  const each = shown.map((one) => `${one.code} ${one.stays}/${one.expected.toFixed(1)}`)
  return `加权超额 weighted excess ${weighted.toFixed(2)}；住院 stays ${stays}；诊断 实际/应有 codes found/expected ${each.join(', ')}`
}
