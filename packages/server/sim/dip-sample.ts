import type { DipCase } from '@yibao/core/dip'
import { addDays, divisionCode, fen, isoDate } from '@yibao/core/kernel'
import { levelCost, normal, yearPlaces } from './priced-year-places.ts'
import { type Random, randomStream } from './random.ts'

/** One way of treating: operations, how often among those with the disease, mean cost in yuan at a tertiary hospital, days. */
type Treatment = readonly [operations: readonly string[], weight: number, cost: number, days: number]

interface Disease {
  readonly diagnoses: readonly string[]
  readonly weight: number
  readonly ages: readonly [youngest: number, oldest: number]
  readonly gender?: '1' | '2'
  readonly treatments: readonly Treatment[]
}

const adult = [18, 90] as const
const elder = [50, 95] as const

/**
 * Diseases and operations of the starter catalogue and its neighbours. Frequencies, costs and days are made up, plausible and
 * nothing more: a directory of these cases is for trying the commands.
 */
const diseases: readonly Disease[] = [
  {
    diagnoses: ['K35.800x001'],
    weight: 6,
    ages: [6, 80],
    treatments: [
      [['47.0100'], 60, 12_800, 6],
      [['47.0900'], 18, 8_600, 7],
      [['47.0100', '54.5900'], 8, 15_400, 8],
      [[], 14, 4_300, 5],
    ],
  },
  {
    diagnoses: ['K80.101', 'K80.200x003'],
    weight: 7,
    ages: adult,
    treatments: [
      [['51.2300'], 62, 16_500, 7],
      [['51.2300', '54.5900'], 5, 19_800, 8],
      [[], 33, 5_100, 6],
    ],
  },
  {
    diagnoses: ['J18.900', 'J15.900'],
    weight: 14,
    ages: [1, 95],
    treatments: [
      [[], 88, 5_600, 8],
      [['33.2400'], 10, 9_900, 10],
      [['96.0400', '96.7201'], 2, 88_000, 19],
    ],
  },
  {
    diagnoses: ['J44.100', 'J44.000'],
    weight: 9,
    ages: elder,
    treatments: [
      [[], 80, 8_900, 10],
      [['93.9000'], 18, 15_800, 12],
      [['96.0400', '96.7201'], 2, 92_000, 21],
    ],
  },
  {
    diagnoses: ['I25.103', 'I20.000'],
    weight: 10,
    ages: elder,
    treatments: [
      [[], 55, 6_900, 7],
      [['88.5500'], 20, 11_800, 5],
      [['36.0700', '00.6600'], 20, 38_500, 7],
      [['37.2200', '88.5500'], 5, 14_200, 6],
    ],
  },
  {
    diagnoses: ['I63.900', 'I63.801'],
    weight: 13,
    ages: elder,
    treatments: [
      [[], 90, 9_800, 11],
      [['99.1000'], 10, 17_500, 12],
    ],
  },
  {
    diagnoses: ['H25.900', 'H26.900'],
    weight: 8,
    ages: elder,
    treatments: [
      [['13.4100', '13.7100'], 94, 8_300, 2],
      [[], 6, 2_100, 3],
    ],
  },
  {
    diagnoses: ['O82.900'],
    weight: 4,
    ages: [20, 44],
    gender: '2',
    treatments: [[['74.1x00'], 100, 9_400, 6]],
  },
  { diagnoses: ['E11.900', 'E11.401+G63.2*'], weight: 9, ages: adult, treatments: [[[], 100, 6_300, 8]] },
  {
    diagnoses: ['K29.500', 'K29.300'],
    weight: 6,
    ages: adult,
    treatments: [
      [[], 55, 3_900, 6],
      [['45.1600'], 45, 5_200, 6],
    ],
  },
  {
    diagnoses: ['Z51.102', 'Z51.100'],
    weight: 7,
    ages: adult,
    treatments: [
      [['99.2500'], 92, 8_700, 5],
      [[], 8, 5_900, 5],
    ],
  },
  {
    diagnoses: ['C34.900'],
    weight: 3,
    ages: elder,
    treatments: [
      [[], 60, 12_900, 10],
      [['32.4100', '40.3x00'], 25, 62_000, 14],
      [['33.2400'], 15, 13_800, 9],
    ],
  },
  {
    diagnoses: ['S72.000'],
    weight: 3,
    ages: elder,
    treatments: [
      [['79.3500'], 45, 32_000, 14],
      [['81.5200'], 35, 46_000, 14],
      [[], 20, 7_200, 10],
    ],
  },
  {
    diagnoses: ['N18.500', 'N18.902'],
    weight: 4,
    ages: adult,
    treatments: [
      [['39.9500'], 70, 9_700, 11],
      [[], 30, 7_100, 9],
    ],
  },
]

/** What comes beside the principal diagnosis, none of it or one or two. */
const besides = ['I10.x00', 'E11.900', 'I50.900', 'J44.900', 'N18.300', 'I25.103', 'A41.900', 'J96.000'] as const

/** Operations that come now and then beside the usual ones, too seldom for a group of their own. */
const seldom = ['99.1500', '99.0400', '38.9300', '44.1300', '45.2300', '93.9000', '86.2200', '54.5900'] as const

interface DipSampleOptions {
  readonly seed: number
  readonly cases: number
  /** The year of the directory: cases are of the three years before. */
  readonly year: number
}

function secondaryOf(random: Random): readonly string[] {
  const many = random.below(100)
  if (many < 55) return []
  const first = random.weighted(besides, (code) => (code.startsWith('A') || code.startsWith('J96') ? 1 : 6))
  const second = random.pick(besides)
  return many < 85 || second === first ? [first] : [first, second]
}

/** One case by its number; costs rise by a twentieth a year. */
function caseAt(index: number, { seed, year }: DipSampleOptions, places: ReturnType<typeof yearPlaces>): DipCase {
  const random = randomStream(seed, `dip-sample/${index}`)
  const of = year - 3 + random.below(3)
  const place = random.weighted(places, ({ size }) => size)
  const disease = random.weighted(diseases, ({ weight }) => weight)
  const [operations, , meanCost, meanDays] = random.weighted(disease.treatments, ([, weight]) => weight)
  const more = random.chance(0.03) ? [random.pick(seldom)] : []
  const spread = Math.exp(0.35 * normal(random))
  const dear = random.chance(0.012) ? 2.5 + random.below(30) / 10 : random.chance(0.02) ? 0.3 : 1
  const growth = 1 + 0.05 * (of - (year - 3))
  const cost = Math.max(30_000, Math.round(meanCost * 100 * (levelCost[place.level] / 1.3) * growth * spread * dear))
  const days = Math.max(1, Math.round(meanDays * Math.exp(0.3 * normal(random))))
  const dischargedOn = addDays(isoDate(`${of}-01-01`), random.below(365))
  const [youngest, oldest] = disease.ages
  return {
    caseId: `D${String(index + 1).padStart(8, '0')}`,
    providerCode: place.providerCode,
    level: place.level,
    admittedOn: addDays(dischargedOn, -days),
    dischargedOn,
    year: of,
    cost: fen(cost),
    drugs: fen(Math.round(cost * (0.15 + random.below(30) / 100))),
    consumables: fen(Math.round(cost * (operations.length === 0 ? 0.04 : 0.2))),
    visitNumber: null,
    record: {
      gender: disease.gender ?? random.pick(['1', '2']),
      ageYears: random.between(youngest, oldest),
      ageDays: null,
      birthWeightGrams: null,
      department: null,
      stayDays: days,
      leavingType: random.chance(0.008) ? '5' : '1',
      diagnoses: [random.pick(disease.diagnoses), ...secondaryOf(random)],
      operations: [...operations, ...more],
      intensiveCareHours: random.chance(0.03) ? random.between(24, 400) : null,
    },
  }
}

/** Made-up settled cases of three years, so that the commands have something to run on; the seed alone decides. */
export function* dipSample(options: DipSampleOptions): Generator<DipCase> {
  const places = yearPlaces(options.seed, divisionCode('990000'), 12)
  for (let index = 0; index < options.cases; index += 1) yield caseAt(index, options, places)
}
