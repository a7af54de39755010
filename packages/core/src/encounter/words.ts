import type { WordPair, WordTable } from '../kernel/index.ts'
import type { CareKind, Insured, PersonStatus, ProviderKind, ProviderLevel, SchemeCode } from './types.ts'

export const schemeWords: WordTable<SchemeCode> = {
  '310': ['职工医保', 'employees'],
  '390': ['居民医保', 'residents'],
}

export const personStatusWords: WordTable<PersonStatus> = {
  active: ['在职', 'active'],
  retired: ['退休', 'retired'],
  adult: ['成年居民', 'adult'],
  elderly: ['老年居民', 'elderly'],
  student: ['学生', 'student'],
  minor: ['未成年居民', 'minor'],
  newborn: ['新生儿', 'newborn'],
}

export const providerLevelWords: WordTable<ProviderLevel> = {
  tertiary: ['三级', 'tertiary'],
  secondary: ['二级', 'secondary'],
  primary: ['一级', 'primary'],
  ungraded: ['未定级', 'ungraded'],
}

export const providerKindWords: WordTable<ProviderKind> = {
  hospital: ['医院', 'hospital'],
  community: ['社区卫生服务机构', 'community health centre'],
  township: ['乡镇卫生院', 'township health centre'],
  clinic: ['诊所', 'clinic'],
  pharmacy: ['药店', 'pharmacy'],
}

export const careKindWords: WordTable<CareKind> = {
  outpatient: ['门诊', 'outpatient'],
  pharmacy: ['药店', 'pharmacy'],
  inpatient: ['住院', 'inpatient'],
}

export const genderWords: WordTable<Insured['gender']> = {
  male: ['男', 'male'],
  female: ['女', 'female'],
  unknown: ['未说明', 'not stated'],
}

/** National `med_chrgitm_type`. */
export const chargeTypeWords: WordTable<string> = {
  '01': ['床位费', 'bed'],
  '02': ['诊察费', 'consultation'],
  '03': ['检查费', 'examination'],
  '04': ['化验费', 'laboratory'],
  '05': ['治疗费', 'treatment'],
  '06': ['手术费', 'operation'],
  '07': ['护理费', 'nursing'],
  '08': ['卫生材料费', 'materials'],
  '09': ['西药费', 'western drugs'],
  '10': ['中药饮片费', 'herbs'],
  '11': ['中成药费', 'Chinese patent drugs'],
  '12': ['一般诊疗费', 'general care'],
  '13': ['挂号费', 'registration'],
  '14': ['其他费', 'others'],
}

/** National `med_type`; regions add codes below these. */
export const medTypeWords: WordTable<string> = {
  '11': ['普通门诊', 'outpatient visit'],
  '12': ['门诊挂号', 'registration'],
  '13': ['急诊', 'emergency'],
  '14': ['门诊慢特病', 'chronic and special disease'],
  '15': ['特药', 'special drugs'],
  '16': ['中医特色门诊', 'Chinese medicine'],
  '18': ['特药购药', 'purchase of special drugs'],
  '21': ['普通住院', 'stay'],
  '22': ['外伤住院', 'stay after an injury'],
  '23': ['转外诊治住院', 'stay elsewhere'],
  '24': ['急诊转住院', 'stay after emergency'],
  '25': ['异地住院', 'cross-region stay'],
  '26': ['单病种住院', 'stay for one disease'],
  '27': ['自主就医', 'care by own choice'],
  '28': ['日间手术', 'day surgery'],
  '41': ['定点药店购药', 'purchase at a pharmacy'],
  '51': ['生育门诊', 'maternity visit'],
  '52': ['生育住院', 'maternity stay'],
  '53': ['计划生育手术费', 'family planning'],
  '61': ['照护保险', 'long-term care'],
  '71': ['家庭病床', 'bed at home'],
  '81': ['意外伤害门诊', 'accident visit'],
  '91': ['其他门诊', 'other outpatient care'],
  '92': ['其他住院', 'other stay'],
  '93': ['其他购药', 'other purchase'],
}

/** National `psn_type`, by its first two digits. */
const personTypeWords: WordTable<string> = {
  '11': ['在职', 'working'],
  '12': ['退休', 'retired'],
  '13': ['离休', 'retired with honours'],
  '14': ['居民（未成年）', 'resident, minor'],
  '15': ['居民（成年）', 'resident, adult'],
  '16': ['居民（老年）', 'resident, elderly'],
}

/** The words of a code, or those of the code that it lies below; one that nobody knows stands for itself. */
function wordsBelow(table: WordTable<string>, code: string): WordPair {
  for (const length of [code.length, 2]) {
    const words = table[code.slice(0, length)]
    if (words !== undefined) return words
  }
  return [code, code]
}

export const chargeTypeWordsOf = (code: string): WordPair => wordsBelow(chargeTypeWords, code)
export const medTypeWordsOf = (code: string): WordPair => wordsBelow(medTypeWords, code)
export const personTypeWordsOf = (code: string): WordPair => wordsBelow(personTypeWords, code)
