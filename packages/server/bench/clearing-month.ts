import { compileScheme, groupCase } from '@yibao/core/drg'
import type { DischargedCase } from '@yibao/core/encounter'
import { divisionCode, isoDate, type LocalDateTime } from '@yibao/core/kernel'
import { drgCaseGroup } from '@yibao/core/payment'
import type pg from 'pg'
import { type PricedYear, pricedYear } from '../sim/priced-year.ts'
import { caseMix } from '../sim/priced-year-mix.ts'
import { contentHash } from '../src/files/policy-hash.ts'
import { readSchemeFolder } from '../src/files/scheme-folder.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import type { PaymentDesk } from '../src/flows/payment-desk.ts'
import { fittedPlan, measureYear } from '../src/flows/payment-fit.ts'
import type { MonthOrder } from '../src/flows/payment-month.ts'
import { idSource } from '../src/ids.ts'
import { paymentDesk } from '../src/payment-desk.ts'
import { drgGrouper } from '../src/store/payment-groupers.ts'
import { benchPlan, underScheme } from './clearing-plan.ts'

export interface MonthOptions {
  readonly stays: number
  readonly institutions: number
  /** Folder of the grouping scheme. */
  readonly scheme: string
  readonly seed: number
}

/** A month that is ready to be ended: stays in the payer's working copy, a plan in force, institutions registered. */
export interface PlantedMonth {
  readonly scheme: string
  readonly places: PricedYear['places']
  readonly desk: PaymentDesk
  readonly order: MonthOrder
  /** Writes the stays, set by set, as the flow that collects them does. */
  fill(told: (done: number) => void): Promise<void>
}

export const clearingDivision = divisionCode('990000')
const month = '2025-03'
/** The month is over on the clock of the benchmark. */
const now = '2025-04-10 09:00:00' satisfies string as LocalDateTime
const filledAtOnce = 5_000
/** Weights are measured on so many cases of the year before. */
const measuredOn = 60_000

const providers = `insert into provider (provider_code, name, kind, level, level_code, division, valid_from)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])`

async function registerPlaces(pool: pg.Pool, places: PricedYear['places']): Promise<void> {
  await pool.query(providers, [
    places.map(({ providerCode }) => providerCode),
    places.map(({ name }) => name),
    places.map(() => 'hospital'),
    places.map(({ level }) => level),
    places.map(() => '09'),
    places.map(() => clearingDivision),
    places.map(() => isoDate('2020-01-01')),
  ])
}

async function fill(desk: PaymentDesk, cases: Iterable<DischargedCase>, told: (done: number) => void): Promise<void> {
  let chunk: DischargedCase[] = []
  let done = 0
  const write = async (): Promise<void> => {
    const rows = chunk.map((one) => ({ case: one, month, state: 'listed' as const, listVersion: 1 }))
    await desk.cases.put(rows, now)
    done += chunk.length
    chunk = []
    told(done)
  }
  for (const one of cases) {
    chunk.push(one)
    if (chunk.length === filledAtOnce) await write()
  }
  if (chunk.length > 0) await write()
}

/** Makes a generated month ready on an empty database, but for its stays. */
export async function plantMonth(pool: pg.Pool, options: MonthOptions): Promise<PlantedMonth> {
  const { stays, institutions, seed } = options
  const { scheme, digest } = await readSchemeFolder(options.scheme)
  const mix = caseMix(scheme, seed)
  const same = { institutions, division: clearingDivision, scheme: '310', mix } as const
  const year = pricedYear({ ...same, seed, year: 2025, month: 3, cases: stays })
  const before = pricedYear({ ...same, seed: seed + 1, year: 2024, cases: measuredOn })
  const grouper = compileScheme(scheme)
  const measured = await measureYear({
    year: 2024,
    source: { label: '2024', count: before.cases, read: () => before.stream() },
    drg: ({ record }) => drgCaseGroup(groupCase(grouper, record)),
    dipRules: null,
    progress: () => undefined,
  })
  const { plan, tables } = fittedPlan(await benchPlan(clearingDivision), measured)
  const named = tables.map((table) => underScheme(table, scheme.scheme))
  const found = drgGrouper({ scheme, digest })
  const desk: PaymentDesk = {
    ...paymentDesk(pool, { newId: idSource(), now: () => now }),
    groupers: { inForce: async () => found, anyNamed: async () => found },
  }
  await desk.plans.keep({ hash: contentHash({ plan, tables: named }), plan, tables: named }, now, true)
  await registerPlaces(pool, year.places)
  return {
    scheme: scheme.scheme,
    places: year.places,
    desk,
    order: { division: clearingDivision, scheme: '310', month, open: false, hold: true, actor: atConsole },
    fill: (told) => fill(desk, year.stream(), told),
  }
}
