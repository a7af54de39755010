import type { BillPart, CareName, Plan } from '@yibao/core/policy'

export type Language = 'zh' | 'en'

type Words<Name extends string> = Readonly<Record<Name, readonly [zh: string, en: string]>>

const factWords: Words<string> = {
  level: ['机构等级', 'level'],
  kind: ['机构类型', 'kind'],
  locality: ['就医地', 'locality'],
  personStatus: ['人员身份', 'person status'],
  consecutiveYear: ['连续参保年', 'consecutive year'],
  age: ['年龄', 'age'],
  medType: ['医疗类别', 'med_type'],
}

const valueWords: Words<string> = {
  tertiary: ['三级', 'tertiary'],
  secondary: ['二级', 'secondary'],
  primary: ['一级', 'primary'],
  ungraded: ['未定级', 'ungraded'],
  hospital: ['医院', 'hospital'],
  community: ['社区机构', 'community'],
  township: ['乡镇卫生院', 'township'],
  clinic: ['诊所', 'clinic'],
  pharmacy: ['药店', 'pharmacy'],
  local: ['本地', 'local'],
  outside: ['外地', 'outside'],
  active: ['在职', 'active'],
  retired: ['退休', 'retired'],
  adult: ['成年居民', 'adult'],
  elderly: ['老年居民', 'elderly'],
  student: ['学生', 'student'],
  minor: ['未成年居民', 'minor'],
  newborn: ['新生儿', 'newborn'],
}

const careWords: Words<CareName> = {
  outpatient: ['门诊', 'outpatient'],
  pharmacy: ['药店', 'pharmacy'],
  'special-drug': ['特药', 'special drugs'],
  inpatient: ['住院', 'inpatient'],
}

const partWords: Words<BillPart | 'eligible'> = {
  eligible: ['符合政策范围费用', 'eligible expense'],
  overCostLimit: ['超费用限额', 'excess over the cost limit'],
  accountStage: ['个人账户段', 'account stage'],
  deductible: ['起付线', 'deductible'],
  pool: ['统筹支付', 'fund payment'],
  copay: ['共付', 'copay'],
  overPaymentLimit: ['超支付限额', 'excess over the payment limit'],
  nonCovered: ['全自费', 'non-covered charge'],
  overPriceLimit: ['超限价', 'excess over price ceiling'],
  preCoinsurance: ['先行自付', 'pre-coinsurance'],
}

const schemeWords: Words<Plan['scheme']> = {
  '310': ['职工基本医疗保险', 'employees'],
  '390': ['城乡居民基本医疗保险', 'residents'],
}

const roundingWords: Words<Plan['rounding']['mode'] | Plan['rounding']['unit']> = {
  'half-up': ['四舍五入', 'half up'],
  floor: ['向下取整', 'down'],
  ceil: ['向上取整', 'up'],
  truncate: ['舍去', 'towards zero'],
  fen: ['分', 'fen (0.01 yuan)'],
  jiao: ['角', 'jiao (0.1 yuan)'],
  yuan: ['元', 'yuan'],
}

function word(words: Words<string>, name: string, language: Language): string {
  return words[name]?.[language === 'zh' ? 0 : 1] ?? name
}

/** A fact's name; traits of an enrolment go by the name that the plan gives them. */
export function factWord(name: string, language: Language): string {
  if (!name.startsWith('trait.')) return word(factWords, name, language)
  return `${language === 'zh' ? '参保标识' : 'trait'} ${name.slice('trait.'.length)}`
}

/** A value of a fact with fixed words; a class of the plan stays as its author named it. */
export const valueWord = (value: string, language: Language): string => word(valueWords, value, language)
export const careWord = (care: CareName, language: Language): string => word(careWords, care, language)
export const partWord = (part: BillPart | 'eligible', language: Language): string => word(partWords, part, language)
export const schemeWord = (scheme: Plan['scheme'], language: Language): string => word(schemeWords, scheme, language)

export function roundingWord({ mode, unit }: Plan['rounding'], language: Language): string {
  const [how, to] = [word(roundingWords, mode, language), word(roundingWords, unit, language)]
  return language === 'zh' ? `${how}到${to}` : `${how} to ${to}`
}
