/** 合并症: one condition of the index, its points, and the categories (`I21`) and subcategories (`I25.2`) that show it. */
export interface CharlsonCondition {
  readonly name: string
  readonly label: string
  readonly weight: number
  readonly codes: readonly string[]
  /** The milder form, which does not count beside this one. */
  readonly over: string | null
}

export const charlsonSource =
  'Quan H et al., Med Care 2005;43(11):1130-1139, ICD-10 coding algorithm of the Charlson index; weights: Charlson ME et al., J Chronic Dis 1987;40(5):373-383'

const categories = (from: string, to: string): readonly string[] => {
  const letter = from.slice(0, 1)
  const [first, last] = [Number(from.slice(1)), Number(to.slice(1))]
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${String(first + index).padStart(2, '0')}`)
}
const of = (category: string, digits: string): readonly string[] => [...digits].map((digit) => `${category}.${digit}`)
const diabetes = (digits: string): readonly string[] => categories('E10', 'E14').flatMap((code) => of(code, digits))

export const charlsonConditions: readonly CharlsonCondition[] = [
  { name: 'myocardial-infarction', label: '心肌梗死', weight: 1, over: null, codes: ['I21', 'I22', 'I25.2'] },
  {
    name: 'heart-failure',
    label: '充血性心力衰竭',
    weight: 1,
    over: null,
    codes: ['I09.9', 'I11.0', 'I13.0', 'I13.2', 'I25.5', 'I42.0', ...of('I42', '56789'), 'I43', 'I50', 'P29.0'],
  },
  {
    name: 'peripheral-vascular-disease',
    label: '周围血管疾病',
    weight: 1,
    over: null,
    codes: ['I70', 'I71', ...of('I73', '189'), 'I77.1', 'I79.0', 'I79.2', ...of('K55', '189'), 'Z95.8', 'Z95.9'],
  },
  {
    name: 'cerebrovascular-disease',
    label: '脑血管疾病',
    weight: 1,
    over: null,
    codes: ['G45', 'G46', 'H34.0', ...categories('I60', 'I69')],
  },
  {
    name: 'dementia',
    label: '痴呆',
    weight: 1,
    over: null,
    codes: [...categories('F00', 'F03'), 'F05.1', 'G30', 'G31.1'],
  },
  {
    name: 'chronic-pulmonary-disease',
    label: '慢性肺部疾病',
    weight: 1,
    over: null,
    codes: [...of('I27', '89'), ...categories('J40', 'J47'), ...categories('J60', 'J67'), 'J68.4', 'J70.1', 'J70.3'],
  },
  {
    name: 'rheumatic-disease',
    label: '风湿性疾病',
    weight: 1,
    over: null,
    codes: ['M05', 'M06', 'M31.5', ...categories('M32', 'M34'), 'M35.1', 'M35.3', 'M36.0'],
  },
  { name: 'peptic-ulcer', label: '消化性溃疡', weight: 1, over: null, codes: categories('K25', 'K28') },
  {
    name: 'mild-liver-disease',
    label: '轻度肝病',
    weight: 1,
    over: null,
    codes: ['B18', ...of('K70', '01239'), ...of('K71', '3457'), 'K73', 'K74', ...of('K76', '023489'), 'Z94.4'],
  },
  { name: 'diabetes', label: '糖尿病，无慢性并发症', weight: 1, over: null, codes: diabetes('01689') },
  {
    name: 'diabetes-complicated',
    label: '糖尿病，伴慢性并发症',
    weight: 2,
    over: 'diabetes',
    codes: diabetes('23457'),
  },
  {
    name: 'plegia',
    label: '偏瘫或截瘫',
    weight: 2,
    over: null,
    codes: ['G04.1', 'G11.4', 'G80.1', 'G80.2', 'G81', 'G82', ...of('G83', '012349')],
  },
  {
    name: 'renal-disease',
    label: '肾病',
    weight: 2,
    over: null,
    codes: [
      'I12.0',
      'I13.1',
      ...of('N03', '234567'),
      ...of('N05', '234567'),
      'N18',
      'N19',
      'N25.0',
      ...of('Z49', '012'),
      'Z94.0',
      'Z99.2',
    ],
  },
  {
    name: 'malignancy',
    label: '恶性肿瘤',
    weight: 2,
    over: null,
    codes: [
      ...categories('C00', 'C26'),
      ...categories('C30', 'C34'),
      ...categories('C37', 'C41'),
      'C43',
      ...categories('C45', 'C58'),
      ...categories('C60', 'C76'),
      ...categories('C81', 'C85'),
      'C88',
      ...categories('C90', 'C97'),
    ],
  },
  {
    name: 'severe-liver-disease',
    label: '中重度肝病',
    weight: 3,
    over: 'mild-liver-disease',
    codes: ['I85.0', 'I85.9', 'I86.4', 'I98.2', 'K70.4', 'K71.1', 'K72.1', 'K72.9', ...of('K76', '567')],
  },
  { name: 'metastatic-tumour', label: '转移性实体瘤', weight: 6, over: 'malignancy', codes: categories('C77', 'C80') },
  { name: 'aids', label: '艾滋病', weight: 6, over: null, codes: [...categories('B20', 'B22'), 'B24'] },
]
