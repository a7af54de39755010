import type { ProviderKind } from '@yibao/core/encounter'

/** Item code, least and most of it, and the share of patients who get it (all, unless told). */
type CaseItem = readonly [code: string, least: number, most: number, share?: number]

/** What one kind of patient comes for and leaves with. */
export interface CaseOfCare {
  readonly name: string
  readonly english: string
  /** A row of the starter list of diagnoses. */
  readonly diagnosis: { readonly code: string; readonly name: string }
  /** How often it is met in each place, relative to the other cases there. */
  readonly places: Readonly<Partial<Record<Place, number>>>
  readonly ages: readonly [youngest: number, oldest: number]
  readonly gender?: 'male' | 'female'
  readonly items: readonly CaseItem[]
}

export type Place = 'pharmacy' | 'primary' | 'hospital'

/** Clinics, community and township centres see the same patients. */
export function placeOf(kind: ProviderKind): Place {
  if (kind === 'pharmacy') return 'pharmacy'
  return kind === 'hospital' ? 'hospital' : 'primary'
}

export const departments = {
  primary: { code: 'A02', name: '全科医疗科' },
  hospital: { code: 'A03', name: '内科' },
} as const

const everyAge = [0, 110] as const
const adults = [18, 110] as const
const elders = [45, 110] as const
const children = [1, 13] as const

export const consultationCode = '001102000010300'
const consultation: CaseItem = [consultationCode, 1, 1]
const expert: CaseItem = ['001102000020200', 1, 1, 0.35]
const bloodCount: CaseItem = ['002501010150200', 1, 1, 0.7]

/**
 * A case mix of our own: no public table of outpatient diagnoses was found, so weights and bundles are plausible, nothing
 * more. Codes are those of the starter catalogue.
 */
export const caseMix: readonly CaseOfCare[] = [
  {
    name: '感冒购药',
    english: 'cold remedies',
    diagnosis: { code: 'J00.x00', name: '急性鼻咽炎［感冒］' },
    places: { pharmacy: 22 },
    ages: adults,
    items: [
      ['N24P001959', 1, 2],
      ['N24P002097', 1, 2, 0.5],
      ['N24W001342', 1, 1, 0.4],
      ['XOFFCAT0001', 1, 2, 0.35],
      ['N24P002260', 1, 1, 0.3],
    ],
  },
  {
    name: '高血压续方购药',
    english: 'hypertension refill',
    diagnosis: { code: 'I10.x00x002', name: '高血压' },
    places: { pharmacy: 24 },
    ages: elders,
    items: [
      ['N24W000553', 1, 3],
      ['N24W000595', 1, 2, 0.5],
      ['N24W000611', 1, 2, 0.35],
      ['N24W000282', 1, 2, 0.3],
    ],
  },
  {
    name: '糖尿病续方购药',
    english: 'diabetes refill',
    diagnosis: { code: 'E11.900', name: '2型糖尿病' },
    places: { pharmacy: 14 },
    ages: elders,
    items: [
      ['N24W000180', 1, 4],
      ['N24W000197', 1, 3, 0.5],
      ['N24W000210', 1, 2, 0.4],
      ['N24W003429', 1, 1, 0.06],
    ],
  },
  {
    name: '胃病购药',
    english: 'stomach remedies',
    diagnosis: { code: 'K29.500', name: '慢性胃炎' },
    places: { pharmacy: 12 },
    ages: adults,
    items: [
      ['N24W000020', 1, 2],
      ['N24W000015', 1, 2, 0.5],
      ['N24P002638', 1, 2, 0.4],
    ],
  },
  {
    name: '冠心病续方购药',
    english: 'coronary refill',
    diagnosis: { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病' },
    places: { pharmacy: 10 },
    ages: elders,
    items: [
      ['N24W000287', 1, 3],
      ['N24W000617', 1, 2],
      ['N24P002512', 1, 2, 0.6],
      ['N24P002513', 1, 1, 0.3],
      ['N24W000609', 1, 2, 0.1],
    ],
  },
  {
    name: '皮肤外用药',
    english: 'skin remedies',
    diagnosis: { code: 'L30.900', name: '皮炎' },
    places: { pharmacy: 8 },
    ages: adults,
    items: [
      ['N24W000689', 1, 2],
      ['N24W001754', 1, 2, 0.5],
      ['N24W000709', 1, 1, 0.3],
    ],
  },
  {
    name: '中药饮片（黄芪当归方）',
    english: 'herbal prescription',
    diagnosis: { code: 'R42.x00x004', name: '头晕' },
    places: { pharmacy: 6, primary: 6, hospital: 4 },
    ages: adults,
    items: [
      ['N24H004525', 105, 210],
      ['N24H004048', 63, 105],
      ['N24H004394', 70, 140],
      ['N24H004357', 70, 105],
      ['N24H003938', 42, 63],
      ['N24H004160', 42, 63, 0.5],
    ],
  },
  {
    name: '保健自费购药',
    english: 'out-of-catalogue purchase',
    diagnosis: { code: 'E55.900', name: '维生素D缺乏病' },
    places: { pharmacy: 4 },
    ages: adults,
    items: [
      ['XOFFCAT0002', 1, 3],
      ['N24W000235', 1, 2, 0.6],
    ],
  },
  {
    name: '上呼吸道感染',
    english: 'upper respiratory infection',
    diagnosis: { code: 'J06.900', name: '急性上呼吸道感染' },
    places: { primary: 24, hospital: 8 },
    ages: everyAge,
    items: [
      consultation,
      bloodCount,
      ['002504010250000', 1, 1, 0.4],
      ['N24W000853', 1, 2, 0.5],
      ['N24P001971', 1, 2, 0.6],
      ['N24W001725', 1, 2, 0.4],
    ],
  },
  {
    name: '小儿发热',
    english: 'child with fever',
    diagnosis: { code: 'R50.900', name: '发热' },
    places: { primary: 12, hospital: 6 },
    ages: children,
    items: [
      consultation,
      bloodCount,
      ['002504010250000', 1, 1, 0.6],
      ['N24W001341', 1, 1],
      ['ZA01CAX0351010101453', 1, 2, 0.7],
      ['001211000010000', 1, 1, 0.2],
    ],
  },
  {
    name: '高血压复诊',
    english: 'hypertension follow-up',
    diagnosis: { code: 'I10.x04', name: '高血压2级' },
    places: { primary: 18, hospital: 7 },
    ages: elders,
    items: [
      consultation,
      ['N24W000557', 1, 2],
      ['N24W000593', 1, 2, 0.5],
      ['003107010010000', 1, 1, 0.4],
      ['002503040010000', 1, 1, 0.3],
      ['002503070020000', 1, 1, 0.3],
    ],
  },
  {
    name: '糖尿病复诊',
    english: 'diabetes follow-up',
    diagnosis: { code: 'E11.900', name: '2型糖尿病' },
    places: { primary: 12, hospital: 7 },
    ages: elders,
    items: [
      consultation,
      ['002503020010000', 1, 1],
      ['002503020030000', 1, 1, 0.6],
      ['N24W000179', 2, 4],
      ['N24W000177', 1, 3, 0.35],
      ['N24W003429', 1, 1, 0.1],
    ],
  },
  {
    name: '慢性胃炎',
    english: 'chronic gastritis',
    diagnosis: { code: 'K29.500', name: '慢性胃炎' },
    places: { primary: 8, hospital: 7 },
    ages: adults,
    items: [consultation, ['N24W000029', 1, 2], ['N24W000063', 1, 2, 0.5], ['N24W000015', 1, 2, 0.4]],
  },
  {
    name: '腰痛针灸推拿',
    english: 'back pain, acupuncture and massage',
    diagnosis: { code: 'M54.502', name: '腰痛' },
    places: { primary: 10, hospital: 5 },
    ages: adults,
    items: [
      consultation,
      ['004300000010000', 1, 2],
      ['004500000060000', 1, 1, 0.6],
      ['004400000040000', 1, 2, 0.5],
      ['003401000100000', 1, 2, 0.4],
      ['N24P003238', 1, 2, 0.4],
    ],
  },
  {
    name: '换药',
    english: 'dressing of a wound',
    diagnosis: { code: 'S61.000x001', name: '手指开放性损伤' },
    places: { primary: 6, hospital: 4 },
    ages: everyAge,
    items: [consultation, ['001206000030000', 1, 1], ['N24W000675', 1, 1, 0.4]],
  },
  {
    name: '手指清创缝合',
    english: 'open wound of a finger',
    diagnosis: { code: 'S61.000x001', name: '手指开放性损伤' },
    places: { primary: 2, hospital: 5 },
    ages: [6, 80],
    items: [
      ['001102000030000', 1, 1],
      ['001205000030000', 1, 1],
      ['002101020150000', 1, 2, 0.5],
      ['N24W001114', 1, 1, 0.8],
      ['N24W001119', 1, 1, 0.12],
      ['N24W000888', 1, 2, 0.6],
    ],
  },
  {
    name: '急性支气管炎输液',
    english: 'acute bronchitis, infusion',
    diagnosis: { code: 'J20.900', name: '急性支气管炎' },
    places: { primary: 6, hospital: 5 },
    ages: everyAge,
    items: [
      consultation,
      bloodCount,
      ['N24W000905', 2, 4],
      ['N24W000413-250ML', 1, 2],
      ['001204000060000', 1, 2],
      ['C142301202T000000001', 1, 2],
      ['001207000010000', 1, 2, 0.5],
      ['N24W001684', 2, 4, 0.4],
    ],
  },
  {
    name: '胸部CT检查',
    english: 'chest CT',
    diagnosis: { code: 'R05.x00', name: '咳嗽' },
    places: { hospital: 8 },
    ages: adults,
    items: [
      consultation,
      expert,
      ['002103000010000', 1, 2],
      bloodCount,
      ['002504010250000', 1, 1, 0.5],
      ['N24W001739', 1, 1, 0.25],
    ],
  },
  {
    name: '头晕头颅磁共振',
    english: 'dizziness, head MRI',
    diagnosis: { code: 'R42.x00x004', name: '头晕' },
    places: { hospital: 6 },
    ages: elders,
    items: [
      consultation,
      expert,
      ['002102000010000', 1, 1],
      ['002102000050000', 1, 1, 0.4],
      ['002203020030000', 1, 1, 0.5],
      ['002503030010000', 1, 1],
      ['002503030050000', 1, 1],
      ['N24W001632', 1, 3, 0.6],
      ['N24P002603', 1, 3, 0.4],
    ],
  },
  {
    name: '体检化验复查',
    english: 'laboratory check-up',
    diagnosis: { code: 'E78.500', name: '高脂血症' },
    places: { primary: 5, hospital: 7 },
    ages: adults,
    items: [
      consultation,
      ['002503030010000', 1, 1],
      ['002503030020000', 1, 1],
      ['002503030040000', 1, 1],
      ['002503050070000', 1, 1],
      ['002503070020000', 1, 1],
      ['002503070050000', 1, 1],
      ['002202010020000', 1, 2, 0.5],
      ['N24W000611', 1, 2, 0.5],
    ],
  },
  {
    name: '胸痛冠脉评估',
    english: 'chest pain work-up',
    diagnosis: { code: 'R07.400', name: '胸痛' },
    places: { hospital: 7 },
    ages: elders,
    items: [
      ['001102000020100', 1, 1],
      ['003107010010000', 1, 1],
      ['002503060090000', 1, 1],
      ['002503060130000', 1, 1],
      ['002206000040000', 1, 1],
      ['003107010030000', 1, 1, 0.5],
      ['002103000040000', 1, 2, 0.5],
      ['N24W001927', 1, 1, 0.3],
      ['N24W000287', 1, 3],
      ['N24W000617', 1, 3],
      ['N24W000609', 2, 4, 0.3],
    ],
  },
  {
    name: '胃镜检查',
    english: 'gastroscopy',
    diagnosis: { code: 'K25.900x001', name: '胃溃疡' },
    places: { hospital: 5 },
    ages: adults,
    items: [
      consultation,
      ['003109020050000', 1, 1],
      ['002703000020000', 1, 2, 0.6],
      ['N24W000026', 2, 3],
      ['N24W000008', 1, 2, 0.5],
      ['N24W003404', 14, 28, 0.2],
    ],
  },
  {
    name: '血液透析',
    english: 'haemodialysis',
    diagnosis: { code: 'Z49.101', name: '血液透析' },
    places: { hospital: 3 },
    ages: [30, 85],
    items: [
      ['003110000060000', 1, 1],
      ['N24W000278', 1, 1],
      ['N24W000413-500ML', 2, 2],
      ['N24P002799', 1, 3, 0.6],
    ],
  },
  {
    name: '门诊化疗',
    english: 'ambulatory chemotherapy',
    diagnosis: { code: 'Z51.102', name: '手术后恶性肿瘤化学治疗' },
    places: { hospital: 3 },
    ages: elders,
    items: [
      consultation,
      ['N24W001228', 2, 4],
      ['N24W000395-500ML', 1, 2],
      ['001204000130000', 1, 2],
      ['001204000060000', 2, 3],
      ['N24W000071', 1, 2],
      ['N24W001161', 2, 4, 0.6],
      ['N24W000374', 1, 2, 0.3],
    ],
  },
  {
    name: '老年白内障复查',
    english: 'cataract follow-up',
    diagnosis: { code: 'H25.900', name: '老年性白内障' },
    places: { hospital: 3, primary: 1 },
    ages: [55, 110],
    items: [
      consultation,
      ['003103000010000', 1, 2],
      ['003103000480000', 1, 2],
      ['003103000640000', 1, 2, 0.5],
      ['N24W001852', 1, 2, 0.6],
    ],
  },
  {
    name: '盆腔炎',
    english: 'pelvic inflammation',
    diagnosis: { code: 'N73.902', name: '女性盆腔炎' },
    places: { hospital: 4, primary: 2 },
    ages: [18, 60],
    gender: 'female',
    items: [
      consultation,
      ['002202020010000', 1, 1, 0.6],
      ['002501040140000', 1, 1],
      ['ZD02AAF0202010105046', 1, 3],
      ['N24W000970', 1, 2, 0.5],
    ],
  },
  {
    name: '前列腺增生',
    english: 'prostatic hyperplasia',
    diagnosis: { code: 'N40.x00', name: '前列腺增生' },
    places: { hospital: 4, primary: 2 },
    ages: [50, 110],
    gender: 'male',
    items: [
      consultation,
      ['002202010020000', 1, 1, 0.6],
      ['N24W000806', 1, 3],
      ['N24W000803', 1, 3, 0.5],
      ['N24P002854', 1, 2, 0.3],
    ],
  },
]
