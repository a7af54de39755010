import { providerLevelWords } from '@yibao/core/encounter'
import { type Fen, fen, yuan } from '@yibao/core/kernel'
import type { ComparedSums, Comparison, RiskIndicator, WorkbenchName } from '@yibao/core/payment'
import { caseKindWords } from '@yibao/core/payment'
import { type Column, tableLines } from './table-text.ts'
import type { Words } from './words.ts'

/** Both words of a code; a code newer than the table stands for itself. */
function wordsOf(table: Readonly<Record<string, Words>>, code: string): string {
  const words = Object.hasOwn(table, code) ? table[code] : undefined
  return words === undefined ? code : words.join(' ')
}
export const levelText = (level: string): string => wordsOf(providerLevelWords, level)
export const kindText = (kind: string): string => wordsOf(caseKindWords, kind)

const signWords: Readonly<Record<RiskIndicator['sign'], string>> = {
  'short-stays': '短住院 short stays',
  'low-cost': '低倍率 low-cost cases',
  'readmitted-sooner': '近期再入院 readmitted sooner',
  'readmitted-later': '再入院 readmitted later',
}

export const verdictWords = { few: '病例过少 few', none: '–', watch: '关注 watch', high: '高 high' } as const

/** Ten thousands of yuan with one decimal, for tables that people read; files and JSON hold the fen. */
function tenThousands(amount: Fen): string {
  // Adding zero turns minus zero into zero.
  const tenths = Math.round(amount / 100_000) + 0
  return (tenths / 10).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}
const signed = (amount: Fen): string => `${amount >= 50_000 ? '+' : ''}${tenThousands(amount)}`
const whole = (count: number): string => count.toLocaleString('en-US')
const percentOf = (ppm: number): string => `${(ppm / 10_000).toFixed(2)}%`
const index = (ppm: number | null): string => (ppm === null ? '–' : (ppm / 1_000_000).toFixed(3))
const both = ({ zh, en }: WorkbenchName): string => (zh === en ? zh : `${zh} ${en}`)

/** Methods are called by letters in the heads of tables. */
const alphabet = 'ABCDEFGH'
export const methodsAtMost = alphabet.length
const letter = (at: number): string => alphabet.charAt(at)
const letters = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => letter(at))

const columns = (...titles: readonly string[]): readonly Column[] =>
  titles.map((title, at) => ({ title, side: at === 0 ? 'left' : 'right' }))

const differences = (row: ComparedSums): readonly string[] => row.methods.map(({ difference }) => signed(difference))

function methodLines({ methods, outcomes, sums }: Comparison): readonly string[] {
  return tableLines(
    columns(
      '方式 method',
      '应付基金 payable',
      '年终 year end',
      '与记账之差 difference',
      '受益 winners',
      '受损 losers',
      '受益额 gained',
      '受损额 lost',
    ),
    methods.map(({ name }, at) => {
      const [share, outcome] = [sums.methods[at], outcomes[at]]
      const method = `${letter(at)} ${name.zh}`
      if (share === undefined || outcome === undefined) return [method]
      return [
        method,
        tenThousands(share.payable),
        signed(share.yearEnd),
        signed(share.difference),
        whole(outcome.winners),
        whole(outcome.losers),
        signed(outcome.gained),
        signed(outcome.lost),
      ]
    }),
  )
}

function kindLines({ methods, sums }: Comparison): readonly string[] {
  const kinds = [...new Set(sums.methods.flatMap((method) => Object.keys(method.kinds)))].sort()
  return tableLines(
    columns('病例种类 kinds of cases', ...kinds.map(kindText)),
    methods.map(({ name }, at) => [
      `${letter(at)} ${name.zh}`,
      ...kinds.map((kind) => whole(sums.methods[at]?.kinds[kind] ?? 0)),
    ]),
  )
}

function levelLines({ levels, methods }: Comparison): readonly string[] {
  return tableLines(
    columns(
      '等级 level',
      '机构 places',
      '病例 cases',
      'CMI',
      '记账 charged',
      ...letters(methods.length).map((one) => `${one} 差 ±`),
    ),
    levels.map((row) => [
      levelText(row.level),
      whole(row.institutions),
      whole(row.cases),
      index(row.cmiPpm),
      tenThousands(row.fundPaid),
      ...differences(row),
    ]),
  )
}

/** The institutions that gain and lose most under any method, or all. */
function institutionLines(comparison: Comparison, all: boolean): readonly string[] {
  const { institutions, outcomes, methods } = comparison
  const named = new Set(
    outcomes.flatMap(({ largestGains, largestLosses }) => [...largestGains.slice(0, 5), ...largestLosses.slice(0, 5)]),
  )
  const shown = institutions.filter(({ providerCode }) => all || named.has(providerCode))
  const first = (row: ComparedSums): number => row.methods[0]?.difference ?? 0
  return tableLines(
    columns(
      '机构 institution',
      '等级 level',
      '病例 cases',
      'CMI',
      '费用指数 cost',
      '时间指数 time',
      '低 low',
      '高 high',
      '未入组 none',
      '记账 charged',
      ...letters(methods.length).map((one) => `${one} 差 ±`),
      '风险 risk',
    ),
    [...shown]
      .sort((a, b) => first(b) - first(a))
      .map((row) => [
        row.providerCode,
        levelText(row.level),
        whole(row.cases),
        index(row.cmiPpm),
        index(row.costIndexPpm),
        index(row.timeIndexPpm),
        percentOf(row.lowCostSharePpm),
        percentOf(row.highCostSharePpm),
        percentOf(row.ungroupedSharePpm),
        tenThousands(row.fundPaid),
        ...differences(row),
        verdictWords[row.risk.verdict],
      ]),
  )
}

function groupLines({ methods, outcomes, groups }: Comparison): readonly string[] {
  const named = new Set(
    outcomes.flatMap(({ gainGroups, lossGroups }) => [...gainGroups.slice(0, 4), ...lossGroups.slice(0, 4)]),
  )
  const first = (row: ComparedSums): number => row.methods[0]?.difference ?? 0
  return tableLines(
    columns(
      '病组 group',
      '病例 cases',
      '例均 mean yuan',
      '权重 weight',
      '记账 charged',
      ...letters(methods.length).map((one) => `${one} 差 ±`),
    ),
    groups
      .filter(({ group }) => group !== null && named.has(group))
      .toSorted((a, b) => first(b) - first(a))
      .map((row) => [
        row.group ?? '',
        whole(row.cases),
        yuan(row.meanCost),
        index(row.cmiPpm),
        tenThousands(row.fundPaid),
        ...differences(row),
      ]),
  )
}

/** Why an institution stands out, in one line. */
export function riskReason({ sign, cases, of, sharePpm, levelSharePpm, ratioPpm, verdict }: RiskIndicator): string {
  const times = ratioPpm === null ? '' : `, ${(ratioPpm / 1_000_000).toFixed(1)} 倍 times`
  const strong = verdict === 'strong' ? ' !' : ''
  return `${signWords[sign]} ${whole(cases)}/${whole(of)} = ${percentOf(sharePpm)}（同级 level ${percentOf(levelSharePpm)}${times}）${strong}`
}

function riskLines({ institutions, rules }: Comparison): readonly string[] {
  const found = institutions.filter(({ risk }) => risk.verdict === 'high' || risk.verdict === 'watch')
  const [sooner, later] = rules.readmissionDays
  return [
    `分解住院、低标准入院风险 signs of split stays (短住院 short: ≤ ${rules.shortDays} 天 days; 再入院 readmitted: ${sooner}/${later} 天 days; 自 from ${index(rules.watchRatioPpm)} 倍于同级 times the level):`,
    ...(found.length === 0 ? ['  无 none'] : []),
    ...found.flatMap(({ providerCode, risk }) => [
      `  ${providerCode}  ${verdictWords[risk.verdict]}`,
      ...risk.indicators.filter(({ verdict }) => verdict !== 'none').map((one) => `    ${riskReason(one)}`),
    ]),
  ]
}

export interface ComparisonNotes {
  readonly year: number
  readonly source: string
  /** Cases that some method does not pay, by reason, each with one example in words. */
  readonly leftOut: readonly { readonly code: string; readonly cases: number; readonly example: string }[]
}

/** A comparison as tables for a terminal; amounts in ten thousands of yuan. */
export function comparisonText(comparison: Comparison, head: ComparisonNotes, all: boolean): string {
  const { sums, methods, institutions } = comparison
  const left = head.leftOut.reduce((sum, { cases }) => sum + cases, 0)
  const leftPpm = left === 0 ? 0 : (left / (left + sums.cases)) * 1_000_000
  return [
    `${head.year} 年 year，${head.source}：${whole(sums.cases)} 例 cases，${whole(institutions.length)} 家机构 institutions`,
    `总费用 total charge ${tenThousands(sums.total)} 万元（ten thousands of yuan），已记账基金 charged to the fund ${tenThousands(sums.fundPaid)}；例均 mean ${yuan(fen(sums.meanCost))} 元 yuan，${(sums.meanStayMilliDays / 1000).toFixed(1)} 天 days，CMI ${index(sums.cmiPpm)}`,
    ...(left === 0
      ? []
      : [
          `未计入 left out: ${whole(left)} 例 cases（${percentOf(leftPpm)}），有方式无法支付 some method does not pay them:`,
          ...head.leftOut.map(
            ({ code, cases, example }) => `  ${whole(cases)} 例 ${code}，例如 for example: ${example}`,
          ),
        ]),
    '',
    ...methods.map(({ name, id }, at) => `${letter(at)}  ${both(name)}（${id}）`),
    '',
    ...methodLines(comparison),
    '',
    ...kindLines(comparison),
    '',
    ...levelLines(comparison),
    '',
    ...(all ? [] : ['变动最大的机构 institutions that move most (--all 列出全部 lists all):']),
    ...institutionLines(comparison, all),
    '',
    '变动最大的病组 groups that move most:',
    ...groupLines(comparison),
    '',
    ...riskLines(comparison),
  ].join('\n')
}
