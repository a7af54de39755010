import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'

export type Upload = Answer<'imports.get'>
export type Kind = Upload['kind']

/** What each list holds, and what it brings about. */
export const kindWords: Readonly<Record<Kind, { readonly name: Pair; readonly about: Pair }>> = {
  catalogue: {
    name: ['目录条目', 'Catalogue items'],
    about: [
      '药品、诊疗项目、耗材；同一编码的新行使旧行截止。须全中心权限。',
      'Drugs, services, consumables; a new row of a code ends the old one. For the whole centre only.',
    ],
  },
  members: {
    name: ['参保人员', 'Insured people'],
    about: [
      '姓名、证件、参保；新人可带个人账户余额。',
      'Names, certificates, enrolments; new people with their account.',
    ],
  },
  institutions: {
    name: ['定点机构', 'Institutions'],
    about: [
      '医院、社区、乡镇、诊所、药店及协议日期。',
      'Hospitals, centres, clinics and pharmacies with their agreements.',
    ],
  },
  departments: {
    name: ['科室', 'Departments'],
    about: ['已登记机构的科室名册（5101）。', 'Departments of institutions on file (5101).'],
  },
  practitioners: {
    name: ['执业人员', 'Practitioners'],
    about: [
      '已登记机构的医师、护士、药师名册（5102）。',
      'Doctors, nurses and pharmacists of institutions on file (5102).',
    ],
  },
  family: {
    name: ['家庭共济', 'Family sharing'],
    about: ['谁可以使用谁的个人账户。', 'Who may use whose personal account.'],
  },
  credits: {
    name: ['个账划入', 'Account credits'],
    about: ['每人每期只划入一次。', 'Once for each person and period.'],
  },
  capitation: {
    name: ['人头签约', 'Sign-ups'],
    about: ['谁与哪家机构签约，按人头付费。', 'Who is signed on with which institution, for capitation.'],
  },
}

export const kinds = Object.keys(kindWords) as readonly Kind[]
