import { type DivisionCode, divisionCode, fen, isoDate, type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import type { GroupTable, Parameter, PaymentPlan } from '@yibao/core/payment'
import { contentHash } from '../../src/files/policy-hash.ts'
import { readSchemeFolder } from '../../src/files/scheme-folder.ts'
import { starterScheme } from '../../src/files/shipped.ts'
import { importScheme } from '../../src/flows/import-scheme.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import type { PaymentDesk } from '../../src/flows/payment-desk.ts'
import { type MonthOrder, runMonth } from '../../src/flows/payment-month.ts'
import type { PaymentLaw } from '../../src/flows/payment-run-ports.ts'
import { idSource } from '../../src/ids.ts'
import { paymentDesk } from '../../src/payment-desk.ts'
import type { Database } from '../../src/store/database.ts'
import { schemeStore } from '../../src/store/scheme-store.ts'
import { bronchoscopy, listInput, pneumonia, type SettledStay, settledStay } from './settlement-list.ts'
import { expectOk } from './visit.ts'
import type { Envelope, Till, World } from './world.ts'

export const division: DivisionCode = divisionCode('990270')
export const scheme = '310'
export const month = '2023-11'

const source = '测试'
const from = isoDate('2023-01-01')
const million = 1_000_000

/** A value that holds for everybody from the first day on. */
export const always = <T>(value: T): Parameter<T> => [{ where: {}, values: [{ from, value, source, assumed: false }] }]

const byLevel = <T>(values: Readonly<Record<string, T>>): Parameter<T> =>
  Object.entries(values).map(([level, value]) => ({
    where: { level },
    values: [{ from, value, source, assumed: false }],
  }))

/** Weights of two groups of the starter scheme: an appendix without complications, and with them. */
const weights: GroupTable = {
  id: 'starter-weights',
  kind: 'drg',
  grouping: 'starter',
  range: { from, until: null },
  source,
  rows: [
    ['GD25', '阑尾切除', 500_000, 500_000],
    ['GD23', '阑尾切除，伴合并症', 800_000, 800_000],
    ['GZ15', '其他消化系统疾病', 200_000, 200_000],
  ].map(([group, name, weight, mean]) => ({
    group: String(group),
    name: String(name),
    weight: Number(weight),
    mean: fen(Number(mean)),
    meanByLevel: {},
    meanStay: null,
    stable: true,
    ownCoefficient: null,
  })),
}

/** Points by DRG at ten yuan, seven tenths from the fund, five hundredths withheld. */
export const plan: PaymentPlan = {
  id: 'test-drg',
  label: '测试方案',
  labelEn: 'a plan of tests',
  draft: false,
  division,
  schemes: ['310'],
  range: { from, until: null },
  day: 'settled',
  money: { mode: 'half-up', unit: 'fen' },
  points: { decimals: 4, mode: 'half-up' },
  institutions: [],
  methods: [
    {
      kind: 'drg',
      id: 'drg',
      label: 'DRG',
      takes: {},
      table: weights.id,
      scale: always(1_000 * million),
      coefficients: [
        {
          name: 'institution',
          label: '机构系数',
          from: 'parameter',
          values: byLevel({ tertiary: 1_100_000, secondary: 900_000 }),
          ownOfGroup: false,
          several: 'highest',
        },
      ],
      deviation: { test: 'group-mean', divisor: 'group-mean', bands: [] },
      shortStay: null,
      ungrouped: { by: 'cost', share: always(800_000), costPerPoint: null },
      ambiguous: null,
      unstable: null,
      blank: null,
    },
  ],
  fundShare: { kind: 'rate', rate: always(700_000) },
  pointValue: {
    word: 'point',
    pools: ['scheme'],
    decimals: 4,
    mode: 'half-up',
    budget: { kind: 'given', value: always(10 * million) },
    settlement: 'fund-over-rate',
    allocation: 'points',
    fundRate: always(700_000),
    moneyCases: 'first',
  },
  costCap: null,
  budget: {
    fund: always(fen(20_000_00)),
    reserve: always(50_000),
    institutions: null,
    months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  },
  advance: { basis: 'filed-month', ratio: always(500_000), most: null },
  month: { deposit: always(50_000), offset: 'month' },
  clearing: {
    payable: 'cases',
    settle: 'all',
    savings: null,
    overspend: null,
    overspendLimit: 'reserve',
    lowCost: null,
    assessment: always([
      { from: 0, share: 0 },
      { from: 80 * million, share: 600_000 },
      { from: 90 * million, share: million },
    ]),
  },
  review: { cap: always(500_000), period: 'year', capMode: 'ceil', kinds: [] },
  capitation: null,
}

export function lawOf(changes: Partial<PaymentPlan> = {}, tables: readonly GroupTable[] = [weights]): PaymentLaw {
  const changed = { ...plan, ...changes }
  return { plan: changed, tables, hash: contentHash({ plan: changed, tables }) }
}

/** Lets the division group by the starter scheme. */
export async function groupByStarter({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const folder = await readSchemeFolder(starterScheme)
  const scope = { division, insurance: scheme, range: { from, until: null } } as const
  const done = await importScheme(
    schemeStore(pool),
    {
      scheme: folder.scheme,
      digest: folder.digest,
      codeEdition: null,
      scope,
      at: localDateTime('2023-01-01 08:00:00'),
    },
    false,
  )
  if (!done.ok) throw new Error(done.error.code)
}

/** The desk of the payer at a set time. */
export function deskAt(database: Pick<Database, 'pool'>, at = '2023-12-02 09:00:00'): PaymentDesk {
  const now = (): LocalDateTime => localDateTime(at)
  return paymentDesk(database.pool, { now, newId: idSource() })
}

export const monthOrder: MonthOrder = { division, scheme, month, actor: atConsole, open: false, hold: false }

/** The month-end as a test asks for it. */
export const endMonth = (desk: PaymentDesk, more: Partial<MonthOrder> = {}) =>
  runMonth(desk, { ...monthOrder, ...more }, () => undefined)

const appendicitis = { ...pneumonia, diag_code: 'K35.800x001', diag_name: '急性阑尾炎' }
const peritonitis = { ...pneumonia, diag_code: 'K65.900', diag_name: '腹膜炎', maindiag_flag: '0' }
const appendectomy = { ...bronchoscopy, oprn_oprt_code: '47.0100', oprn_oprt_name: '腹腔镜下阑尾切除术' }

/** Nodes of a list: GD25, GD23, and one that no group takes. */
export const lists = {
  plain: { diseinfo: [appendicitis], oprninfo: appendectomy },
  complicated: { diseinfo: [appendicitis, peritonitis], oprninfo: appendectomy },
  ungrouped: {},
} as const satisfies Readonly<Record<string, Envelope>>

/** Submits the list of a settled stay. */
export async function submitList(till: Till, stay: SettledStay, rows: Envelope): Promise<void> {
  expectOk(await till.ask('4101A', stay.who, listInput(stay, { stas_type: '1' }, rows)))
}

/** A settled stay of 3,100 yuan with its submitted list. */
export async function listedStay(world: World, till: Till, rows: Envelope): Promise<SettledStay> {
  const stay = await settledStay(world, till)
  await submitList(till, stay, rows)
  return stay
}
