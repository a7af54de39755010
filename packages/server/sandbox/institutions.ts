import type { Provider, ProviderKind, ProviderLevel } from '@yibao/core/encounter'
import { type DivisionCode, divisionCode, identityCheckDigit, isoDate } from '@yibao/core/kernel'
import type { Operator } from '../src/flows/import-ports.ts'
import type { Department, Practitioner } from '../src/flows/register-ports.ts'
import type { Words } from '../src/text/words.ts'

/** The region of the sandbox; its law stands in policy/regions/990301-sandbox. */
export const sandboxDivision: DivisionCode = divisionCode('990301')

/** Where the sandbox's strangers come from, and where its own people go: a region with plans of its own. */
export const otherDivision: DivisionCode = divisionCode('330200')

/** Everything was so long before any message. */
export const longAgo = isoDate('2024-01-01')

export interface SandboxInstitution {
  readonly provider: Provider
  readonly label: Words
  readonly operators: readonly Operator[]
  readonly departments: readonly Department[]
  readonly practitioners: readonly Practitioner[]
}

/** National `prac_psn_type` as this sandbox uses it. */
const kinds = { doctor: '1', pharmacist: '3' } as const

/** Departments by national `caty`. */
const wards = {
  hospital: [
    ['A03', '内科'],
    ['A04', '外科'],
    ['A07', '儿科'],
  ],
  community: [['A02', '全科医疗科']],
} as const

interface Outline {
  readonly code: string
  readonly label: Words
  readonly kind: ProviderKind
  readonly level: ProviderLevel
  /** National `hosp_lv`. */
  readonly levelCode: string
  readonly division?: DivisionCode
}

const outlines: readonly Outline[] = [
  {
    code: 'H99030100001',
    label: ['测试三级医院', 'tertiary hospital'],
    kind: 'hospital',
    level: 'tertiary',
    levelCode: '02',
  },
  {
    code: 'H99030100002',
    label: ['测试二级医院', 'secondary hospital'],
    kind: 'hospital',
    level: 'secondary',
    levelCode: '05',
  },
  {
    code: 'H99030100003',
    label: ['测试一级医院', 'primary hospital'],
    kind: 'hospital',
    level: 'primary',
    levelCode: '08',
  },
  {
    code: 'H99030100004',
    label: ['测试社区卫生服务中心', 'community health centre'],
    kind: 'community',
    level: 'ungraded',
    levelCode: '11',
  },
  { code: 'P99030100001', label: ['测试药店', 'pharmacy'], kind: 'pharmacy', level: 'ungraded', levelCode: '11' },
  {
    code: 'H33020099001',
    label: ['测试异地医院', 'hospital of another region'],
    kind: 'hospital',
    level: 'tertiary',
    levelCode: '02',
    division: otherDivision,
  },
]

/** Identity numbers of staff lie in division 990309, which nobody has. */
function certificateOf(number: number): string {
  const first17 = `99030919750615${String(number).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}

function staffOf(providerCode: string, index: number, kind: ProviderKind): readonly Practitioner[] {
  const doctors = kind === 'pharmacy' ? [] : ([['甲医师'], ['乙医师']] as const)
  const staff = [
    ...doctors.map(([name]) => ({ name, kind: kinds.doctor })),
    { name: '药师', kind: kinds.pharmacist },
  ] as const
  return staff.map((one, place) => {
    const number = (index + 1) * 10 + place + 1
    return {
      providerCode,
      code: `D990301${String(number).padStart(6, '0')}`,
      name: `测试${one.name}`,
      kind: one.kind,
      certificateType: '01',
      certificateNumber: certificateOf(number),
      insuranceDoctor: one.kind === kinds.doctor,
      range: { from: longAgo, until: null },
      details: {},
    }
  })
}

function departmentsOf(providerCode: string, kind: ProviderKind, division: DivisionCode): readonly Department[] {
  if (kind === 'pharmacy') return []
  const names = kind === 'hospital' ? wards.hospital : wards.community
  return names.map(([code, name]) => ({
    providerCode,
    code,
    name,
    range: { from: longAgo, until: null },
    details: {
      caty: code,
      dept_resper_name: '测试主任',
      dept_resper_tel: '0000-0000000',
      dept_estbdat: longAgo,
      poolarea_no: division,
    },
  }))
}

/** The institutions of the sandbox: four levels and a pharmacy at home, one hospital elsewhere. */
export const sandboxInstitutions: readonly SandboxInstitution[] = outlines.map(
  ({ code, label, kind, level, levelCode, division = sandboxDivision }, index) => ({
    label,
    provider: {
      providerCode: code,
      name: label[0],
      kind,
      level,
      levelCode,
      division,
      range: { from: longAgo, until: null },
    },
    operators: [
      { providerCode: code, operatorNumber: '001', name: '测试收费员' },
      { providerCode: code, operatorNumber: '002', name: '测试医保员' },
    ],
    departments: departmentsOf(code, kind, division),
    practitioners: staffOf(code, index, kind),
  }),
)

/** The hospital that certified and filed what the sandbox's people have on file. */
export const filingHospital = 'H99030100001'
/** The hospital of another region to which a person was sent. */
export const distantHospital = 'H33020099001'
