import { meansWords, type Risk, refusalWords } from '@yibao/core/supervision'
import { reasonText } from './indicator-why.ts'
import { subjectText } from './indicator-words.ts'
import { type Column, tableLines } from './table-text.ts'
import { bothOf } from './words.ts'

const left = (title: string): Column => ({ title, side: 'left' })
const right = (title: string): Column => ({ title, side: 'right' })
const whole = (count: number): string => count.toLocaleString('en-US')

interface Counted {
  readonly judged: Readonly<Record<string, Readonly<Record<string, { bad: number; fine: number; refused: number }>>>>
  readonly refused: Readonly<Record<string, number>>
}

/** What came of each indicator under each means. */
export function judgedLines({ judged }: Counted, nameOf: (code: string) => string): readonly string[] {
  const cells = Object.entries(judged)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([code, byMeans]) =>
      Object.entries(byMeans).map(([means, { bad, fine, refused }]) => [
        code,
        nameOf(code),
        bothOf(meansWords, means),
        whole(bad),
        whole(fine),
        whole(refused),
      ]),
    )
  return tableLines(
    [
      left('指标'),
      left('名称 name'),
      left('方法 means'),
      right('异常 beyond'),
      right('正常 within'),
      right('不判定 not judged'),
    ],
    cells,
  )
}

export function refusedLines({ refused }: Counted): readonly string[] {
  const rows = Object.entries(refused).toSorted(([, one], [, other]) => other - one)
  return rows.length === 0
    ? []
    : [
        '不判定的原因 why not judged:',
        ...rows.map(([code, count]) => `  ${bothOf(refusalWords, code)}  ${whole(count)}`),
      ]
}

interface Shown {
  readonly indicator: string | undefined
  readonly means: string | undefined
}

/** Why a list of judgements is empty: what came of those that were asked for, and what kept them from being judged. */
export function emptyLines(counts: Counted, { indicator, means }: Shown): readonly string[] {
  const counted = Object.entries(counts.judged)
    .filter(([code]) => indicator === undefined || code === indicator)
    .flatMap(([, byMeans]) => Object.entries(byMeans))
    .filter(([one]) => means === undefined || one === means)
    .map(([, one]) => one)
  if (counted.length === 0)
    return [
      '没有 none：这次运行没有这样的判定（缺数据或不按此方法） the run judged none such: no data, or not by this means',
    ]
  const sum = (pick: (one: (typeof counted)[number]) => number): string =>
    whole(counted.reduce((all, one) => all + pick(one), 0))
  return [
    `没有 none：异常 beyond ${sum(({ bad }) => bad)}，正常 within ${sum(({ fine }) => fine)}，不判定 not judged ${sum(({ refused }) => refused)}（见 see --verdict）`,
    ...refusedLines(counts).map((line, at) => (at === 0 ? `整次运行 of the whole run, ${line}` : line)),
  ]
}

interface RiskCounted {
  readonly risks: { readonly scored: number; readonly listed: number; readonly refused: number }
}

/** Why a list of scores is empty. */
export function emptyRiskLines({ risks }: RiskCounted, listedFrom: number): readonly string[] {
  const { scored, listed, refused } = risks
  return [
    `没有 none：整次运行 the whole run 有分 scored ${whole(scored)}（达到列出线 listed from ${listedFrom}: ${whole(listed)}），不评分 without score ${whole(refused)}`,
    ...(refused === 0 ? [] : ['  可判定的权重不足，不评分 without score: too little of the weight could be judged']),
  ]
}

/** Scores, the highest first, each with what it is made of. */
export function riskLines(
  risks: readonly Risk[],
  nameOf: (code: string) => string,
  topicName: (code: string) => string,
): readonly string[] {
  return risks.map(({ topic, subject, score, judged, reasons }) => {
    const top = reasons.slice(0, 3).map((reason) => reasonText(reason, nameOf))
    return `${(score ?? 0).toFixed(1).padStart(5)}  ${topicName(topic)}  ${subjectText(subject)}  （判定 judged ${(judged * 100).toFixed(0)} %）${top.join('；')}`
  })
}
