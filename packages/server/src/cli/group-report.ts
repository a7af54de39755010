import type { RecordProblemCode } from '@yibao/core/drg'
import { problemWords } from '../text/grouping-words.ts'
import { casesOf, type GroupTotals, mostFrequent } from './group-totals.ts'
import type { Difference } from './group-work.ts'

const codesShown = 20

/** What an input holds is shown without signs that would steer a terminal. */
const harmless = (text: string): string => text.replaceAll(/\p{C}/gu, '\uFFFD')

/** A counted code; it may itself hold blanks. */
function kindAndCode(key: string): readonly [kind: string, code: string] {
  const end = key.indexOf(' ')
  return [key.slice(0, end), key.slice(end + 1)]
}

/** The outcome for people, a line each. */
export function reportLines(totals: GroupTotals, errorsFile: string | undefined): readonly string[] {
  const { statuses, reasons, unknown, unknownCases, outside, bad, problems } = totals
  const cases = casesOf(totals)
  const lines = problems.map(({ line, field, value, what, cure }) => {
    const place = [`第 ${line} 行 line ${line}`, field, value.slice(0, 80)].filter((part) => part !== '').join(' ')
    return harmless(`${place}：${what}. ${cure}`)
  })
  if (bad > problems.length) {
    lines.push(
      `… 另有 ${bad - problems.length} 行 more rows${errorsFile === undefined ? ' (--errors FILE lists all)' : ''}`,
    )
  }
  if (outside > 0) lines.push(`${outside} 例出院日不在方案适用期内 discharged on days that the scheme is not meant for`)
  if (unknownCases > 0) {
    const shown = mostFrequent(unknown, codesShown).map(([code, count]) => `${harmless(kindAndCode(code)[1])}×${count}`)
    const more = unknown.size > shown.length ? ` … (${unknown.size})` : ''
    lines.push(
      `${unknownCases} 例含方案未列的编码 cases with codes in no list of the scheme: ${shown.join(' ')}${more}`,
    )
  }
  for (const [code, count] of mostFrequent(reasons, Number.POSITIVE_INFINITY)) {
    lines.push(`无效 invalid ×${count}：${problemWords[code as RecordProblemCode].join(' ')}`)
  }
  const parts = [
    `${cases} 例 cases`,
    `入组 grouped ${statuses.grouped}`,
    ...(statuses.ambiguous > 0 ? [`歧义 ambiguous ${statuses.ambiguous}`] : []),
    `未入组 ungroupable ${statuses.ungroupable}`,
    `无效 invalid ${statuses.invalid}`,
    ...(bad > 0 ? [`坏行 bad rows ${bad}`] : []),
  ]
  return [...lines, `${parts.join('，')}。`]
}

/** The same for machines. */
export function reportObject(totals: GroupTotals, digest: string, compare: boolean): object {
  const { statuses, reasons, unknown, unknownCases, outside, bad, problems } = totals
  const { equal, different, without, differences } = totals
  return {
    scheme: digest,
    cases: casesOf(totals),
    statuses,
    reasons: Object.fromEntries(reasons),
    bad,
    problems,
    unknownCases,
    unknown: mostFrequent(unknown, 1_000).map(([key, cases]) => {
      const [kind, code] = kindAndCode(key)
      return { kind, code, cases }
    }),
    outside,
    ...(compare ? { compared: { equal, different, without, differences } } : {}),
  }
}

function differenceLine({ line, id, expected, got }: Difference): string {
  const shown = ({ status, mdc, adrg, drg }: Difference['expected']) =>
    [status, mdc, adrg, drg].filter((part) => part !== undefined).join(' ')
  return harmless(`  第 ${line} 行 line ${line} ${id}：期望 expected ${shown(expected)}，实为 got ${shown(got)}`)
}

export function comparisonLines({ equal, different, without, differences }: GroupTotals): readonly string[] {
  return [
    `相同 equal ${equal}，不同 different ${different}${without > 0 ? `，无期望 without expectation ${without}` : ''}`,
    ...differences.map(differenceLine),
    ...(different > differences.length ? [`  … 另有 ${different - differences.length} 个不同 more differences`] : []),
  ]
}
