import type { IsoDate } from '@yibao/core/kernel'
import type { Parameter, Place, RegionPack, Rules } from '@yibao/core/policy'
import { readingOfCase, rulesOfCase } from '../files/policy-case-about.ts'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { rulesIn } from '../files/policy-diff-sides.ts'
import { problemText } from '../files/policy-yaml.ts'
import { valueWords } from '../text/parameter-text.ts'
import { type AnyRules, type ValueJson, valueJson } from '../text/plan-on-date.ts'
import { tableLines } from '../text/table-text.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { readPolicy } from './policy-folder.ts'

interface AssumedValue {
  /** The rules, or `coverage` for those on single items. */
  readonly rules: string
  readonly parameter: string
  readonly kind: Parameter['kind']
  readonly key: readonly string[]
  readonly from: IsoDate
  readonly value: ValueJson | 'none'
  /** Ends with the reason of the assumption. */
  readonly source: string
  readonly place: Place
}

interface RulesCount {
  readonly about: AnyRules['about'] | 'coverage'
  readonly id: string
  readonly label: string
  readonly parameters: number
  readonly values: number
  readonly assumed: number
  readonly formulas: number
  readonly readings: number
  readonly cases: number
}

interface RegionCount {
  readonly division: string
  readonly name: string
  readonly nameEn: string
  readonly packHash: string
  readonly rules: readonly RulesCount[]
  readonly assumed: readonly AssumedValue[]
}

interface Group {
  readonly about: RulesCount['about']
  readonly id: string
  readonly label: string
  readonly rules: Rules
  readonly readings: number
}

function assumedOf({ id, rules }: Group): readonly AssumedValue[] {
  return Object.values(rules.parameters).flatMap(({ name, kind, rows }) =>
    rows.flatMap(({ key, values, place }) =>
      values
        .filter(({ assumed }) => assumed)
        .map(({ from, value, source }) => {
          const shown = value === 'none' ? value : valueJson(kind, value)
          return { rules: id, parameter: name, kind, key, from, value: shown, source, place }
        }),
    ),
  )
}

function countOf(group: Group, cases: readonly PolicyCase[]): RulesCount {
  const { about, id, label, rules, readings } = group
  const parameters = Object.values(rules.parameters)
  const rows = parameters.flatMap((parameter) => parameter.rows)
  return {
    about,
    id,
    label,
    parameters: parameters.length,
    values: rows.reduce((sum, row) => sum + row.values.length, 0),
    assumed: assumedOf(group).length,
    formulas: Object.keys(rules.formulas).length,
    readings,
    cases: cases.filter((example) => rulesOfCase(example) === id).length,
  }
}

function groupsOf(pack: RegionPack): readonly Group[] {
  const named = rulesIn([pack]).map(({ about, rules }): Group => {
    const readings = 'readings' in rules ? Object.keys(rules.readings).length : 0
    return { about, id: rules.id, label: rules.label, rules, readings }
  })
  const { coverage } = pack
  const isBare = Object.keys(coverage.parameters).length === 0 && coverage.classes.length === 0
  const items: Group = {
    about: 'coverage',
    id: 'coverage',
    label: '项目支付规定 single items',
    rules: coverage,
    readings: 0,
  }
  return isBare ? named : [items, ...named]
}

function regionCount(pack: RegionPack, all: readonly PolicyCase[]): RegionCount {
  const cases = all.filter(({ division }) => division === pack.division)
  const groups = groupsOf(pack)
  const { division, name, nameEn, hash: packHash } = pack
  const rules = groups.map((group) => countOf(group, cases))
  return { division, name, nameEn, packHash, rules, assumed: groups.flatMap(assumedOf) }
}

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

function countTable(regions: readonly RegionCount[]): readonly string[] {
  const rows = regions.flatMap(({ division, name, rules }) =>
    rules.map((count, index) => [
      index === 0 ? `${division} ${name}` : '',
      count.id,
      count.label,
      ...[count.parameters, count.values, count.assumed, count.formulas, count.readings, count.cases].map(String),
    ]),
  )
  const titles = ['参数 parameters', '值 values', '推定 assumed', '公式 formulas', '读法 readings', '算例 cases']
  return tableLines([left('地区 region'), left('规则 rules'), left(''), ...titles.map(right)], rows)
}

function assumedLines(regions: readonly RegionCount[]): readonly string[] {
  const values = regions.flatMap(({ assumed }) => assumed)
  if (values.length === 0) return []
  const rows = values.map(({ rules, parameter, kind, key, from, value, source, place }) => {
    const shown = value === 'none' ? value : valueWords(value, kind, 'zh')
    return [`${place.file}:${place.line}`, rules, [parameter, ...key].join(' '), from, shown, source]
  })
  const titles = ['文件 file', '规则 rules', '参数 parameter', '自 from', '值 value', '来源与理由 source and reason']
  return ['', '推定的值 assumed values', ...tableLines(titles.map(left), rows)]
}

function totalLines(regions: readonly RegionCount[], cases: readonly PolicyCase[]): readonly string[] {
  const rules = regions.flatMap((region) => region.rules)
  const sum = (of: (count: RulesCount) => number): number => rules.reduce((total, count) => total + of(count), 0)
  const ruled = (about: RulesCount['about']): number => rules.filter((count) => count.about === about).length
  const kinds = [...new Set(cases.map(({ kind }) => kind))].map((kind) => {
    return `${cases.filter((example) => example.kind === kind).length} ${kind}`
  })
  const counts = [
    `${regions.length} regions`,
    `${ruled('plan')} plans`,
    `${ruled('contribution')} contribution rules`,
    `${ruled('enrolment')} enrolment rules`,
    `${sum(({ parameters }) => parameters)} parameters`,
    `${sum(({ values }) => values)} values (${sum(({ assumed }) => assumed)} assumed)`,
    `${sum(({ formulas }) => formulas)} formulas`,
    `${cases.length} cases (${kinds.join(', ')})`,
  ]
  return [`没有问题 no problem: ${counts.join(', ')}`]
}

/** Other readings that nobody would notice to be wrong. */
function readingsWithoutCase(packs: readonly RegionPack[], cases: readonly PolicyCase[]) {
  const played = new Set(cases.map((example) => `${rulesOfCase(example)} ${readingOfCase(example)}`))
  return rulesIn(packs)
    .flatMap(({ rules }) => {
      const readings = 'readings' in rules ? Object.keys(rules.readings) : []
      return readings.map((reading) => ({ id: rules.id, reading }))
    })
    .filter(({ id, reading }) => !played.has(`${id} ${reading}`))
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
  const bare = regions.flatMap(({ rules }) => rules).filter((count) => count.cases === 0 && count.about !== 'coverage')
  for (const { id } of bare) note(`${id} 没有算例 has no worked example: 请在 cases/ 补充 add one`)
  for (const { reading, id } of readingsWithoutCase(packs, cases)) {
    note(`${id} 的读法 ${reading} 没有算例 the reading ${reading} has no worked example: 请在 cases/ 补充 add one`)
  }
  const assumed = options.assumed === true ? assumedLines(regions) : []
  print([...countTable(regions), ...assumed, '', ...totalLines(regions, cases)].join('\n'))
}
