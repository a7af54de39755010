import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'

export type Provider = Answer<'providers.list'>['rows'][number]

export const kindWords: Readonly<Record<Provider['kind'], Pair>> = {
  hospital: ['医院', 'Hospital'],
  community: ['社区卫生服务中心', 'Community centre'],
  township: ['乡镇卫生院', 'Township centre'],
  clinic: ['诊所', 'Clinic'],
  pharmacy: ['药店', 'Pharmacy'],
}

export const levelWords: Readonly<Record<Provider['level'], Pair>> = {
  tertiary: ['三级', 'Tertiary'],
  secondary: ['二级', 'Secondary'],
  primary: ['一级', 'Primary'],
  ungraded: ['未定级', 'Ungraded'],
}

export const designatedWords: Readonly<Record<'yes' | 'no', Pair>> = {
  yes: ['协议期内', 'under agreement'],
  no: ['不在协议期', 'not under agreement'],
}
