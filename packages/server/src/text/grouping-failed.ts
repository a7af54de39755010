import { type Condition, type GroupTrace, type Part, partOf } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { boundsWords, conditionWords } from './grouping-conditions.ts'
import { genderWords, leavingWord, measureWords } from './grouping-words.ts'
import type { Words } from './words.ts'

type MdcTried = GroupTrace['walks'][number]['mdcs'][number]
export type Failed = Extract<MdcTried, { readonly entered: false }>['failed']
export type Hit = Failed['hits'][number]

const recordValue = {
  ageYears: (record: DischargeRecord) => record.ageYears,
  ageDays: (record: DischargeRecord) => record.ageDays,
  weightG: (record: DischargeRecord) => record.birthWeightGrams,
  stayDays: (record: DischargeRecord) => record.stayDays,
  icuHours: (record: DischargeRecord) => record.intensiveCareHours,
} as const

/** Why a gate or a split does not hold, with what the record says: `主要手术 45.2300 不在 GB1.adrg_ss`. */
export function failedWords({ condition, hits }: Failed, record: DischargeRecord): Words {
  const part = partOf(condition)
  switch (part.key) {
    case 'all':
      return notWords(conditionWords(condition))
    case 'any': {
      const inner = part.of.map((one) => failedWords({ condition: one, hits: [] }, record))
      return [inner.map(([zh]) => zh).join('；'), inner.map(([, en]) => en).join('; ')]
    }
    case 'not':
      return brokenWords(part.of, hits)
    case 'const':
      return ['此规则已停用', 'this rule is switched off']
    case 'hasOp':
      return ['没有手术或操作', 'there is no operation']
    case 'mcc':
      return ['没有计入的 MCC', 'no MCC counts']
    case 'cc':
      return ['没有计入的 CC', 'no CC counts']
    case 'gender':
      return genderFailed(part.value, record)
    case 'leavingType': {
      const words: Words = record.leavingType === null ? ['未填', 'missing'] : leavingWord(record.leavingType)
      return [`离院方式${words[0]}，不合要求`, `way of leaving ${words[1]} is not asked for`]
    }
    case 'dept':
      return [
        `出院科室${record.department ?? '未填'}，要求 ${part.values.join('、')}`,
        `department ${record.department ?? 'missing'}, asked ${part.values.join(' or ')}`,
      ]
    case 'traumaSites':
      return sitesFailed(part.sites.min, new Set(hits.map(({ list }) => list)).size)
    case 'number':
      return numberFailed(part, record)
    default:
      return codesFailed(part, record)
  }
}

function notWords([zh, en]: Words): Words {
  return [`不成立：${zh}`, `does not hold: ${en}`]
}

function brokenWords(inner: Condition, hits: readonly Hit[]): Words {
  if (hits.length === 0)
    return [`要求不成立：${conditionWords(inner)[0]}`, `asked not to hold: ${conditionWords(inner)[1]}`]
  const hit = hitsWords(hits)
  return [`${hit[0]}，此处要求不在`, `${hit[1]}, and must not be`]
}

function genderFailed(asked: string, record: DischargeRecord): Words {
  const has = genderWords[record.gender] ?? [record.gender, record.gender]
  const wanted = genderWords[asked] ?? [asked, asked]
  return [`性别${has[0]}，要求${wanted[0]}`, `sex ${has[1]}, asked ${wanted[1]}`]
}

function sitesFailed(min: number, hit: number): Words {
  return [`只涉及 ${hit} 个创伤部位，要求至少 ${min} 个`, `hits ${hit} trauma sites, at least ${min} are asked`]
}

function numberFailed(part: Extract<Part, { readonly key: 'number' }>, record: DischargeRecord): Words {
  const { name, unit } = measureWords[part.field]
  const bounds = boundsWords(part.bounds, unit)
  const value = recordValue[part.field](record)
  if (value === null) return [`${name[0]}未填，要求 ${bounds[0]}`, `${name[1]} not given, asked ${bounds[1]}`]
  return [`${name[0]} ${value} ${unit[0]}，要求 ${bounds[0]}`, `${name[1]} ${value}${unit[1]}, asked ${bounds[1]}`]
}

type CodePart = Extract<Part, { readonly list: string }>

function codesFailed({ key, list }: CodePart, { diagnoses, operations }: DischargeRecord): Words {
  const [diagnosis, operation] = [diagnoses[0] ?? '', operations[0]]
  switch (key) {
    case 'dx1In':
      return [`主要诊断 ${diagnosis} 不在 ${list}`, `principal diagnosis ${diagnosis} is not in ${list}`]
    case 'dx2In':
      return diagnoses.length < 2
        ? ['没有其他诊断', 'there is no secondary diagnosis']
        : [`其他诊断均不在 ${list}`, `no secondary diagnosis is in ${list}`]
    case 'dxAnyIn':
      return [`诊断均不在 ${list}`, `no diagnosis is in ${list}`]
    case 'op1In':
      return operation === undefined
        ? ['没有手术或操作', 'there is no operation']
        : [`主要手术 ${operation} 不在 ${list}`, `principal operation ${operation} is not in ${list}`]
    case 'op2In':
      return operations.length < 2
        ? ['没有其他手术', 'there is no further operation']
        : [`其他手术均不在 ${list}`, `no further operation is in ${list}`]
    case 'opAnyIn':
      return operation === undefined
        ? ['没有手术或操作', 'there is no operation']
        : [`手术均不在 ${list}`, `no operation is in ${list}`]
  }
}

/** What was hit: `主要诊断 K35.900 在 MDCG.mdc_zd`; a complication stands for itself. */
export function hitsWords(hits: readonly Hit[]): Words {
  const all = hits.map(hitWords)
  return [all.map(([zh]) => zh).join('，'), all.map(([, en]) => en).join(', ')]
}

function hitWords({ by, list, code, index }: Hit): Words {
  if (by === 'mcc' || by === 'cc') {
    const level = by.toUpperCase()
    return [`其他诊断 ${code} 计入 ${level}`, `secondary diagnosis ${code} counts as ${level}`]
  }
  const isOperation = by === 'op1In' || by === 'op2In' || by === 'opAnyIn'
  const what: Words = isOperation
    ? index === 0
      ? ['主要手术', 'principal operation']
      : [`第 ${index + 1} 手术`, `operation ${index + 1}`]
    : index === 0
      ? ['主要诊断', 'principal diagnosis']
      : [`第 ${index} 其他诊断`, `secondary diagnosis ${index}`]
  return [`${what[0]} ${code} 在 ${list}`, `${what[1]} ${code} is in ${list}`]
}

/** What else a gate asked and the record met: `天龄 1 天（要求 ≤ 28 天）`; codes that were hit are told by `hitsWords`. */
export function metWords(condition: Condition, record: DischargeRecord): readonly Words[] {
  const part = partOf(condition)
  if (part.key === 'all') return part.of.flatMap((one) => metWords(one, record))
  if (part.key === 'gender') return [genderWords[part.value] ?? [part.value, part.value]]
  if (part.key !== 'number') return []
  const value = recordValue[part.field](record)
  if (value === null) return []
  const { name, unit } = measureWords[part.field]
  const bounds = boundsWords(part.bounds, unit)
  return [[`${name[0]} ${value} ${unit[0]}（要求 ${bounds[0]}）`, `${name[1]} ${value}${unit[1]} (asked ${bounds[1]})`]]
}
