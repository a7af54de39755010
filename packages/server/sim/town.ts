import type { Provider, ProviderKind, ProviderLevel } from '@yibao/core/encounter'
import { divisionCode, type IsoDate, isoDate } from '@yibao/core/kernel'
import { type Member, membersOf } from './people.ts'
import { type Random, randomStream } from './random.ts'

interface Operator {
  readonly operatorNo: string
  readonly name: string
}

/** What an institution signs its messages with at the gateway. */
export interface GatewayKey {
  readonly account: string
  readonly secret: string
}

/** A client writes every message to one address, or appends the message number to it; both are in service. */
type AddressStyle = 'fixed' | 'numbered'

export interface Institution {
  readonly provider: Provider
  /** One operator sits at each window. */
  readonly operators: readonly Operator[]
  readonly key: GatewayKey
  readonly address: AddressStyle
}

export interface Town {
  readonly seed: number
  readonly on: IsoDate
  readonly members: readonly Member[]
  readonly institutions: readonly Institution[]
}

/** A Monday of the year for which the region's rules are written down. */
export const businessDate = isoDate('2023-11-13')

export const townDivision = divisionCode('330200')

/** 海曙, 江北, 北仑, 镇海, 鄞州 (GB/T 2260). */
const districts = ['330203', '330205', '330206', '330211', '330212'].map(divisionCode)

interface Blueprint {
  readonly prefix: 'H' | 'P'
  readonly firstNumber: number
  readonly kind: ProviderKind
  readonly level: ProviderLevel
  readonly levelCode: string
  readonly windows: number
  readonly names: readonly string[]
}

const numerals = ['第一', '第二', '第三', '第四', '第五', '第六', '第七', '第八']
const pharmacyNames = ['惠民', '康泰', '益寿', '百草', '仁和', '同春', '安康', '济生']

/** Three hospitals, twelve institutions of primary care, forty pharmacies; invented, hence the 示例 in their names. */
const blueprints: readonly Blueprint[] = [
  hospital(1, '02', 'tertiary', '示例市第一医院'),
  hospital(2, '03', 'tertiary', '示例市中医院'),
  hospital(3, '05', 'secondary', '示例市第二医院'),
  {
    prefix: 'H',
    firstNumber: 101,
    kind: 'community',
    level: 'primary',
    levelCode: '14',
    windows: 3,
    names: numerals.map((number) => `示例市${number}社区卫生服务中心`),
  },
  {
    prefix: 'H',
    firstNumber: 201,
    kind: 'clinic',
    level: 'ungraded',
    levelCode: '11',
    windows: 2,
    names: numerals.slice(0, 4).map((number) => `示例${number}诊所`),
  },
  {
    prefix: 'P',
    firstNumber: 1,
    kind: 'pharmacy',
    level: 'ungraded',
    levelCode: '11',
    windows: 1,
    names: pharmacyNames.flatMap((name) => numerals.slice(0, 5).map((number) => `示例${name}大药房${number}分店`)),
  },
]

function hospital(number: number, levelCode: string, level: ProviderLevel, name: string): Blueprint {
  return { prefix: 'H', firstNumber: number, kind: 'hospital', level, levelCode, windows: 6, names: [name] }
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.below(16).toString(16)).join('')
}

function institutionOf(random: Random, blueprint: Blueprint, index: number): Institution {
  const { prefix, firstNumber, kind, level, levelCode, windows, names } = blueprint
  const providerCode = `${prefix}${townDivision}${String(firstNumber + index).padStart(5, '0')}`
  return {
    provider: {
      providerCode,
      name: names[index] ?? providerCode,
      kind,
      level,
      levelCode,
      division: random.pick(districts),
      range: { from: isoDate('2020-01-01'), until: null },
    },
    operators: Array.from({ length: windows }, (_, window) => ({
      operatorNo: `T${String(window + 1).padStart(3, '0')}`,
      name: `测试收费员${window + 1}`,
    })),
    key: { account: `paas_${hex(random, 12)}`, secret: hex(random, 64) },
    address: random.chance(0.5) ? 'fixed' : 'numbered',
  }
}

/**
 * A town that the seed alone determines: its insured people, its designated institutions with their operators, and the
 * keys they sign with. The keys follow from the seed, so they are no secrets: for a demo on one's own machine only.
 */
export function townOf(seed: number, size: { readonly insured: number } = { insured: 20_000 }): Town {
  const random = randomStream(seed, 'town.institutions')
  const institutions = blueprints.flatMap((blueprint) =>
    blueprint.names.map((_, index) => institutionOf(random, blueprint, index)),
  )
  return { seed, on: businessDate, members: membersOf(seed, size.insured, businessDate, townDivision), institutions }
}
