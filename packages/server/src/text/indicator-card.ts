import { providerKindWords, providerLevelWords } from '@yibao/core/encounter'
import {
  badWhenWords,
  type IndicatorValue,
  type Judgement,
  meansWords,
  type Subject,
  unitPair,
  valueText,
  verdictWords,
} from '@yibao/core/supervision'
import { divisionText, type Part } from './indicator-columns.ts'
import { sparkLine, stripLines } from './indicator-plot.ts'
import { whyLines } from './indicator-why.ts'
import { subjectText } from './indicator-words.ts'
import { both, twice } from './words.ts'

type Reading = { readonly zh: string; readonly en: string }

/** What a card tells of its indicator. */
interface CardIndicator {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly unit: string
  readonly numerator: Part
  readonly denominator: Part | null
  /** Of numerator ÷ denominator, to come to the unit. */
  readonly factor: number
  readonly badWhen: 'high' | 'low' | 'two-sided'
  readonly reference: { readonly text: Reading; readonly assumed: boolean }
  readonly note: Reading | null
}

/** What a card shows: a number with everything that was said of it. */
export interface CardContent {
  readonly indicator: CardIndicator
  readonly value: IndicatorValue
  readonly judgements: readonly Judgement[]
  readonly peers: { readonly of: 'value' | 'adjusted'; readonly own: number; readonly others: readonly number[] } | null
  readonly series: { readonly first: string; readonly values: readonly (number | null)[] } | null
  readonly run: {
    readonly digest: string
    readonly definitions: string
    readonly topics: string
    readonly madeAt: string
    readonly lake: { readonly digest: string; readonly gaps: readonly string[] }
  }
  /** The command that opens the rows. */
  readonly opens: string
}

export const titleOf = ({ indicator: { code, name } }: CardContent): string => `${code} ${name.zh} ${name.en}`

/** Who is judged, in words. */
export const cardSubject = ({ grain, key, level, kind, region }: Subject): string =>
  [
    subjectText({ grain, key }),
    ...(level === null ? [] : [both(providerLevelWords[level])]),
    ...(kind === null ? [] : [both(providerKindWords[kind])]),
    ...(region === null ? [] : [region]),
  ].join(' · ')

/** The number in its unit: amounts in yuan. */
export const numberLine = ({ indicator: { unit }, value: { value } }: CardContent): string =>
  `${valueText(value, unit, 4)} ${both(unitPair(unit))}`

/** How the number came about. */
export const divisionLine = ({ indicator, value }: CardContent): string =>
  `= ${divisionText(indicator, value)}，${value.rows} 行 rows`

/** What the number is held against, and how its definition is read. */
export const readingLines = ({ indicator: { reference, note } }: CardContent): readonly string[] => [
  `参考 reference ${twice(reference.text)}${reference.assumed ? '（起步值，待校准 a starting value to calibrate）' : ''}`,
  ...(note === null ? [] : [`口径 reading ${twice(note)}`]),
]

/** A card for a terminal. */
export function cardLines(card: CardContent): readonly string[] {
  const { indicator, value, judgements, peers, series, run, opens } = card
  const { unit, badWhen } = indicator
  return [
    `${titleOf(card)}  ${value.period}`,
    cardSubject(value.subject),
    `数值 value ${numberLine(card)} ${divisionLine(card)}；${both(badWhenWords[badWhen])} 为异常 is bad`,
    ...readingLines(card),
    '',
    ...judgements.flatMap((judgement) => [
      `${both(meansWords[judgement.means])}  ${both(verdictWords[judgement.verdict])}`,
      ...whyLines(judgement, unit).map((line) => `  ${line}`),
    ]),
    ...(judgements.length === 0 ? ['没有判定 no judgement'] : []),
    '',
    ...(peers === null || peers.others.length === 0
      ? []
      : [
          `同类分布 peers${peers.of === 'adjusted' ? '（实际÷期望 observed ÷ expected）' : ''} ${peers.others.length}`,
          ...stripLines(peers.others, peers.own, (one) => valueText(one, peers.of === 'value' ? unit : 'ratio')),
          '',
        ]),
    ...(series === null
      ? []
      : [`逐月 by month ${series.first} .. ${value.period}`, `  ${sparkLine(series.values)}`, '']),
    `打开背后的行 opens the rows:`,
    `  ${opens}`,
    `数据湖 lake ${run.lake.digest.slice(0, 16)}  定义 definitions ${run.definitions.slice(0, 16)}  参数 parameters ${run.topics.slice(0, 16)}  运行 run ${run.digest.slice(0, 16)}  ${run.madeAt}`,
    ...(run.lake.gaps.length === 0 ? [] : [`缺口 gaps of the lake: ${run.lake.gaps.join('; ')}`]),
  ]
}
