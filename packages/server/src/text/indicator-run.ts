import type { Risk } from '@yibao/core/supervision'
import { reasonText } from './indicator-why.ts'
import { meansNames, subjectText } from './indicator-words.ts'
import { type Column, tableLines } from './table-text.ts'

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
        meansNames[means as keyof typeof meansNames],
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
    : ['不判定的原因 why not judged:', ...rows.map(([code, count]) => `  ${code}  ${whole(count)}`)]
}

/** Scores, the highest first, each with what it is made of. */
export function riskLines(risks: readonly Risk[], nameOf: (code: string) => string): readonly string[] {
  if (risks.length === 0) return ['没有 none']
  return risks.map(({ topic, subject, score, judged, reasons }) => {
    const top = reasons.slice(0, 3).map((reason) => reasonText(reason, nameOf))
    return `${(score ?? 0).toFixed(1).padStart(5)}  ${topic}  ${subjectText(subject)}  （判定 judged ${(judged * 100).toFixed(0)} %）${top.join('；')}`
  })
}
