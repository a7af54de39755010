import type { Coded } from '../ward.ts'

/** Item code and pieces of it. */
type StayItem = readonly [code: string, pieces: number]

/** What one kind of patient is admitted for, and what the stay consists of. */
export interface Illness {
  readonly department: Coded
  readonly diagnosis: Coded
  /** What some patients have beside it; with it a case may fall into a dearer group. */
  readonly beside: Coded | null
  readonly operation: Coded | null
  /** How often it is met, relative to the others. */
  readonly weight: number
  readonly ages: readonly [youngest: number, oldest: number]
  readonly gender?: 'male' | 'female'
  readonly days: readonly [least: number, most: number]
  /** On the day of admission. */
  readonly tests: readonly StayItem[]
  /** On the second day. */
  readonly treatment: readonly StayItem[]
  /** On every day but the last. */
  readonly daily: readonly StayItem[]
}

const internal = { code: 'A03', name: '内科' }
export const surgery = { code: 'A04', name: '外科' }
export const obstetrics = { code: 'A05', name: '妇产科' }

export const consultation = '001102000050000'
export const firstClassNursing = '001201000030000'
export const intensiveCare = '001201000010000'
export const plainScan = '002103000010000'
export const enhancedScan = '002103000020000'

const ward: readonly StayItem[] = [
  [consultation, 1],
  ['001109000010300', 1],
  ['001201000040000', 1],
  ['001204000060000', 2],
]
const bloods: readonly StayItem[] = [
  ['002501010150200', 1],
  ['002504010250000', 1],
  ['002502030200000', 1],
  ['002502030250000', 1],
  ['002503070020000', 1],
  ['002503050070000', 1],
  ['003107010010000', 1],
]
const underAnaesthesia: readonly StayItem[] = [
  ['003301000050000', 1],
  ['003301000080000', 1],
  ['N24W001410', 4],
]

const acuteAbdomen = { weight: 4, ages: [16, 75], beside: { code: 'J18.900', name: '肺炎' } } as const

/**
 * A mix of our own for a general hospital, in the chapters that the shipped grouping scheme knows, and pneumonia, which it does not.
 * Codes are those of the starter catalogue; costs come near the means of the shipped weights, nothing more.
 */
export const illnesses: readonly Illness[] = [
  {
    ...acuteAbdomen,
    department: surgery,
    diagnosis: { code: 'K35.800x001', name: '急性阑尾炎' },
    operation: { code: '47.0100', name: '腹腔镜下阑尾切除术' },
    days: [5, 7],
    tests: [...bloods, [plainScan, 1]],
    treatment: [...underAnaesthesia, ['003310030220000', 1], ['C110101172T000000025', 1], ['C140301005T000000028', 1]],
    daily: [...ward, ['N24W000875', 2], ['N24W000994', 2], ['N24W000031', 1]],
  },
  {
    ...acuteAbdomen,
    department: surgery,
    diagnosis: { code: 'K80.101', name: '胆囊结石伴慢性胆囊炎' },
    operation: { code: '51.2300', name: '腹腔镜下胆囊切除术' },
    ages: [30, 80],
    days: [6, 8],
    tests: [...bloods, ['002202010020000', 1], ['002102000060000', 1]],
    treatment: [
      ...underAnaesthesia,
      ['003310060020000', 1],
      ['C110207172T000000027', 1],
      ['C110103173T000000026', 2],
      ['C140301005T000000028', 1],
    ],
    daily: [...ward, ['N24W000875', 2], ['N24W000031', 2], ['N24W000387', 1]],
  },
  {
    department: internal,
    diagnosis: { code: 'K85.900', name: '急性胰腺炎' },
    beside: { code: 'E87.600', name: '低钾血症' },
    operation: null,
    weight: 2,
    ages: [25, 80],
    days: [8, 11],
    tests: [...bloods, ['002503080040000', 1], ['002503080060000', 1], [plainScan, 1]],
    treatment: [['001204000110000', 1]],
    daily: [...ward, ['N24W000921', 6], ['N24W000031', 2], ['N24W000387', 2]],
  },
  {
    department: internal,
    diagnosis: { code: 'K92.208', name: '上消化道出血' },
    beside: { code: 'I50.900', name: '心力衰竭' },
    operation: null,
    weight: 2,
    ages: [35, 90],
    days: [6, 9],
    tests: [...bloods, ['002501030020000', 1]],
    treatment: [['003109020050000', 1]],
    daily: [...ward, ['N24W000021', 4], ['N24W000387', 2], ['003107010220000', 12]],
  },
  {
    department: surgery,
    diagnosis: { code: 'K56.700', name: '肠梗阻' },
    beside: null,
    operation: null,
    weight: 2,
    ages: [30, 95],
    days: [5, 8],
    tests: [...bloods, [plainScan, 1]],
    treatment: [],
    daily: [...ward, ['N24W000387', 2], ['N24W000875', 2], ['N24W000031', 1]],
  },
  {
    department: internal,
    diagnosis: { code: 'K29.500', name: '慢性胃炎' },
    beside: null,
    operation: null,
    weight: 4,
    ages: [25, 85],
    days: [5, 7],
    tests: [...bloods, ['002504030040000', 1]],
    treatment: [['003109020050000', 1]],
    daily: [...ward, ['N24W000031', 2], ['N24W000387', 1]],
  },
  {
    department: obstetrics,
    diagnosis: { code: 'O82.000', name: '经选择性剖宫产术的分娩' },
    beside: null,
    operation: { code: '74.1x00', name: '低位子宫下段剖宫产' },
    weight: 2,
    ages: [22, 40],
    gender: 'female',
    days: [5, 6],
    tests: [...bloods, ['002202010020000', 1]],
    treatment: [
      ['003301000030000', 1],
      ['003301000080000', 1],
      ['003314000120000', 1],
      ['C140301005T000000028', 1],
    ],
    daily: [...ward, ['N24W000913', 2]],
  },
  {
    department: obstetrics,
    diagnosis: { code: 'O80.000', name: '头位顺产' },
    beside: null,
    operation: null,
    weight: 3,
    ages: [20, 38],
    gender: 'female',
    days: [3, 4],
    tests: bloods,
    treatment: [['003314000020000', 1]],
    daily: ward,
  },
  {
    department: internal,
    diagnosis: { code: 'J15.902', name: '社区获得性肺炎，非重症' },
    beside: null,
    operation: null,
    weight: 1,
    ages: [18, 90],
    days: [6, 9],
    tests: [...bloods, [plainScan, 1], ['002503100540000', 1]],
    treatment: [['002505010110000', 1]],
    daily: [...ward, ['N24W000913', 4], ['001207000010000', 2]],
  },
]
