import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'
import type { Person } from './bill.ts'

/** A code with its name. */
export interface Named {
  readonly code: string
  readonly name: string
}

export type Department = Named & Pick<Answer<'till.register'>['rows'][number], 'caty'>

/** What a visit or stay is for, where, and who sees to it; codes are empty until somebody chooses. */
export interface Care {
  readonly diagnosis: Named
  readonly department: Department
  readonly doctor: Named
}

export type CareField = keyof Care

const nothing: Named = { code: '', name: '' }

/** Nobody chose anything: of the person before nothing stays. */
export const noCare: Care = { diagnosis: nothing, department: { ...nothing, caty: null }, doctor: nothing }

/** In the order in which they are asked for. */
export const careFields = ['diagnosis', 'department', 'doctor'] as const satisfies readonly CareField[]

export const careNames: Readonly<Record<CareField, Pair>> = {
  diagnosis: ['诊断', 'Diagnosis'],
  department: ['科室', 'Department'],
  doctor: ['医生', 'Doctor'],
}

const isTold = ({ code, name }: Named): boolean => code.trim() !== '' && name.trim() !== ''

/** The first field of which nothing is told; null when all are. */
export const missingOf = (care: Care): CareField | null => careFields.find((field) => !isTold(care[field])) ?? null

/** What is on file of an open visit or stay. */
export function careOnFile({ departmentCode, departmentName, diagnosis }: Person['openVisits'][number]): Care {
  const department = { code: departmentCode, name: departmentName, caty: null }
  return { ...noCare, department, diagnosis: diagnosis ?? nothing }
}
