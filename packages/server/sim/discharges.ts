import type { Scheme } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import { aimAt, type Draft, emptyDraft, usualRange } from './discharges-draft.ts'
import { type Aim, type Pool, poolOf } from './discharges-pool.ts'
import { type Random, randomStream } from './random.ts'

/** What a generated record aims at. */
export const dischargeKinds = ['adrg', 'mdc+op', 'newborn', 'random', 'minor-op-first', 'bad-dx', 'invalid'] as const
type DischargeKind = (typeof dischargeKinds)[number]

export interface GeneratedDischarge {
  readonly kind: DischargeKind
  /** The DRG, or the step of an MDC, that it was aimed at; null when at nothing. It need not arrive there. */
  readonly aim: string | null
  readonly record: DischargeRecord
}

/** How often each kind comes, as weights. */
export type DischargeMix = Readonly<Partial<Record<DischargeKind, number>>>

/** The mix of the shared golden cases. */
const goldenMix: DischargeMix = {
  adrg: 80,
  'mdc+op': 10,
  newborn: 3,
  random: 3,
  'minor-op-first': 1.5,
  'bad-dx': 1,
  invalid: 1.5,
}

const mostSecondary = 4
/** Days of age up to which a birth weight is asked. */
const newbornDays = 28

/** A number of a field that the draft left open; a third of them on a limit of the scheme or next to it. */
function openNumber(pool: Pool, field: keyof typeof usualRange, random: Random): number {
  const limits = pool.limits[field]
  const [low, high] = usualRange[field]
  if (limits.length > 0 && random.chance(1 / 3)) return Math.max(low, random.pick(limits) + random.between(-1, 1))
  return random.between(low, high)
}

function principalOf(pool: Pool, { principalLists }: Draft, random: Random): string {
  const common = pool.inAll(principalLists)
  if (common.length > 0) return random.pick(common)
  const first = principalLists.flatMap((list) => pool.scheme.lists[list] ?? [])
  return random.pick(first.length > 0 ? first : pool.diagnoses)
}

/** A complication of some level that the principal diagnosis does not exclude, where a few draws find one. */
function counting(pool: Pool, choice: readonly string[], principal: string, random: Random): readonly string[] {
  const excluded = new Set((pool.tablesOf.get(principal) ?? []).flatMap((table) => pool.byTable.get(table) ?? []))
  for (let draw = 0; draw < 5 && choice.length > 0; draw += 1) {
    const code = random.pick(choice)
    if (!excluded.has(code)) return [code]
  }
  return []
}

function diagnosesOf(pool: Pool, draft: Draft, random: Random): readonly string[] {
  const principal = principalOf(pool, draft, random)
  const secondary = [...draft.secondary]
  if (draft.wantsMcc) secondary.push(...counting(pool, pool.mcc, principal, random))
  if (draft.wantsCc) secondary.push(...counting(pool, pool.cc, principal, random))
  const [table] = pool.tablesOf.get(principal) ?? []
  const own = table === undefined ? [] : (pool.byTable.get(table) ?? [])
  const choices = draft.wantsNoComplication
    ? [pool.commonDiagnoses, own]
    : [pool.mcc, pool.cc, own, pool.commonDiagnoses]
  const more = random.between(0, Math.max(0, mostSecondary - secondary.length))
  for (let drawn = 0; drawn < more; drawn += 1) {
    const choice = random.pick(choices)
    if (choice.length > 0) secondary.push(random.pick(choice))
  }
  return [principal, ...random.shuffled(secondary)]
}

function operationsOf(pool: Pool, draft: Draft, random: Random): readonly string[] {
  const { firstOperationLists, operations, otherOperations, wantsNoOperation } = draft
  if (wantsNoOperation && random.chance(0.9)) return []
  const firsts = pool.inAll(firstOperationLists)
  const first = firstOperationLists.length > 0 && firsts.length > 0 ? [random.pick(firsts)] : []
  const others = random.shuffled([...operations, ...otherOperations])
  // A record without any call for an operation has one now and then; with one it sometimes has more.
  const called = first.length + others.length > 0
  const more = random.chance(called ? 0.3 : 0.1) && pool.operations.length > 0 ? [random.pick(pool.operations)] : []
  return [...first, ...others, ...more]
}

function ageOf(
  pool: Pool,
  { numbers }: Draft,
  random: Random,
): Pick<DischargeRecord, 'ageYears' | 'ageDays' | 'birthWeightGrams'> {
  const infant = numbers.ageDays !== undefined || numbers.weightG !== undefined
  const ageYears = numbers.ageYears ?? (infant && random.chance(0.95) ? 0 : openNumber(pool, 'ageYears', random))
  if (ageYears > 0) return { ageYears, ageDays: null, birthWeightGrams: null }
  const [soon, late] = usualRange.ageDays
  const drawn =
    numbers.ageDays ??
    (random.chance(0.5) ? random.between(soon, newbornDays + 1) : openNumber(pool, 'ageDays', random))
  const ageDays = Math.min(drawn, late)
  const weighed = ageDays <= newbornDays || numbers.weightG !== undefined
  return {
    ageYears,
    ageDays,
    birthWeightGrams: weighed ? (numbers.weightG ?? openNumber(pool, 'weightG', random)) : null,
  }
}

function finish(pool: Pool, draft: Draft, random: Random): DischargeRecord {
  const { numbers } = draft
  const stayDays = numbers.stayDays ?? Math.max(1, openNumber(pool, 'stayDays', random))
  const leaving = ['1', '1', '1', '1', '1', '1', '1', '2', '4', '5'] as const
  return {
    gender: draft.gender ?? random.pick(['1', '2']),
    ...ageOf(pool, draft, random),
    department: draft.department ?? random.pick(pool.departments),
    stayDays,
    leavingType: draft.leavingType ?? random.pick(leaving),
    diagnoses: diagnosesOf(pool, draft, random),
    operations: operationsOf(pool, draft, random),
    intensiveCareHours: pool.asksIntensiveCare
      ? (numbers.icuHours ?? (random.chance(0.5) ? 0 : openNumber(pool, 'icuHours', random)))
      : null,
  }
}

function aimed(
  pool: Pool,
  aims: readonly Aim[],
  random: Random,
): { readonly draft: Draft; readonly aim: string | null } {
  const draft = emptyDraft()
  if (aims.length === 0) return { draft, aim: null }
  const { mdc, step, adrg } = random.pick(aims)
  aimAt(pool, mdc.when, draft, random)
  if ('result' in step) {
    aimAt(pool, step.when, draft, random)
    return { draft, aim: step.result }
  }
  if (adrg !== null) aimAt(pool, adrg.when, draft, random)
  if (adrg === null || adrg.drgs.length === 0 || random.chance(0.5)) return { draft, aim: step.adrg }
  const split = random.pick(adrg.drgs)
  aimAt(pool, split.when, draft, random)
  return { draft, aim: split.drg }
}

function some(choice: readonly string[], count: number, random: Random): readonly string[] {
  return choice.length === 0 ? [] : Array.from({ length: count }, () => random.pick(choice))
}

/** Takes away or spoils what a record must have. */
function spoil(record: DischargeRecord, random: Random): DischargeRecord {
  return random.pick<() => DischargeRecord>([
    () => ({ ...record, gender: random.pick(['', '0', '9']) }),
    () => ({ ...record, ageYears: 0, ageDays: null, birthWeightGrams: null }),
    () => ({ ...record, ageYears: 0, ageDays: random.between(0, newbornDays), birthWeightGrams: null }),
    () => ({ ...record, ageYears: null, ageDays: null, birthWeightGrams: null }),
    () => ({ ...record, diagnoses: [] }),
  ])()
}

function make(pool: Pool, kind: DischargeKind, random: Random): GeneratedDischarge {
  if (kind === 'mdc+op') {
    const draft = emptyDraft()
    if (pool.mdcs.length > 0) aimAt(pool, random.pick(pool.mdcs).when, draft, random)
    const record = finish(pool, draft, random)
    return { kind, aim: null, record: { ...record, operations: some(pool.operations, random.between(1, 3), random) } }
  }
  if (kind === 'random' || kind === 'bad-dx') {
    const record = finish(pool, emptyDraft(), random)
    const [, ...secondary] = record.diagnoses
    const principal = random.pick(kind === 'random' ? pool.diagnoses : pool.strayDiagnoses)
    const operations = some(pool.operations, random.between(0, 3), random)
    return { kind, aim: null, record: { ...record, diagnoses: [principal, ...secondary], operations } }
  }
  const newborn = kind === 'newborn' && pool.newbornAims.length > 0
  const { draft, aim } = aimed(pool, newborn ? pool.newbornAims : pool.aims, random)
  if (kind === 'newborn') {
    draft.numbers.ageYears = 0
    draft.numbers.ageDays ??= newbornDays + random.pick([-28, -1, 0, 1])
    draft.numbers.weightG ??= openNumber(pool, 'weightG', random)
  }
  const record = finish(pool, draft, random)
  if (kind === 'minor-op-first') {
    const operations = [random.pick(pool.minorOperations), ...record.operations]
    return { kind, aim, record: { ...record, operations } }
  }
  return { kind, aim, record: kind === 'invalid' ? spoil(record, random) : record }
}

/**
 * Makes discharge records that aim at the groups of a scheme: random and synthetic, nobody's.
 *
 * @param mix how often each kind comes; the mix of the shared golden cases unless told
 * @returns a maker of one batch after another; the same scheme, seed and mix give the same records, however they are batched
 * @throws InvariantError when a scheme has no diagnosis at all
 */
export function dischargeMaker(
  scheme: Scheme,
  seed: number,
  mix: DischargeMix = goldenMix,
): (count: number) => readonly GeneratedDischarge[] {
  const pool = poolOf(scheme)
  invariant(pool.diagnoses.length > 0, 'a scheme has lists of diagnoses')
  const random = randomStream(seed, 'discharges')
  return (count) =>
    Array.from({ length: count }, () =>
      make(
        pool,
        random.weighted(dischargeKinds, (kind) => mix[kind] ?? 0),
        random,
      ),
    )
}

/** So many discharge records at once: see `dischargeMaker`. */
export function dischargeRecords(
  scheme: Scheme,
  seed: number,
  count: number,
  mix: DischargeMix = goldenMix,
): readonly GeneratedDischarge[] {
  return dischargeMaker(scheme, seed, mix)(count)
}
