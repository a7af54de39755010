import type {
  CandidateLoss,
  DipDirectory,
  DipGroup,
  DipStep,
  DipTrace,
  DipWarning,
  DirectoryDiff,
} from '@yibao/core/dip'
import { type Exact, exactText, fen, roundExact, yuan } from '@yibao/core/kernel'
import { dipKindWords, problemWords, treatmentWords } from './dip-words.ts'
import { tableLines } from './table-text.ts'

/** An amount of fen in yuan, a fraction of a fen rounded for the eye. */
export const amountText = (value: Exact): string => yuan(fen(roundExact(value, 1, 'half-up')))

/** Points or a coefficient with at least four decimals, finer digits as they are. */
export const numberText = (value: Exact): string => exactText(value, { unit: 6, least: 4 })

const daysText = (value: Exact): string => (roundExact(value, 10_000, 'half-up') / 1_000_000).toFixed(2)

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

/** Groups as a table: what they are, how many cases, means and scores. */
export function groupTable(groups: readonly DipGroup[]): readonly string[] {
  const rows = groups.map((group) => [
    group.id,
    dipKindWords[group.kind],
    treatmentWords[group.treatment],
    String(group.cases),
    amountText(group.meanCost),
    numberText(group.score),
    daysText(group.meanStay),
    (group.variationPpm / 1_000_000).toFixed(2),
  ])
  const titles = ['例数 cases', '均次费用（元）mean', '分值 score', '均次天数 days', '变异系数 CV']
  return tableLines([left('病种 group'), left('类别 kind'), left('治疗方式 treatment'), ...titles.map(right)], rows)
}

/** A warning in one line, in both languages. */
export function warningText(warning: DipWarning): string {
  switch (warning.code) {
    case 'unstable': {
      const { groupId, variationPpm, limitPpm } = warning
      const [own, limit] = [variationPpm, limitPpm].map((ppm) => (ppm / 1_000_000).toFixed(2))
      return `${groupId}：费用离散，变异系数 ${own} 大于 ${limit} unstable: costs vary more than the limit`
    }
    case 'few-cases':
      return `${warning.groupId}：仅 ${warning.cases} 例，少于 ${warning.limit} few cases`
    case 'primary-without-cases':
      return `基层病种 ${warning.diagnosis} ${warning.operations.join('+')} 没有病例 a primary-care group without cases`
    case 'unknown-operation':
      return `操作 ${warning.operation} 不在属性表，${warning.cases} 例 an unknown operation in so many cases`
    case 'year-without-cases':
      return `${warning.year} 年没有病例，其余年份按比例加权 no cases of that year: the other weights keep their proportion`
    case 'left-out':
      return `${warning.cases} 例未计入 cases left out: ${problemWords[warning.problem]}`
  }
}

/** A directory in a few lines. */
export function directorySummary(directory: DipDirectory, digest: string): readonly string[] {
  const { rules, groups, cases, leftOut, cost, referenceCost, years } = directory
  const count = (kind: DipGroup['kind']): number => groups.filter((group) => group.kind === kind).length
  const kinds = (['core', 'primary', 'comprehensive', 'blank'] as const).map(
    (kind) => `${dipKindWords[kind]} ${count(kind)}`,
  )
  return [
    `${rules.title}，${rules.year} 年目录 the directory of ${rules.year}`,
    `摘要 digest ${digest}`,
    `适用出院日 for discharges from ${rules.range.from} until ${rules.range.until ?? '（长期 open）'}`,
    `病例 cases ${cases}（${years[0]}–${years.at(-1)}），未计入 left out ${leftOut}，总费用 cost ${wholeYuan(cost)} 元 yuan`,
    `病种 groups ${groups.length}：${kinds.join('，')}`,
    `分值基准 score reference ${amountText(referenceCost)} 元 yuan = ${rules.scale} 分 points`,
  ]
}

function wholeYuan(cost: bigint): string {
  const text = String(cost).padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}

/** How many lines of a kind of warning are shown before they are only counted. */
const warningsShown = 5

export function warningLines(warnings: readonly DipWarning[]): readonly string[] {
  const codes = [...new Set(warnings.map(({ code }) => code))]
  return codes.flatMap((code) => {
    const own = warnings.filter((warning) => warning.code === code)
    const shown = own.slice(0, warningsShown).map((warning) => `注意 note ${warningText(warning)}`)
    return own.length > warningsShown ? [...shown, `  … 同类共 ${own.length} 条 of this kind in all`] : shown
  })
}

/** A group with its years and levels. */
export function groupDetail(group: DipGroup): readonly string[] {
  const { id, kind, treatment, cases, meanCases, primaryCoefficient } = group
  const years = group.casesByYear.map(({ year, cases: many }) => `${year}：${many}`).join('，')
  const levelRows = group.byLevel.map(({ level, cases: many, meanCost, lastYearMeanCost }) => [
    level,
    String(many),
    amountText(meanCost),
    lastYearMeanCost === null ? '—' : amountText(lastYearMeanCost),
  ])
  const heads = ['例数 cases', '均次费用 mean', '上年度 last year']
  return [
    `${id}  ${dipKindWords[kind]}  ${treatmentWords[treatment]}`,
    `例数 cases ${cases}，计入均值 in the means ${meanCases}；按年 by year ${years}`,
    `分值 score ${numberText(group.score)}，药品 drugs ${numberText(group.drugScore)}，耗材 consumables ${numberText(group.consumableScore)}`,
    `均次 mean ${amountText(group.meanCost)} 元 yuan，药品 drugs ${amountText(group.meanDrugs)}，耗材 consumables ${amountText(group.meanConsumables)}，${daysText(group.meanStay)} 天 days`,
    ...(primaryCoefficient === null ? [] : [`基层病种系数 its own coefficient ${numberText(primaryCoefficient)}`]),
    ...tableLines([left('级别 level'), ...heads.map(right)], levelRows),
  ]
}

function lossText(loss: CandidateLoss): string {
  switch (loss.by) {
    case 'operations-missing':
      return `缺少操作 operations missing: ${loss.missing.join('、')}`
    case 'other-operations':
      return `病例另有操作 the case has more: ${loss.more.join('、')}`
    case 'principal-operation':
      return '不含主要操作 lacks the principal operation'
    case 'most-operations':
      return `所用操作较少 uses fewer operations: ${loss.used} < ${loss.best}`
    case 'nearest-mean-cost':
      return `均次费用较远 its mean is further off: ${loss.distance} > ${loss.best} 元 yuan`
    case 'kind-order':
      return `类别次序在后 comes later by kind: ${loss.kind} / ${loss.best}`
    case 'case-has-operations':
      return '病例有操作，不入保守治疗 the case has operations'
    case 'uses-no-operation':
      return '不含病例的操作 uses no operation of the case'
    case 'id-order':
      return '其余相同，按编号取先 equal else, the first id is taken'
  }
}

const candidatesShown = 12

/** The road of a case to its group, a line each. */
export function traceLines(trace: DipTrace): readonly string[] {
  const operations = trace.operations.map(
    ({ code, kind, counted }) => `  ${code} ${treatmentWords[kind]}${counted ? '' : '，不计入 not counted'}`,
  )
  const candidates = trace.candidates
    .slice(0, candidatesShown)
    .map(({ groupId, lost }) => `  ${lost === null ? '✓' : '✗'} ${groupId}${lost === null ? '' : ` ${lossText(lost)}`}`)
  const hidden = trace.candidates.length - candidates.length
  return [
    `主要诊断 principal diagnosis ${trace.principalDiagnosis ?? '—'} → 键 key ${trace.key ?? '—'}`,
    ...(operations.length === 0 ? ['无操作 no operation'] : ['操作 operations', ...operations]),
    ...(candidates.length === 0 ? [] : ['候选病种 candidates', ...candidates]),
    ...(hidden > 0 ? [`  … 另有 ${hidden} 个 more`] : []),
    ...(trace.comprehensive === null
      ? []
      : [
          `综合病种 comprehensive ${trace.comprehensive.groupId} ${trace.comprehensive.exists ? '有 exists' : '目录中没有 not in the directory'}`,
        ]),
    ...trace.charlson.map(
      ({ condition, weight, diagnosis }) => `共病 comorbidity ${condition} +${weight}（${diagnosis}）`,
    ),
  ]
}

/** One step of a calculation: inputs and result. */
export function stepText({ formula, inputs, result }: DipStep): string {
  const given = inputs.map(({ name, value }) => `${name} ${value}`).join(', ')
  return `${formula}(${given}) = ${result.value}`
}

const listed = 20

/** What differs between two directories, in lines. */
export function diffLines(diff: DirectoryDiff): readonly string[] {
  const names = (title: string, groups: readonly DipGroup[]): readonly string[] =>
    groups.length === 0
      ? []
      : [
          '',
          `${title} ${groups.length}`,
          ...groups.slice(0, listed).map(({ id, cases }) => `  ${id}（${cases} 例 cases）`),
          ...(groups.length > listed ? ['  …'] : []),
        ]
  const changes = diff.scoreChanged
    .toSorted((a, b) => Math.max(b.casesBefore, b.casesAfter) - Math.max(a.casesBefore, a.casesAfter))
    .slice(0, listed)
    .map(({ groupId, before, after, casesBefore, casesAfter }) => [
      groupId,
      numberText(before),
      numberText(after),
      String(casesBefore),
      String(casesAfter),
    ])
  const heads = ['原分值 before', '新分值 after', '原例数 cases before', '新例数 cases after']
  return [
    `规则 rules：${diff.rules.length === 0 ? '相同 the same' : `不同 differ: ${diff.rules.join(', ')}`}`,
    `病例 cases ${diff.cases.before} → ${diff.cases.after}`,
    `分值基准 score reference ${amountText(diff.referenceCost.before)} → ${amountText(diff.referenceCost.after)}`,
    `未变 unchanged ${diff.unchanged}，分值变动 score changed ${diff.scoreChanged.length}，类别变动 kind changed ${diff.kindChanged.length}`,
    ...names('新增病种 added', diff.added),
    ...names('取消病种 removed', diff.removed),
    ...(changes.length === 0 ? [] : ['', ...tableLines([left('病种 group'), ...heads.map(right)], changes)]),
  ]
}
