import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DipGroup } from '@yibao/core/dip'
import { type Exact, roundExact } from '@yibao/core/kernel'
import { directorySummary, warningText } from '../text/dip-text.ts'
import { dipKindWords, treatmentWords } from '../text/dip-words.ts'
import type { NamedDirectory } from './dip-directory.ts'
import { newWorkbook } from './new-workbook.ts'
import { addSheet } from './rerun-xlsx.ts'

const heads = [
  '病种编号 group',
  '类别 kind',
  '治疗方式 treatment',
  '诊断 diagnosis',
  '操作 operations',
  '例数 cases',
  '计入均值 in means',
  '均次费用（元）mean cost',
  '分值 score',
  '均次药品（元）drugs',
  '药品分值 drug score',
  '均次耗材（元）consumables',
  '耗材分值 consumable score',
  '均次天数 days',
  '变异系数 CV',
  '基层系数 own coefficient',
] as const

/** For a spreadsheet: fen as yuan to two decimals, plain numbers to four. */
const yuanCell = (value: Exact): number => roundExact(value, 1, 'half-up') / 100
const numberCell = (value: Exact): number => roundExact(value, 100, 'half-up') / 1_000_000

function rowOf(group: DipGroup): readonly (string | number)[] {
  return [
    group.id,
    dipKindWords[group.kind],
    treatmentWords[group.treatment],
    group.diagnosis,
    group.operations.join('+'),
    group.cases,
    group.meanCases,
    yuanCell(group.meanCost),
    numberCell(group.score),
    yuanCell(group.meanDrugs),
    numberCell(group.drugScore),
    yuanCell(group.meanConsumables),
    numberCell(group.consumableScore),
    numberCell(group.meanStay),
    group.variationPpm / 1_000_000,
    group.primaryCoefficient === null ? '' : numberCell(group.primaryCoefficient),
  ]
}

const formats: Readonly<Record<number, string>> = {
  8: '#,##0.00',
  9: '#,##0.0000',
  10: '#,##0.00',
  11: '#,##0.0000',
  12: '#,##0.00',
  13: '#,##0.0000',
  14: '0.00',
  15: '0.00',
}

/** Writes a directory as a workbook: its groups, means by level, what to look at, and where it came from. */
export async function writeDirectoryWorkbook(path: string, { directory, digest }: NamedDirectory): Promise<void> {
  const workbook = await newWorkbook()
  const groups = addSheet(workbook, '病种 groups', heads)
  for (const group of directory.groups) groups.addRow([...rowOf(group)])
  for (const [column, format] of Object.entries(formats)) groups.getColumn(Number(column)).numFmt = format
  const levels = addSheet(workbook, '按级别 levels', [
    '病种 group',
    '级别 level',
    '例数 cases',
    '均次费用 mean',
    '上年度 last year',
  ])
  for (const { id, byLevel } of directory.groups) {
    for (const { level, cases, meanCost, lastYearMeanCost } of byLevel) {
      levels.addRow([id, level, cases, yuanCell(meanCost), lastYearMeanCost === null ? '' : yuanCell(lastYearMeanCost)])
    }
  }
  for (const column of [4, 5]) levels.getColumn(column).numFmt = '#,##0.00'
  const warnings = addSheet(workbook, '注意 notes', ['注意 note'])
  for (const warning of directory.warnings) warnings.addRow([warningText(warning)])
  const about = addSheet(workbook, '说明 about', ['说明 about'])
  for (const line of directorySummary(directory, digest)) about.addRow([line])
  for (const { where, source, assumed } of directory.rules.sources) {
    about.addRow([`${where}：${source}${assumed === null ? '' : `（推定：${assumed}）`}`])
  }
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  const draft = `${path}.${process.pid}.part`
  try {
    await pipeline(Readable.from([bytes]), createWriteStream(draft))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
