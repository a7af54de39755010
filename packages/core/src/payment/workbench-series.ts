import { providerLevelWords } from '../encounter/index.ts'
import type { WordPair } from '../kernel/index.ts'
import type { ComparedSums, Comparison, MethodShare, Series } from './workbench-result.ts'
import type { WorkbenchName } from './workbench-types.ts'

const levels: Readonly<Record<string, WordPair>> = providerLevelWords

function levelName(level: string): WorkbenchName {
  const [zh, en] = levels[level] ?? [level, level]
  return { zh, en }
}

const charged: WorkbenchName = { zh: '实际记账', en: 'charged' }
const self = (code: string): { readonly code: string; readonly name: WorkbenchName } => ({
  code,
  name: { zh: code, en: code },
})

type Rows = Omit<Comparison, 'series'>

/** One line for what the fund was charged with, one for each method. */
function incomeLines({ methods }: Rows, rows: readonly ComparedSums[]): Series['lines'] {
  return [
    { name: charged, values: rows.map(({ fundPaid }) => fundPaid) },
    ...methods.map(({ name }, index) => ({ name, values: rows.map((row) => row.methods[index]?.income ?? null) })),
  ]
}

function methodLines(
  { methods }: Rows,
  rows: readonly ComparedSums[],
  pick: (share: MethodShare, row: ComparedSums) => number,
): Series['lines'] {
  return methods.map(({ name }, index) => ({
    name,
    values: rows.map((row) => {
      const share = row.methods[index]
      return share === undefined ? null : pick(share, row)
    }),
  }))
}

/** The rows with the largest movement under any method, in the order of the first. */
function moved<Row extends ComparedSums>(rows: readonly Row[], most: number): readonly Row[] {
  const movement = (row: Row): number => Math.max(0, ...row.methods.map(({ difference }) => Math.abs(difference)))
  const first = (row: Row): number => row.methods[0]?.difference ?? 0
  return [...rows]
    .sort((a, b) => movement(b) - movement(a))
    .slice(0, most)
    .sort((a, b) => first(b) - first(a))
}

/** What a screen draws: income by level and month, differences by institution and group, indices, kinds of cases. */
export function seriesOf(rows: Rows): readonly Series[] {
  const { institutions, levels, months, groups, methods, sums } = rows
  const kinds = [...new Set(sums.methods.flatMap((method) => Object.keys(method.kinds)))].sort()
  const movedInstitutions = moved(institutions, 20)
  const movedGroups = moved(
    groups.filter(({ group }) => group !== null),
    20,
  )
  return [
    {
      code: 'income-by-level',
      name: { zh: '各级机构的基金收入', en: 'income from the fund by level' },
      unit: 'fen',
      labels: levels.map(({ level }) => ({ code: level, name: levelName(level) })),
      lines: incomeLines(rows, levels),
    },
    {
      code: 'income-by-month',
      name: { zh: '各月的基金支付', en: 'payable by the fund by month' },
      unit: 'fen',
      labels: months.map(({ month }) => self(month)),
      lines: incomeLines(rows, months),
    },
    {
      code: 'difference-by-institution',
      name: { zh: '与实际记账之差，变动最大的机构', en: 'difference to charges, institutions that move most' },
      unit: 'fen',
      labels: movedInstitutions.map(({ providerCode }) => self(providerCode)),
      lines: methodLines(rows, movedInstitutions, ({ difference }) => difference),
    },
    {
      code: 'difference-by-group',
      name: { zh: '与实际记账之差，变动最大的病组', en: 'difference to charges, groups that move most' },
      unit: 'fen',
      labels: movedGroups.map(({ group }) => self(group ?? '')),
      lines: methodLines(rows, movedGroups, ({ difference }) => difference),
    },
    {
      code: 'indices-by-institution',
      name: { zh: '病例组合指数与消耗指数', en: 'case mix and consumption indices' },
      unit: 'ppm',
      labels: institutions.map(({ providerCode }) => self(providerCode)),
      lines: [
        { name: { zh: 'CMI', en: 'CMI' }, values: institutions.map(({ cmiPpm }) => cmiPpm) },
        { name: { zh: '费用消耗指数', en: 'cost index' }, values: institutions.map((row) => row.costIndexPpm) },
        { name: { zh: '时间消耗指数', en: 'time index' }, values: institutions.map((row) => row.timeIndexPpm) },
      ],
    },
    {
      code: 'kinds-by-method',
      name: { zh: '各方式下的病例种类', en: 'kinds of cases by method' },
      unit: 'cases',
      labels: kinds.map(self),
      lines: methods.map(({ name }, index) => ({
        name,
        values: kinds.map((kind) => sums.methods[index]?.kinds[kind] ?? 0),
      })),
    },
  ]
}
