import type { Provider } from '@yibao/core/encounter'
import { identityCheckDigit, isoDate } from '@yibao/core/kernel'
import type { Department, Practitioner } from '../src/flows/register-ports.ts'
import { departments } from './case-mix.ts'
import { obstetrics, surgery } from './past/illnesses.ts'

/** National `prac_psn_type` of a doctor. */
const doctorKind = '1'

/** Everybody was there before any message. */
const range = { from: isoDate('2020-01-01'), until: null }

type Place = Pick<Provider, 'providerCode' | 'kind'>

/** The code of the doctor of a department, the same in every message. */
export const doctorCode = ({ providerCode }: Place, department: { readonly code: string }): string =>
  `D${providerCode.slice(1)}${department.code}`

/** Who sees outpatients at an institution, and where. */
export function outpatientCareOf(provider: Place) {
  const isHospital = provider.kind === 'hospital'
  const department = isHospital ? departments.hospital : departments.primary
  const name = isHospital ? '示例内科医师' : '示例全科医师'
  return { department, doctor: { code: doctorCode(provider, department), name } }
}

/** Departments of an institution with their doctors. */
function careOf(provider: Place) {
  const wards = provider.kind === 'hospital' ? [surgery, obstetrics] : []
  return [
    outpatientCareOf(provider),
    ...wards.map((department) => ({
      department,
      doctor: { code: doctorCode(provider, department), name: '示例主治医师' },
    })),
  ]
}

/** Identity numbers of staff lie in division 990308, which nobody has. */
function certificateOf(number: number): string {
  const first17 = `99030819750615${String(number).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}

interface Registers {
  readonly departments: readonly Department[]
  readonly practitioners: readonly Practitioner[]
}

/** What the institutions of a town have registered of themselves; pharmacies have neither departments nor doctors. */
export function registersOf(providers: readonly Place[]): Registers {
  const rows = providers
    .filter(({ kind }) => kind !== 'pharmacy')
    .flatMap((provider) => careOf(provider).map((care) => ({ providerCode: provider.providerCode, ...care })))
  return {
    departments: rows.map(({ providerCode, department }) => ({
      providerCode,
      ...department,
      range,
      details: { caty: department.code },
    })),
    practitioners: rows.map(({ providerCode, doctor }, index) => ({
      providerCode,
      ...doctor,
      kind: doctorKind,
      certificateType: '01',
      certificateNumber: certificateOf(index + 1),
      insuranceDoctor: true,
      range,
      details: {},
    })),
  }
}
