import { momentWords, severityWords } from '@yibao/core/audit'
import type { NewItem } from '@yibao/core/casework'
import { fen, yuan } from '@yibao/core/kernel'
import { maskIdentityNumbers, maskNumber } from '@yibao/core/office'
import { both, type Words, type WordTable } from './words.ts'

type Facts = NewItem['facts']

/** What a paper to the institution may name: where the line is, and what is the matter with it. What a tip told is none of it. */
const onPaper = ['settlementId', 'visitId', 'lineNumber', 'foundOn', 'says', 'basis'] as const

const names: WordTable<string> = {
  findingId: ['发现', 'finding'],
  settlementId: ['结算', 'settlement'],
  visitId: ['就诊', 'visit'],
  lineNumber: ['明细', 'line'],
  foundOn: ['发现日期', 'day of the finding'],
  says: ['项目情形', 'item'],
  basis: ['规则依据', 'basis of the rule'],
  stake: ['命中金额', 'amount hit'],
  deducted: ['结算时已扣', 'taken out at settlement'],
  severity: ['性质', 'severity'],
  moment: ['时点', 'moment'],
  release: ['规则版本', 'release of the rules'],
  members: ['所含', 'made of'],
  reasons: ['缘由', 'reasons'],
  why: ['缘由', 'why'],
  score: ['得分', 'score'],
  months: ['月份', 'months'],
  period: ['期间', 'period'],
  review: ['疑点', 'review item'],
  reason: ['理由', 'reason'],
  evidence: ['证据', 'evidence'],
  tipId: ['举报', 'tip'],
  channel: ['渠道', 'channel'],
  receivedAt: ['收到', 'received'],
  what: ['内容', 'what was told'],
}

const codes: WordTable<string> = { ...severityWords, ...momentWords }

const amounts: ReadonlySet<string> = new Set(['stake', 'deducted'])
const coded: ReadonlySet<string> = new Set(['severity', 'moment'])

const isWords = (value: object): value is { readonly zh: string; readonly en: string } =>
  'zh' in value && typeof value.zh === 'string' && 'en' in value && typeof value.en === 'string'

/** Says a pair of words in both languages, or in one. */
type Saying = (words: Words) => string

const inChinese: Saying = ([zh]) => zh

/** One value as people read it: a sentence in its languages, the members of a list, everything else as it is. */
function readable(value: unknown, saying: Saying): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.map((one) => readable(one, saying)).join('、')
  if (isWords(value)) return saying([value.zh, value.en])
  return Object.entries(value)
    .map(([key, one]) => `${key} ${readable(one, saying)}`)
    .join('，')
}

function valueText(key: string, value: unknown, saying: Saying): string {
  if (amounts.has(key) && typeof value === 'number') return `${yuan(fen(value))} 元`
  const word = coded.has(key) && typeof value === 'string' ? codes[value] : undefined
  return word === undefined ? readable(value, saying) : saying(word)
}

const isTold = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

/** What a matter stands on, a line each, the place first; amounts in yuan. */
export function factLines(facts: Facts): readonly string[] {
  const order = Object.keys(names)
  const placeOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length)
  const told = Object.entries(facts).filter(([, value]) => isTold(value))
  return told
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([key, value]) => `    ${both(names[key] ?? [key, ''])}: ${valueText(key, value, both)}`.trimEnd())
}

/** What a paper, which is in Chinese, says the matter is about: label and content; person and any identity number are masked. */
export function factRows(facts: Facts, insuredId: string | null): readonly (readonly [string, string])[] {
  const person = insuredId === null ? [] : [['参保人', maskNumber(insuredId)] as const]
  const told = onPaper.filter((key) => isTold(facts[key]))
  // Without a line or a bill there is nothing to be told apart.
  if (told.length === 0) return []
  return [
    ...person,
    ...told.map(
      (key) =>
        [inChinese(names[key] ?? [key, '']), maskIdentityNumbers(valueText(key, facts[key], inChinese))] as const,
    ),
  ]
}
