import type { GroupTrace } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { type ToldLine, told } from './grouping-lines.ts'
import { genderWords } from './grouping-words.ts'
import type { Words } from './words.ts'

/** The facts of a record that grouping reads, on one line. */
export function recordLine(record: DischargeRecord): ToldLine {
  const { diagnoses, operations, stayDays, intensiveCareHours, department } = record
  const [principal = '', ...secondary] = diagnoses
  const gender = genderWords[record.gender] ?? [record.gender, record.gender]
  const age = ageWords(record)
  const parts: readonly Words[] = [
    gender,
    age,
    ...(stayDays === null
      ? []
      : [[`住院 ${stayDays} 天`, `stay of ${stayDays} ${stayDays === 1 ? 'day' : 'days'}`] as const]),
    ...(intensiveCareHours === null
      ? []
      : [[`重症监护 ${intensiveCareHours} 小时`, `${intensiveCareHours} hours of intensive care`] as const]),
    ...(department === null ? [] : [[`科室 ${department}`, `department ${department}`] as const]),
    [`主要诊断 ${principal}`, `principal diagnosis ${principal}`],
    secondary.length === 0
      ? ['无其他诊断', 'no secondary diagnosis']
      : [`其他诊断 ${secondary.join(' ')}`, `secondary diagnoses ${secondary.join(' ')}`],
    operations.length === 0
      ? ['无手术', 'no operation']
      : [
          `手术 ${operations.join(' ')}（首位为主要手术）`,
          `operations ${operations.join(' ')} (the first is principal)`,
        ],
  ]
  return told(0, `病例：${parts.map(([zh]) => zh).join('，')}`, `Case: ${parts.map(([, en]) => en).join(', ')}`)
}

function ageWords({ ageYears, ageDays, birthWeightGrams }: DischargeRecord): Words {
  if (ageYears !== 0) return [`${ageYears} 岁`, ageYears === 1 ? '1 year' : `${ageYears} years`]
  const days: Words = [`天龄 ${ageDays} 天`, ageDays === 1 ? '1 day old' : `${ageDays} days old`]
  if (birthWeightGrams === null) return days
  return [`${days[0]}，出生体重 ${birthWeightGrams} 克`, `${days[1]}, birth weight ${birthWeightGrams} g`]
}

/** Each secondary diagnosis that is MCC or CC: whether it counts, and if not, by which exclusion table. */
export function complicationLines({ complications }: GroupTrace): readonly ToldLine[] {
  if (complications.length === 0) return [told(0, '其他诊断中没有 MCC 或 CC', 'No secondary diagnosis is MCC or CC')]
  const lines = complications.map(({ dx, level, counted, excludedBy, tables }) => {
    if (counted) {
      const table = tables.join('、')
      return told(
        1,
        `${dx} 是 ${level}，计入（排除表 ${table} 不含主要诊断）`,
        `${dx} is ${level} and counts (table ${table} does not hold the principal diagnosis)`,
      )
    }
    const table = excludedBy.join('、')
    return told(
      1,
      `${dx} 是 ${level}，不计入：主要诊断在其排除表 ${table}`,
      `${dx} is ${level} but does not count: its exclusion table ${table} holds the principal diagnosis`,
    )
  })
  return [told(0, '并发症与合并症', 'Complications'), ...lines]
}
