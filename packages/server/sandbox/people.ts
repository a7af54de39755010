import type { Enrolment, Insured, PersonStatus } from '@yibao/core/encounter'
import type { ChronicFiling, Filing, TransferFiling } from '@yibao/core/filing'
import {
  addDays,
  type DivisionCode,
  daysBetween,
  type Fen,
  fen,
  type IsoDate,
  identityCheckDigit,
  invariant,
  isoDate,
  localDateTime,
  parseYuan,
  yearOf,
} from '@yibao/core/kernel'
import type { Words } from '../src/text/words.ts'
import { distantHospital, filingHospital, longAgo, otherDivision, sandboxDivision } from './institutions.ts'

/** One person of the sandbox and what he is there for. */
export interface SandboxPerson {
  readonly role: string
  readonly label: Words
  readonly insured: Insured
  readonly cardNumber: string
  readonly enrolments: readonly Enrolment[]
  /** Null of a person without a personal account. */
  readonly balance: Fen | null
  readonly filings: readonly Filing[]
  /** The role of the person whose account may pay for this one; null of everybody else. */
  readonly sharesWith: string | null
}

interface Outline {
  readonly role: string
  readonly label: Words
  readonly name: string
  readonly birth: string
  readonly gender?: 'male' | 'female'
  readonly insurance: readonly Insurance[]
  /** Decimal yuan. */
  readonly balance?: string
  readonly diedOn?: string
  readonly files?: (insuredId: string) => Filing
  readonly sharesWith?: string
}

type Insurance = Pick<Enrolment, 'scheme' | 'status' | 'personType'> & {
  readonly from?: IsoDate
  readonly until?: IsoDate
  readonly division?: DivisionCode
  readonly traits?: Enrolment['traits']
}

/** National `psn_type` by what a person is. */
const types = {
  active: { scheme: '310', personType: '1101' },
  retired: { scheme: '310', personType: '1201' },
  minor: { scheme: '390', personType: '1402' },
  student: { scheme: '390', personType: '1403' },
  adult: { scheme: '390', personType: '1501' },
  elderly: { scheme: '390', personType: '1601' },
} as const satisfies Partial<Record<PersonStatus, unknown>>

function as(status: keyof typeof types, more: Partial<Insurance> = {}): Insurance {
  return { status, ...types[status], ...more }
}

const head = {
  filedBy: filingHospital,
  filedAt: localDateTime(`${longAgo} 09:00:00`),
  state: 'valid',
  scheme: '310',
  range: { from: longAgo, until: null },
} as const

function disease(filingId: string, diseaseCode: string, diseaseName: string) {
  return (insuredId: string): ChronicFiling => ({
    ...head,
    kind: 'chronic',
    filingId,
    insuredId,
    diseaseCode,
    diseaseName,
    certifiedBy: filingHospital,
    doctorCode: 'D990301000011',
    details: {
      insu_optins: sandboxDivision,
      ide_fixmedins_name: '测试三级医院',
      hosp_ide_date: longAgo,
      diag_dr_name: '测试甲医师',
    },
  })
}

function transfer(insuredId: string): TransferFiling {
  return {
    ...head,
    kind: 'transfer',
    filingId: 'SANDBOX-TRANSFER-1',
    insuredId,
    toProvider: distantHospital,
    toDivision: otherDivision,
    diagnosisCode: 'J18.000',
    hospitalAgrees: true,
    transferOn: longAgo,
    details: {
      insu_optins: sandboxDivision,
      diag_name: '支气管肺炎',
      reflin_medins_name: '测试异地医院',
      refl_type: '1',
      refl_rea: '测试转院',
      refl_opnn: '同意',
    },
  }
}

/** Halfway between New Year and the day on which the sandbox is filled, so that a change lies in that year and is over. */
function changeIn(on: IsoDate): IsoDate {
  const newYear = isoDate(`${yearOf(on)}-01-01`)
  return addDays(newYear, Math.floor(daysBetween(newYear, on) / 2))
}

function outlinesOf(on: IsoDate): readonly Outline[] {
  const change = changeIn(on)
  return [
    {
      role: 'employee',
      label: ['在职职工，门诊', 'employee, outpatient care'],
      name: '测试在职',
      birth: '1985-03-12',
      insurance: [as('active')],
      balance: '2000.00',
    },
    {
      role: 'retired',
      label: ['退休职工', 'retired employee'],
      name: '测试退休',
      birth: '1958-07-01',
      gender: 'female',
      insurance: [as('retired')],
      balance: '1500.00',
    },
    {
      role: 'resident',
      label: ['城乡居民，成年', 'adult resident'],
      name: '测试居民',
      birth: '1979-11-20',
      gender: 'female',
      insurance: [as('adult')],
    },
    {
      role: 'elderly-resident',
      label: ['城乡居民，老年', 'elderly resident'],
      name: '测试老年',
      birth: '1950-02-02',
      insurance: [as('elderly')],
    },
    {
      role: 'child',
      label: ['城乡居民，儿童', 'child'],
      name: '测试儿童',
      birth: '2020-06-01',
      gender: 'female',
      insurance: [as('minor')],
    },
    {
      role: 'pharmacy',
      label: ['在职职工，药店购药', 'employee, for purchases'],
      name: '测试购药',
      birth: '1990-05-05',
      insurance: [as('active')],
      balance: '800.00',
    },
    {
      role: 'inpatient',
      label: ['在职职工，住院', 'employee, for stays'],
      name: '测试住院',
      birth: '1972-09-09',
      insurance: [as('active')],
      balance: '3000.00',
    },
    {
      role: 'inpatient-resident',
      label: ['城乡居民，住院', 'resident, for stays'],
      name: '测试居民住院',
      birth: '1968-12-24',
      gender: 'female',
      insurance: [as('adult')],
    },
    {
      role: 'poor',
      label: ['医疗救助对象（居民）', 'resident whom medical assistance helps'],
      name: '测试救助',
      birth: '1966-04-18',
      insurance: [as('adult', { traits: { aid: 'poor' } })],
    },
    {
      role: 'small-account',
      label: ['账户余额 12.34 元', 'account of 12.34 yuan'],
      name: '测试小额',
      birth: '1994-08-15',
      insurance: [as('active')],
      balance: '12.34',
    },
    {
      role: 'large-account',
      label: ['账户余额很大', 'large account'],
      name: '测试大额',
      birth: '1964-01-30',
      gender: 'female',
      insurance: [as('active')],
      balance: '98765.43',
    },
    {
      role: 'chronic',
      label: ['已备案门诊慢特病：高血压', 'chronic disease on file: hypertension'],
      name: '测试慢病',
      birth: '1970-10-10',
      insurance: [as('active')],
      balance: '600.00',
      files: disease('SANDBOX-CHRONIC-1', 'M03900', '高血压'),
    },
    {
      role: 'special-drug',
      label: ['已备案特药病种', 'disease of a special drug on file'],
      name: '测试特药',
      birth: '1962-06-16',
      gender: 'female',
      insurance: [as('active')],
      balance: '600.00',
      files: disease('SANDBOX-DRUG-1', 'T99030', '测试特药病种'),
    },
    {
      role: 'transferred',
      label: ['已备案转往异地医院', 'transfer to the hospital of another region on file'],
      name: '测试转院',
      birth: '1976-03-03',
      insurance: [as('active')],
      balance: '600.00',
      files: transfer,
    },
    {
      role: 'became-employee',
      label: ['年内由居民转为职工', 'resident who became an employee this year'],
      name: '测试转职工',
      birth: '1998-02-14',
      insurance: [as('adult', { until: change }), as('active', { from: change })],
      balance: '100.00',
    },
    {
      role: 'became-resident',
      label: ['年内由职工转为居民', 'employee who became a resident this year'],
      name: '测试转居民',
      birth: '1988-08-08',
      gender: 'female',
      insurance: [as('active', { until: change }), as('adult', { from: change })],
      balance: '250.00',
    },
    {
      role: 'stranger',
      label: ['异地参保（宁波）', 'insured in another region (Ningbo)'],
      name: '测试异地',
      birth: '1980-04-04',
      insurance: [as('active', { division: otherDivision })],
      balance: '500.00',
    },
    {
      role: 'ended',
      label: ['参保已终止', 'insurance ended'],
      name: '测试终止',
      birth: '1981-05-25',
      insurance: [as('active', { until: isoDate('2025-01-01') })],
      balance: '40.00',
    },
    {
      role: 'not-yet',
      label: ['参保尚未生效', 'insurance not yet in force'],
      name: '测试未生效',
      birth: '1999-09-19',
      gender: 'female',
      insurance: [as('active', { from: isoDate('2099-01-01') })],
    },
    {
      role: 'dead',
      label: ['已故', 'dead'],
      name: '测试已故',
      birth: '1941-12-01',
      insurance: [as('retired')],
      balance: '300.00',
      diedOn: '2025-06-30',
    },
    {
      role: 'family-1-owner',
      label: ['家庭共济一：账户所有人', 'family one: owner of the account'],
      name: '测试共济甲',
      birth: '1986-01-15',
      insurance: [as('active')],
      balance: '5000.00',
    },
    {
      role: 'family-1-child',
      label: ['家庭共济一：子女', 'family one: child'],
      name: '测试共济甲子',
      birth: '2017-03-20',
      insurance: [as('student')],
      sharesWith: 'family-1-owner',
    },
    {
      role: 'family-1-spouse',
      label: ['家庭共济一：配偶，居民', 'family one: spouse, a resident'],
      name: '测试共济甲妻',
      birth: '1987-07-07',
      gender: 'female',
      insurance: [as('adult')],
      sharesWith: 'family-1-owner',
    },
    {
      role: 'family-2-owner',
      label: ['家庭共济二：账户所有人', 'family two: owner of the account'],
      name: '测试共济乙',
      birth: '1983-10-02',
      gender: 'female',
      insurance: [as('active')],
      balance: '60.00',
    },
    {
      role: 'family-2-parent',
      label: ['家庭共济二：父亲，退休，账户为零', 'family two: retired father with an empty account'],
      name: '测试共济乙父',
      birth: '1955-05-15',
      insurance: [as('retired')],
      balance: '0.00',
      sharesWith: 'family-2-owner',
    },
    ...Array.from({ length: 64 }, (_, index) => {
      const number = String(index + 1).padStart(2, '0')
      return {
        role: `load-${number}`,
        label: [`并发测试 ${number}`, `load test ${number}`] as const,
        name: `测试并发${number}`,
        birth: '1991-01-01',
        insurance: [as('active')],
        balance: '10000.00',
      }
    }),
  ]
}

/** Odd sequences belong to men. Division 990301 is nobody's. */
function identityNumber(birth: string, number: number, gender: 'male' | 'female'): string {
  const sequence = number * 2 + (gender === 'male' ? 1 : 0)
  const first17 = `990301${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}

function amountOf(text: string): Fen {
  const parsed = parseYuan(text)
  invariant(parsed.ok, 'the sandbox writes its balances as decimal yuan')
  return fen(parsed.value)
}

function enrolmentOf(insurance: Insurance, birth: IsoDate): Enrolment {
  const { scheme, status, personType, from, until, division, traits } = insurance
  const begun = birth > longAgo ? birth : longAgo
  return {
    scheme,
    status,
    personType,
    division: division ?? sandboxDivision,
    range: { from: from ?? begun, until: until ?? null },
    civilServant: false,
    consecutiveYears: 3,
    employer: scheme === '310' ? '测试示范有限公司' : '',
    traits: traits ?? {},
  }
}

/**
 * The people of a sandbox, one for each thing that a developer wants to try; none of them is real.
 *
 * @param on the day on which the sandbox is filled: those who changed their insurance in the year did so before it
 */
export function sandboxPeople(on: IsoDate): readonly SandboxPerson[] {
  return outlinesOf(on).map((outline, index) => {
    const { role, label, name, gender = 'male', insurance, balance, diedOn, files, sharesWith } = outline
    const number = index + 1
    const birth = isoDate(outline.birth)
    const insuredId = `990301${String(number).padStart(18, '0')}`
    return {
      role,
      label,
      insured: {
        insuredId,
        name,
        certificateType: '01',
        certificateNumber: identityNumber(outline.birth, number, gender),
        gender,
        birth,
        diedOn: diedOn === undefined ? null : isoDate(diedOn),
      },
      cardNumber: `S${String(990_301_000 + number)}`,
      enrolments: insurance.map((one) => enrolmentOf(one, birth)),
      balance: balance === undefined ? null : amountOf(balance),
      filings: files === undefined ? [] : [files(insuredId)],
      sharesWith: sharesWith ?? null,
    }
  })
}
