import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { compileScheme, type Grouper, nearestGroups, traceCase } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { caseOfJson, jsonOfLine } from '../files/discharge-record.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { groupingText } from './grouping.ts'
import type { Shown } from './grouping-lines.ts'
import { nearestText } from './grouping-nearest.ts'

function recordOf(line: string): DischargeRecord {
  const json = jsonOfLine(line)
  assert.ok(json.ok)
  const read = caseOfJson(json.value)
  assert.ok(read.ok)
  return read.value.record
}

async function linesOf(folder: string): Promise<readonly string[]> {
  return (await readFile(join(folder, 'cases.jsonl'), 'utf8')).split('\n').filter((line) => line !== '')
}

let starter: Grouper
let starterCases: readonly string[] = []
before(async () => {
  starter = compileScheme((await readSchemeFolder(starterScheme)).scheme)
  starterCases = await linesOf(starterScheme)
})

function starterRecord(id: string): DischargeRecord {
  return recordOf(starterCases.find((line) => line.includes(`"id":"${id}"`)) ?? '')
}

function told(grouper: Grouper, record: DischargeRecord, shown: Shown, full = false): readonly string[] {
  return groupingText(grouper.scheme, record, traceCase(grouper, record), { full, shown })
}

describe('a case of the shipped scheme, as a coder reads it', () => {
  test('surgical, Chinese first and English beneath, line by line', () => {
    assert.deepEqual(told(starter, starterRecord('s002'), 'both'), [
      '结果：已入组 GD23 阑尾切除术，伴并发症或合并症',
      'Result: grouped GD23 阑尾切除术，伴并发症或合并症',
      '  MDCG 消化系统疾病及功能障碍 › GD2 阑尾切除术',
      '病例：男，45 岁，住院 6 天，主要诊断 K35.800x001，其他诊断 J18.900，手术 47.0901（首位为主要手术）',
      'Case: male, 45 years, stay of 6 days, principal diagnosis K35.800x001, secondary diagnoses J18.900, operations 47.0901 (the first is principal)',
      '并发症与合并症',
      'Complications',
      '  J18.900 是 CC，计入（排除表 breathing 不含主要诊断）',
      '  J18.900 is CC and counts (table breathing does not hold the principal diagnosis)',
      '分组过程',
      'Road',
      '  MDCA 先期分组疾病及相关操作：进入，主要手术 47.0901 在 ops.valid',
      '  MDCA 先期分组疾病及相关操作: entered, principal operation 47.0901 is in ops.valid',
      '    1 个 ADRG 或步骤的条件不成立',
      '    1 step does not hold',
      '    本 MDC 无结果，转下一个 MDC',
      '    no result here, on to the next MDC',
      '  MDCG 消化系统疾病及功能障碍：进入，主要诊断 K35.800x001 在 MDCG.dx',
      '  MDCG 消化系统疾病及功能障碍: entered, principal diagnosis K35.800x001 is in MDCG.dx',
      '    1 个 ADRG 或步骤的条件不成立',
      '    1 step does not hold',
      '    GD2 阑尾切除术：符合，主要手术 47.0901 在 GD.ops',
      '    GD2 阑尾切除术: yes, principal operation 47.0901 is in GD.ops',
      '      GD23 阑尾切除术，伴并发症或合并症：是，其他诊断 J18.900 计入 CC',
      '      GD23 阑尾切除术，伴并发症或合并症: yes, secondary diagnosis J18.900 counts as CC',
    ])
  })

  test('newborn, with weight and days against the band, and a complication that is excluded', () => {
    assert.deepEqual(told(starter, starterRecord('s077'), 'zh').slice(-4), [
      '    3 个 ADRG 或步骤的条件不成立',
      '    PS2 早产儿（出生体重1500-1999g）：符合，第 1 其他诊断 P07.300 在 PS.dx，出生体重 1800 克（要求 ≥ 1500 克、＜ 2000 克），天龄 4 天（要求 ≤ 28 天）',
      '      PS21 早产儿（出生体重1500-1999g），伴严重并发症或合并症：否，没有计入的 MCC',
      '      PS25 早产儿（出生体重1500-1999g），不伴并发症或合并症：是',
    ])
    const excluded = told(starter, starterRecord('s080'), 'zh')
    assert.ok(excluded.includes('  P28.500 是 MCC，不计入：主要诊断在其排除表 newborn-breathing'), excluded.join('\n'))
  })

  test('ambiguous, and in full every step that was tried, with the reason', () => {
    assert.deepEqual(told(starter, starterRecord('s063'), 'zh', true), [
      '结果：歧义病例 HQY 肝、胆、胰疾病：与主要诊断无关的手术（歧义组）',
      '  MDCH 肝、胆、胰疾病及功能障碍',
      '病例：男，63 岁，住院 6 天，主要诊断 K85.900，无其他诊断，手术 45.2302 96.7201（首位为主要手术）',
      '其他诊断中没有 MCC 或 CC',
      '分组过程',
      '  MDCA 先期分组疾病及相关操作：未进入，主要手术 45.2302 不在 ops.valid',
      '  MDCP 新生儿及其他围产期新生儿疾病：未进入，主要诊断 K85.900 不在 MDCP.dx',
      '  MDCG 消化系统疾病及功能障碍：未进入，主要诊断 K85.900 不在 MDCG.dx',
      '  MDCH 肝、胆、胰疾病及功能障碍：进入，主要诊断 K85.900 在 MDCH.dx',
      '    HC1 胆总管手术：不符，主要手术 45.2302 不在 HC1.ops',
      '    HC2 胆囊切除手术：不符，主要手术 45.2302 不在 HC2.ops',
      '    HL1 肝胆胰系统的治疗性操作：不符，主要手术 45.2302 不在 HL1.ops',
      '    HQY 肝、胆、胰疾病：与主要诊断无关的手术（歧义组）：歧义，前面的手术组均不接受此手术，第 2 手术 96.7201 在 ops.valid',
    ])
  })

  test('without a group: which limit it missed', () => {
    const lines = told(starter, starterRecord('s084'), 'en')
    assert.equal(lines[0], 'Result: ungroupable 0000')
    assert.ok(
      lines.includes('    PS1 极度发育不全（出生体重＜1500g）: no, birth weight 0 g, asked ＞ 0 g and ＜ 1500 g'),
      lines.join('\n'),
    )
    assert.equal(lines.at(-1), '  no MDC takes this case')
  })

  test('invalid: the field and the cure', () => {
    assert.deepEqual(told(starter, starterRecord('s093'), 'both'), [
      '结果：不予分组 0000',
      'Result: invalid 0000',
      '原因：出生体重（克）：28 天及以内的新生儿须填出生体重，请补录',
      'Why: birth weight in grams: a newborn of up to 28 days needs the birth weight; fill it in',
    ])
  })
})

describe('what a coder should verify', () => {
  const near = (id: string, shown: Shown, limit = 3) => {
    const record = starterRecord(id)
    return nearestText(starter.scheme, nearestGroups(starter, record, limit), shown)
  }

  test('the second operation first comes before everything else', () => {
    assert.deepEqual(near('s063', 'zh', 2), [
      '相近的组（只供核对编码与病案，不是调整建议）',
      '  AH15 有创呼吸机支持≥96小时或ECMO或全人工心脏移植术，不伴并发症或合并症',
      '    核对：主要手术是否应为 96.7201（现排第 2）',
      '  HT25 急性胰腺炎，不伴并发症或合并症',
      '    核对：手术 96.7201 是否确有依据',
    ])
  })

  test('a missing MCC, with the one that is excluded; the CC that decided', () => {
    assert.deepEqual(near('s080', 'both', 2), [
      '相近的组（只供核对编码与病案，不是调整建议）',
      'Nearest other groups (to verify the coding against the notes, no advice to change it)',
      '  PR11 新生儿呼吸窘迫综合征，伴严重并发症或合并症',
      '    核对：是否漏编计入的 MCC（如 A41.900）；P28.500 因主要诊断在其排除表而不计入',
      '    verify: whether an MCC that counts is missing (such as A41.900); P28.500 is excluded by the principal diagnosis',
      '  PR15 新生儿呼吸窘迫综合征，不伴并发症或合并症',
      '    核对：其他诊断 P70.401（CC）是否确有依据',
      '    verify: whether the notes bear out the secondary diagnosis P70.401 (CC)',
    ])
  })

  test('a birth weight that may be recorded wrongly, with the band the group asks for', () => {
    const lines = near('s084', 'zh', 1)
    assert.deepEqual(lines.slice(1), [
      '  PS15 极度发育不全（出生体重＜1500g），不伴并发症或合并症',
      '    核对：出生体重是否登记有误（现为 0 克）；该组要求 出生体重 ＞ 0 克、＜ 1500 克',
    ])
  })

  test('nothing is near a case that cannot be grouped', () => {
    assert.deepEqual(near('s093', 'zh'), ['没有相近的组'])
  })
})

const reference = process.env.YIBAO_REFERENCE
const skip = reference === undefined && 'YIBAO_REFERENCE does not name the folder that holds reference/drg'

test('surgical, newborn and ambiguous cases of the reference schemes are told, every condition in words', {
  skip,
}, async () => {
  const cases = [
    ['chs_drg_11', '"drg":"GB11"', 'GB1 食管、胃、十二指肠大手术：符合'],
    ['chs_drg_11', '"drg":"PS11"', '天龄'],
    ['wuxi_2022', '"status":"ambiguous"', '歧义，前面的手术组均不接受此手术'],
  ] as const
  for (const [name, wanted, expected] of cases) {
    const folder = join(reference ?? '', 'reference', 'drg', name)
    const grouper = compileScheme((await readSchemeFolder(folder)).scheme)
    const line = (await linesOf(folder)).find((one) => one.includes(wanted)) ?? ''
    const lines = told(grouper, recordOf(line), 'zh', true)
    assert.ok(
      lines.some((one) => one.includes(expected)),
      lines.join('\n'),
    )
    assert.ok(lines.every((one) => !/undefined|\[object|NaN/.test(one)))
  }
})
