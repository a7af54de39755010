import type { Missing, Nearby, Scheme, StayFact } from '@yibao/core/drg'
import { conditionWords } from './grouping-conditions.ts'
import { type Shown, shownLines, type ToldLine, told } from './grouping-lines.ts'
import { drgName, genderWords, leavingWord, measureWords } from './grouping-words.ts'
import type { Words } from './words.ts'

/**
 * The groups a case nearly fell into, nearest first, with what a coder should verify against the notes. It says what decided, and
 * never what to code.
 */
export function nearestText(scheme: Scheme, nearby: readonly Nearby[], shown: Shown): readonly string[] {
  if (nearby.length === 0) return shownLines([told(0, '没有相近的组', 'No other group is near')], shown)
  const head = told(
    0,
    '相近的组（只供核对编码与病案，不是调整建议）',
    'Nearest other groups (to verify the coding against the notes, no advice to change it)',
  )
  const lines = nearby.flatMap(({ drg, missing }): readonly ToldLine[] => {
    const name = drgName(scheme, drg)
    return [
      told(1, name, name),
      ...missing.map((one) => {
        const [zh, en] = missingWords(scheme, one)
        return told(2, `核对：${zh}`, `verify: ${en}`)
      }),
    ]
  })
  return shownLines([head, ...lines], shown)
}

/** What a coder should verify, without the heading. */
export function missingWords(scheme: Scheme, missing: Missing): Words {
  switch (missing.kind) {
    case 'operation-first':
      return [
        `主要手术是否应为 ${missing.code}（现排第 ${missing.index + 1}）`,
        `whether ${missing.code}, now operation ${missing.index + 1}, is the principal one`,
      ]
    case 'operation-missing': {
      const many = countOf(scheme, missing.list)
      return missing.principal
        ? [
            `是否做过 ${missing.list} 中的手术且为主要手术（共 ${many} 个编码，如 ${missing.code}）`,
            `whether an operation of ${missing.list} was done as the principal one (${many} codes, such as ${missing.code})`,
          ]
        : [
            `是否还做过 ${missing.list} 中的手术（共 ${many} 个编码，如 ${missing.code}）`,
            `whether an operation of ${missing.list} was done besides (${many} codes, such as ${missing.code})`,
          ]
    }
    case 'operation-unfit':
      return [`手术 ${missing.code} 是否确有依据`, `whether the notes bear out the operation ${missing.code}`]
    case 'diagnosis-missing': {
      const many = countOf(scheme, missing.list)
      return [
        `是否漏编 ${missing.list} 中的其他诊断（共 ${many} 个编码，如 ${missing.code}）`,
        `whether a secondary diagnosis of ${missing.list} is missing (${many} codes, such as ${missing.code})`,
      ]
    }
    case 'diagnosis-unfit':
      return [
        `其他诊断 ${missing.code} 是否确有依据`,
        `whether the notes bear out the secondary diagnosis ${missing.code}`,
      ]
    case 'complication-missing':
      return complicationMissing(missing)
    case 'complication-unfit':
      return [
        `其他诊断 ${missing.code}（${missing.level}）是否确有依据`,
        `whether the notes bear out the secondary diagnosis ${missing.code} (${missing.level})`,
      ]
    case 'fact':
      return factWords(missing)
  }
}

function countOf({ lists }: Scheme, list: string): number {
  return lists[list]?.length ?? 0
}

function complicationMissing({
  level,
  code,
  excluded,
}: Extract<Missing, { readonly kind: 'complication-missing' }>): Words {
  const words: Words = [
    `是否漏编计入的 ${level}（如 ${code}）`,
    `whether ${level === 'MCC' ? 'an' : 'a'} ${level} that counts is missing (such as ${code})`,
  ]
  if (excluded.length === 0) return words
  const codes = excluded.join(' ')
  return [
    `${words[0]}；${codes} 因主要诊断在其排除表而不计入`,
    `${words[1]}; ${codes} is excluded by the principal diagnosis`,
  ]
}

const factNames: Readonly<Record<StayFact, Words>> = {
  department: ['出院科室', 'the department'],
  leavingType: ['离院方式', 'the way of leaving'],
  intensiveCareHours: measureWords.icuHours.name,
  stayDays: measureWords.stayDays.name,
  birthWeightGrams: measureWords.weightG.name,
  ageDays: ['天龄', 'the age in days'],
  ageYears: measureWords.ageYears.name,
  gender: ['性别', 'the sex'],
}

const measured: Partial<Record<StayFact, Words>> = {
  intensiveCareHours: measureWords.icuHours.unit,
  stayDays: measureWords.stayDays.unit,
  birthWeightGrams: measureWords.weightG.unit,
  ageDays: measureWords.ageDays.unit,
  ageYears: measureWords.ageYears.unit,
}

function factWords({ field, from, to, asked }: Extract<Missing, { readonly kind: 'fact' }>): Words {
  const name = factNames[field]
  const unit = measured[field] ?? ['', '']
  const value = (given: string | number | null): Words => {
    if (given === null) return ['未填', 'not given']
    if (field === 'gender') return genderWords[given] ?? [String(given), String(given)]
    if (field === 'leavingType') return leavingWord(String(given))
    return [`${given}${unit[0] === '' ? '' : ` ${unit[0]}`}`, `${given}${unit[1]}`]
  }
  const [was, is] = [value(from), value(to)]
  const rule = asked === null ? null : conditionWords(asked.condition)
  const because: Words =
    rule === null || asked === null
      ? ['', '']
      : asked.holds
        ? [`；该组要求 ${rule[0]}`, `; the group asks: ${rule[1]}`]
        : [`；该组要求不符合 ${rule[0]}`, `; the group asks that this does not hold: ${rule[1]}`]
  // Of a number the group asks a range; any number in it would be an invention.
  const other: Words = measured[field] === undefined ? [`，如为 ${is[0]}`, `; if it were ${is[1]}`] : ['', '']
  return [
    `${name[0]}是否登记有误（现为 ${was[0]}${other[0]}）${because[0]}`,
    `whether ${name[1]} is recorded wrongly (now ${was[1]}${other[1]})${because[1]}`,
  ]
}
