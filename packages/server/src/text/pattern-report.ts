import type {
  Interval,
  PatternEvaluation,
  PatternMeasure,
  RankMeasure,
  Replanted,
  Screened,
} from '@yibao/core/supervision'
import { notLookedText, patternWords } from './pattern-words.ts'
import { type Column, tableLines } from './table-text.ts'

/** The first column is a name, the others are numbers. */
const columns = (titles: readonly string[]): readonly Column[] =>
  titles.map((title, index) => ({ title, side: index === 0 ? 'left' : 'right' }))

const share = (value: number | null): string => (value === null ? '–' : value.toFixed(4))
const interval = (value: Interval | null): string =>
  value === null ? '–' : `${value[0].toFixed(3)}–${value[1].toFixed(3)}`

/** Least, mean and most of what there is. */
export interface Spread {
  readonly min: number
  readonly mean: number
  readonly max: number
}

export function spreadOver(values: readonly (number | null)[]): Spread | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  if (known.length === 0) return null
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  return { min: Math.min(...known), mean, max: Math.max(...known) }
}

const spreadText = (spread: Spread | null): string =>
  spread === null ? '–' : `${spread.min.toFixed(3)} / ${spread.mean.toFixed(3)} / ${spread.max.toFixed(3)}`

function measureRow(one: PatternMeasure): readonly string[] {
  return [
    patternWords[one.pattern].join(' '),
    String(one.findings),
    String(one.planted),
    String(one.found),
    String(one.natural),
    String(one.wrong),
    share(one.recall),
    interval(one.spread.recall),
    share(one.precision),
    interval(one.spread.precision),
    share(one.precisionNaturalRight),
  ]
}

const measureHeads = [
  '模式 pattern',
  '发现 findings',
  '植入 planted',
  '找到 found',
  '自然 natural',
  '误报 wrong',
  '召回 recall',
  '95%',
  '精确 precision',
  '95%',
  '自然计对 natural right',
]

function rankingLine({ planted, inFirst, lastPlace, reported, right, unranked }: RankMeasure): string {
  const last =
    lastPlace === null
      ? `${unranked.length} 家未评 not ranked`
      : `最后一家第 ${lastPlace} 位 the last at place ${lastPlace}`
  return `高套机构 up-coding institutions：前 ${planted} 位中 ${inFirst} 家 of the first ${planted}（${last}）；报出 reported ${reported}，正确 right ${right}`
}

/** What was found, what was too weak to report, and what could not be looked at, by pattern. */
export function foundLines(screened: readonly Screened[]): readonly string[] {
  return tableLines(
    columns(['模式 pattern', '发现 findings', '较弱未报 weaker, kept apart', '未查 not looked at']),
    screened.map(({ pattern, findings, weaker, notLooked }) => [
      patternWords[pattern].join(' '),
      String(findings.length),
      String(weaker.length),
      Object.entries(notLooked)
        .filter(([, count]) => count > 0)
        .map(([why, count]) => `${notLookedText(why)} ${count}`)
        .join('，'),
    ]),
  )
}

interface LookedAt {
  readonly stays: number
  readonly events: number
  readonly dispensings: number
}

/** Nothing found where nothing was is no acquittal. */
export function nothingToLookAt({ stays, events, dispensings }: LookedAt): readonly string[] {
  return [
    ...(stays > 0
      ? []
      : [
          '湖中没有住院，住院类模式无从查看，0 不代表没有问题 the lake has no stays: patterns of stays had nothing to look at, 0 does not mean that all is well',
        ]),
    ...(events > 0
      ? []
      : ['湖中没有刷卡，刷卡类模式无从查看 the lake has no card events: patterns of cards had nothing to look at']),
    ...(dispensings > 0
      ? []
      : [
          '湖中没有可算用药天数的发药，囤药无从查看 no dispensings with days of supply (side fact dailyDose): hoarding had nothing to look at',
        ]),
  ]
}

/** The tables of an evaluation as people read them. */
export function evaluationLines(evaluation: PatternEvaluation): readonly string[] {
  const { measures, ranking } = evaluation
  return [
    ...foundLines(evaluation.screened),
    ...(measures === null
      ? ['', '没有真值文件，只列发现 no truth files: findings only']
      : [
          '',
          ...tableLines(columns(measureHeads), measures.map(measureRow)),
          '按行计；95% 为整组重抽样 1000 次，无一差错时为精确下限 by row; 95 % of 1,000 resamples of whole groups, the exact bound where there is no fault。自然：原有且符合定义，不计对错 natural: there before and meeting the definition, neither right nor wrong',
        ]),
    ...(ranking === null ? [] : [rankingLine(ranking)]),
  ]
}

/** The spread over plantings with other seeds: least / mean / most. */
export function replantedLines(all: readonly Replanted[]): readonly string[] {
  const [first] = all
  if (first === undefined) return []
  const rows = first.measures.map(({ pattern }) => {
    const own = all.flatMap(({ measures }) => measures.filter((one) => one.pattern === pattern))
    return [
      patternWords[pattern].join(' '),
      spreadText(spreadOver(own.map(({ recall }) => recall))),
      spreadText(spreadOver(own.map(({ precision }) => precision))),
    ]
  })
  const inFirst = all.map(({ ranking }) => ranking.inFirst)
  return [
    '',
    `换种子重新植入 planted again with ${all.length} seeds（${all.map(({ seed }) => seed).join(', ')}）：最低 least / 平均 mean / 最高 most`,
    ...tableLines(columns(['模式 pattern', '召回 recall', '精确 precision']), rows),
    `高套机构前 ${first.ranking.planted} 位命中 in the first ${first.ranking.planted}: ${inFirst.join(', ')}`,
  ]
}
