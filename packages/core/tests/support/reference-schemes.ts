import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Grouping, Scheme } from '../../src/drg/index.ts'
import type { DischargeRecord } from '../../src/encounter/index.ts'

/** The schemes of the reference folder with 3,000 cases each. */
export const referenceSchemes = [
  'chs_drg_11',
  'chs_drg_10',
  'beijing_2022',
  'qingdao_2023',
  'wuxi_2022',
  'zhejiang_2022',
  'foshan_2022',
] as const

export const referenceFolder = process.env.YIBAO_REFERENCE ?? null

function rows(file: string): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.replace('\r', '').split('\t'))
}

/** Reads a scheme of the reference folder without checks. */
export function readReferenceScheme(root: string, name: string): Scheme {
  const folder = join(root, 'reference', 'drg', name)
  const json = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T
  return {
    ...json<Omit<Scheme, 'range' | 'lists' | 'complications' | 'exclusions'>>('scheme.json'),
    range: null,
    lists: json<Scheme['lists']>('lists.json'),
    complications: rows(join(folder, 'complications.tsv')).map(([dx = '', level, table = '']) => ({
      dx,
      level: level === 'MCC' ? 'MCC' : 'CC',
      table,
    })),
    exclusions: rows(join(folder, 'exclusions.tsv')).map(([principalDx = '', table = '']) => ({ principalDx, table })),
  }
}

export interface ReferenceCase {
  readonly id: string
  readonly kind: string
  readonly record: DischargeRecord
  readonly expect: Grouping
}

interface CaseLine {
  readonly id: string
  readonly kind: string
  readonly in: {
    readonly gender: string
    readonly ageYears: number | null
    readonly ageDays: number | null
    readonly weightG: number | null
    readonly dept: string | null
    readonly stayDays: number | null
    readonly leavingType: string | null
    readonly dx: readonly string[]
    readonly ops: readonly string[]
    readonly icuHours?: number | null
  }
  readonly expect: Grouping
}

export function readReferenceCases(root: string, name: string): readonly ReferenceCase[] {
  const text = readFileSync(join(root, 'reference', 'drg', name, 'cases.jsonl'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { id, kind, in: given, expect } = JSON.parse(line) as CaseLine
      const { gender, ageYears, ageDays, stayDays, leavingType } = given
      const record: DischargeRecord = {
        gender,
        ageYears,
        ageDays,
        birthWeightGrams: given.weightG,
        department: given.dept,
        stayDays,
        leavingType,
        diagnoses: given.dx,
        operations: given.ops,
        intensiveCareHours: given.icuHours ?? null,
      }
      return { id, kind, record, expect }
    })
}
