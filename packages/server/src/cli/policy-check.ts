import type { IsoDate } from '@yibao/core/kernel'
import type { Parameter, Place, RegionPack } from '@yibao/core/policy'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { problemText } from '../files/policy-yaml.ts'
import { type ValueJson, valueJson } from '../text/plan-on-date.ts'
import { tableLines } from '../text/table-text.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { readPolicy } from './policy-folder.ts'

interface AssumedValue {
  /** The plan, or `coverage` for the rules on single items. */
  readonly plan: string
  readonly parameter: string
  readonly key: readonly string[]
  readonly from: IsoDate
  readonly value: ValueJson | 'none'
  /** Ends with the reason of the assumption. */
  readonly source: string
  readonly place: Place
}

interface PlanCount {
  readonly plan: string
  readonly label: string
  readonly parameters: number
  readonly values: number
  readonly assumed: number
  readonly cases: number
}

interface RegionCount {
  readonly division: string
  readonly name: string
  readonly nameEn: string
  readonly packHash: string
  readonly plans: readonly PlanCount[]
  readonly assumed: readonly AssumedValue[]
}

function assumedOf(plan: string, parameters: readonly Parameter[]): readonly AssumedValue[] {
  return parameters.flatMap(({ name, kind, rows }) =>
    rows.flatMap(({ key, values, place }) =>
      values
        .filter(({ assumed }) => assumed)
        .map(({ from, value, source }) => {
          const shown = value === 'none' ? value : valueJson(kind, value)
          return { plan, parameter: name, key, from, value: shown, source, place }
        }),
    ),
  )
}

function countOf(plan: string, label: string, parameters: readonly Parameter[], cases: number): PlanCount {
  const rows = parameters.flatMap((parameter) => parameter.rows)
  const values = rows.reduce((sum, row) => sum + row.values.length, 0)
  return { plan, label, parameters: parameters.length, values, assumed: assumedOf(plan, parameters).length, cases }
}

function regionCount(pack: RegionPack, all: readonly PolicyCase[]): RegionCount {
  const cases = all.filter(({ division }) => division === pack.division)
  const { preCoinsurance, priceCeiling } = pack.coverage
  const groups = [
    {
      id: 'coverage',
      label: '项目支付规定 single items',
      parameters: [preCoinsurance, priceCeiling].filter((parameter) => parameter !== null),
      cases: cases.filter(({ kind }) => kind === 'item').length,
    },
    ...pack.plans.map(({ id, label, parameters }) => ({
      id,
      label,
      parameters: Object.values(parameters),
      cases: cases.filter((example) => example.kind === 'bill' && example.plan === id).length,
    })),
  ]
  const { division, name, nameEn, hash: packHash } = pack
  const plans = groups.map((group) => countOf(group.id, group.label, group.parameters, group.cases))
  const assumed = groups.flatMap((group) => assumedOf(group.id, group.parameters))
  return { division, name, nameEn, packHash, plans, assumed }
}

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

function countTable(regions: readonly RegionCount[]): readonly string[] {
  const rows = regions.flatMap(({ division, name, plans }) => [
    ...plans.map((count, index) => [
      index === 0 ? `${division} ${name}` : '',
      count.plan,
      count.label,
      ...[count.parameters, count.values, count.assumed, count.cases].map(String),
    ]),
  ])
  const titles = ['参数 parameters', '值 values', '假定 assumed', '算例 cases']
  return tableLines([left('地区 region'), left('方案 plan'), left(''), ...titles.map(right)], rows)
}

function valueText(value: ValueJson): string {
  if (typeof value === 'string') return value
  return value.map(({ to, rate }) => (to === null ? rate : `≤${to} ${rate}`)).join(', ')
}

function assumedLines(regions: readonly RegionCount[]): readonly string[] {
  const values = regions.flatMap(({ assumed }) => assumed)
  if (values.length === 0) return []
  const rows = values.map(({ plan, parameter, key, from, value, source, place }) => {
    return [`${place.file}:${place.line}`, plan, [parameter, ...key].join(' '), from, valueText(value), source]
  })
  const titles = ['文件 file', '方案 plan', '参数 parameter', '自 from', '值 value', '来源与理由 source and reason']
  return ['', '假定的值 assumed values', ...tableLines(titles.map(left), rows)]
}

function totalLine(regions: readonly RegionCount[]): string {
  const plans = regions.flatMap((region) => region.plans)
  const sum = (of: (count: PlanCount) => number): number => plans.reduce((total, count) => total + of(count), 0)
  const counts = [
    `${regions.length} regions`,
    `${plans.filter(({ plan }) => plan !== 'coverage').length} plans`,
    `${sum(({ parameters }) => parameters)} parameters`,
    `${sum(({ values }) => values)} values (${sum(({ assumed }) => assumed)} assumed)`,
    `${sum(({ cases }) => cases)} cases`,
  ]
  return `没有问题 no problem: ${counts.join(', ')}`
}

export interface CheckOptions {
  readonly assumed?: boolean
  readonly json?: boolean
}

/** Loads every pack and case of a folder and says what is in it, or everything that is wrong with it. */
export async function policyCheck(folder: string | undefined, options: CheckOptions): Promise<void> {
  const { packs, cases, problems } = await readPolicy(folder)
  const ok = problems.length === 0
  process.exitCode = ok ? 0 : 1
  const regions = ok ? packs.map((pack) => regionCount(pack, cases)) : []
  if (options.json === true) return print({ ok, problems, regions })
  if (!ok) {
    print([...problems.map(problemText), `${problems.length} 个问题 problems`].join('\n'))
    return
  }
  const bare = regions.flatMap(({ plans }) => plans).filter((count) => count.cases === 0 && count.plan !== 'coverage')
  for (const { plan } of bare) note(`${plan} 没有算例 has no worked example: 请在 cases/ 补充 add one`)
  print(
    [...countTable(regions), ...(options.assumed === true ? assumedLines(regions) : []), '', totalLine(regions)].join(
      '\n',
    ),
  )
}
