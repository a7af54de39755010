import type { Enrolment, Insured, PersonStatus, SchemeCode } from '@yibao/core/encounter'
import {
  addDays,
  addMonths,
  ageOn,
  type DivisionCode,
  type Fen,
  fen,
  type IsoDate,
  identityCheckDigit,
  invariant,
  isoDate,
  yearOf,
  zeroFen,
} from '@yibao/core/kernel'
import { type Random, randomStream } from './random.ts'

/** One inhabitant with one insurance. */
export interface Member {
  readonly insured: Omit<Insured, 'diedOn'>
  readonly cardNumber: string
  readonly enrolment: Enrolment
  readonly balance: Fen
}

/**
 * Shares of five-year age bands from 0-4 to 95-99 and of 100 and above, per 100,000.
 *
 * @source seventh national census 2020, derived from persons per band
 */
export const ageBands = [
  5525, 6401, 6048, 5156, 5316, 6515, 8806, 7023, 6594, 8102, 8595, 7193, 5205, 5249, 3518, 2216, 1446, 768, 259, 58, 8,
]

/**
 * How many of an age are insured as employees: assumed, so that an urban town comes to about 60 % employees, of whom
 * 27.8 % are retired (national bulletin 2025).
 */
const employeeShares = [
  { from: 0, share: 0 },
  { from: 16, share: 0.12 },
  { from: 20, share: 0.65 },
  { from: 25, share: 0.88 },
  { from: 50, share: 0.7 },
  { from: 75, share: 0.6 },
]

const retirementAge = { male: 60, femaleCadre: 55, femaleWorker: 50 }

interface PersonType {
  readonly code: string
  readonly status: PersonStatus
}

const residentTypes: readonly (PersonType & { readonly from: number })[] = [
  { from: 60, code: '1601', status: 'elderly' },
  { from: 18, code: '1501', status: 'adult' },
  { from: 7, code: '1403', status: 'student' },
  { from: 0, code: '1402', status: 'minor' },
]

/** What is on a personal account, in fen, by how many people have it: assumed. */
const balanceBands = [
  { weight: 12, low: 0, high: 0 },
  { weight: 28, low: 100, high: 120_00 },
  { weight: 38, low: 120_00, high: 1_500_00 },
  { weight: 22, low: 1_500_00, high: 9_800_00 },
]

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁']
const compoundSurnames = ['欧阳', '上官', '司徒', '诸葛']
const givenCharacters = {
  male: [...'伟强磊军洋勇杰涛明辉刚健平俊峰国建志文斌波宇浩然博宏海林'],
  female: [...'芳娜敏静丽艳秀娟霞燕玲桂英玉兰萍红梅雪莉琳婷佳欣怡洁云倩'],
}

const employers = ['甬江机械', '东海纺织', '四明软件', '月湖商贸', '北仑港务', '姚江食品', '天封建筑', '灵桥物流'].map(
  (name) => `示例${name}有限公司`,
)

/** The three-digit sequence of an identity number is odd for men and even for women. */
function identityNumber(random: Random, birth: IsoDate, gender: 'male' | 'female'): string {
  const division = 990_000 + random.below(100)
  const sequence = random.between(0, 499) * 2 + (gender === 'male' ? 1 : 0)
  const first17 = `${division}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}

function nameOf(random: Random, gender: 'male' | 'female'): string {
  const surname = random.chance(0.01) ? random.pick(compoundSurnames) : random.pick(surnames)
  const given = random.chance(0.25) ? 1 : 2
  return surname + Array.from({ length: given }, () => random.pick(givenCharacters[gender])).join('')
}

function typeOf(random: Random, age: number, gender: 'male' | 'female'): PersonType & { readonly scheme: SchemeCode } {
  const share = employeeShares.findLast(({ from }) => from <= age)?.share ?? 0
  if (random.chance(share)) {
    const female = random.chance(0.5) ? retirementAge.femaleWorker : retirementAge.femaleCadre
    const retired = age >= (gender === 'male' ? retirementAge.male : female)
    return retired
      ? { scheme: '310', code: '1201', status: 'retired' }
      : { scheme: '310', code: '1101', status: 'active' }
  }
  const type = residentTypes.find(({ from }) => from <= age)
  invariant(type !== undefined, 'residents of every age have a type')
  return { scheme: '390', code: type.code, status: type.status }
}

function balanceOf(random: Random): Fen {
  const band = random.weighted(balanceBands, ({ weight }) => weight)
  return fen(random.between(band.low, band.high))
}

/** Years of insurance without a gap; nobody was insured before 16 as an employee or before birth. */
function insuredYears(random: Random, age: number, scheme: SchemeCode): number {
  return random.between(1, Math.max(1, Math.min(20, scheme === '310' ? age - 16 : age)))
}

/** Insurance begins with a year, for a newborn with the birth. */
function insuredFrom(birth: IsoDate, year: number): IsoDate {
  const newYear = isoDate(`${year}-01-01`)
  return birth > newYear ? birth : newYear
}

/** What a stream of its own is drawn from, so that a change to one leaves the others as they were. */
function streamsOf(seed: number) {
  const stream = (purpose: string): Random => randomStream(seed, `town.${purpose}`)
  return {
    births: stream('births'),
    names: stream('names'),
    identities: stream('identities'),
    types: stream('types'),
    years: stream('years'),
    employers: stream('employers'),
    balances: stream('balances'),
  }
}

/** A day on which a person of `age` completed years can have been born; nobody is born on the day itself or later. */
function birthAt(random: Random, age: number, on: IsoDate): IsoDate {
  const birth = addDays(addMonths(on, -12 * age), -random.between(1, 360))
  invariant(ageOn(birth, on) === age, 'the birth date is drawn to fit the age')
  return birth
}

/**
 * The inhabitants of a town: generated people, none of them real. Their identity numbers lie in divisions 990000 to
 * 990099, which are assigned to nobody.
 */
export function membersOf(seed: number, count: number, on: IsoDate, division: DivisionCode): readonly Member[] {
  const streams = streamsOf(seed)
  const taken = new Set<string>()
  const unique = (birth: IsoDate, gender: 'male' | 'female'): string => {
    const number = identityNumber(streams.identities, birth, gender)
    if (taken.has(number)) return unique(birth, gender)
    taken.add(number)
    return number
  }
  const bands = ageBands.map((weight, index) => ({ weight, from: index * 5 }))

  return Array.from({ length: count }, (_, index) => {
    const band = streams.births.weighted(bands, ({ weight }) => weight)
    const age = band.from + streams.births.below(5)
    const birth = birthAt(streams.births, age, on)
    const gender = streams.births.chance(0.5) ? 'male' : 'female'
    const { scheme, code, status } = typeOf(streams.types, age, gender)
    const years = insuredYears(streams.years, age, scheme)
    const employed = scheme === '310'
    return {
      insured: {
        insuredId: `33020000000000000${String(index + 1).padStart(7, '0')}`,
        name: nameOf(streams.names, gender),
        certificateType: '01',
        certificateNumber: unique(birth, gender),
        gender,
        birth,
      },
      cardNumber: `A${String(10_000_001 + index)}`,
      enrolment: {
        scheme,
        division,
        status,
        personType: code,
        range: { from: insuredFrom(birth, yearOf(on) - years), until: null },
        civilServant: false,
        consecutiveYears: years,
        employer: employed ? streams.employers.pick(employers) : '',
        traits: {},
      },
      balance: employed ? balanceOf(streams.balances) : zeroFen,
    }
  })
}
