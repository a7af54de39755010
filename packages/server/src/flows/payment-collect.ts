import type { DischargedCase } from '@yibao/core/encounter'
import { dateOf, type Fen, type IsoDate, type LocalDateTime, subtractFen, sumFen, zeroFen } from '@yibao/core/kernel'
import type { CaseState } from '@yibao/core/payment'
import { dischargeRecordOf, type SettlementList } from '@yibao/core/settlement-list'
import type { CaseStore, CollectedCase, CollectPart, PaymentScope, SettledStay } from './payment-ports.ts'

/** National `med_chrgitm_type`: western medicines, prepared slices, Chinese patent medicines; and material. */
const drugTypes = ['09', '10', '11'] as const
const consumableTypes = ['08'] as const

const page = 1_000

/** What stands in the place of a list that did not come: nothing of it groups. */
const noList = (dischargeWay: string | null): SettlementList => ({
  settlementId: '',
  visitId: '',
  admittedAt: null,
  dischargedAt: null,
  settledFrom: null,
  settledUntil: null,
  dischargeWay,
  birthWeights: [],
  admissionWeights: [],
  ventilator: null,
  comaBefore: null,
  comaAfter: null,
  nursingDays: [null, null, null, null],
  diagnoses: [],
  operations: [],
  intensiveCare: [],
  transfusions: [],
  chronic: [],
  details: {},
})

function chargesOf({ charges }: SettledStay, types: readonly string[]): Fen {
  return sumFen(types.map((type) => charges[type] ?? zeroFen))
}

/**
 * A settled stay as the payer prices it, with all bills that stand. Times are the list's, else those registered with the centre, at last
 * the day of the settlement.
 */
function dischargedCaseOf(stay: SettledStay): DischargedCase {
  const list = stay.list?.content ?? noList(stay.stay?.dischargeWay ?? null)
  const admittedOn = dateOf(list.admittedAt ?? stay.admittedAt)
  const left = list.dischargedAt ?? stay.stay?.dischargedAt ?? null
  const dischargedOn: IsoDate = left === null ? stay.settledOn : dateOf(left)
  const { caseId, providerCode, providerLevel, scheme, division, insuredId, settledOn, total, pool } = stay
  return {
    caseId,
    providerCode,
    providerLevel,
    scheme,
    division,
    insuredId,
    admittedOn,
    dischargedOn,
    settledOn,
    record: dischargeRecordOf(list, {
      insured: stay.insured,
      admittedOn,
      dischargedOn,
      department: stay.department === '' ? null : stay.department,
      dischargeWay: stay.stay?.dischargeWay ?? null,
    }),
    total,
    drugs: chargesOf(stay, drugTypes),
    consumables: chargesOf(stay, consumableTypes),
    fundPaid: pool,
    otherPaid: subtractFen(total, pool),
  }
}

export interface CollectReport {
  readonly month: string
  /** Institutions with cases. */
  readonly institutions: number
  /** Cases of the month with their lists, and those that wait for one. */
  readonly listed: number
  readonly noList: number
  /** Cases that wait because their bills are of several insurances. */
  readonly mixed: number
  /** Cases of closed months that this month accounts for, and why. */
  readonly carried: { readonly listed: number; readonly undone: number }
  /** Cases that left because their settlements no longer stand. */
  readonly left: number
  /** Rows that were not there before, and that came to say something else. */
  readonly fresh: number
  readonly changed: number
  /** Cases whose bill lines do not come to their totals: drugs and consumables are then told too low. */
  readonly linesMissing: number
}

type Counts = {
  -readonly [Name in 'listed' | 'noList' | 'mixed' | 'left' | 'fresh' | 'changed' | 'linesMissing']: number
} & {
  readonly carried: { listed: number; undone: number }
}

function stateOf({ stands, mixed, list }: SettledStay): CaseState {
  if (!stands) return 'undone'
  if (mixed) return 'two-insurances'
  return list === null ? 'no-list' : 'listed'
}

/** What a month makes of a stay that it looks at; null when it stays away from it. */
function collected(stay: SettledStay, part: CollectPart, month: string): CollectedCase | null {
  if (!stay.stands && part === 'of-month') return null
  return { case: dischargedCaseOf(stay), month, state: stateOf(stay), listVersion: stay.list?.version ?? null }
}

/**
 * Collects the settled stays of a month into the payer's working copy. A stay is one case however many bills it had: that of the bill which
 * ended it, in whose month it belongs; bills before it wait for that. One that
 * no longer stands leaves a month that is still open; of a closed month it comes into this one as a difference. What a closed month had to
 * hold, for want of a list or of a price, comes into this one again, and so does what was restored, or reviewed since.
 * May be repeated: only what changed is written.
 */
export async function collectCases(
  store: CaseStore,
  { scope, month, at }: { readonly scope: PaymentScope; readonly month: string; readonly at: LocalDateTime },
  progress: (done: number, all: number) => void,
): Promise<CollectReport> {
  const institutions = await store.institutions(scope, month)
  const counts: Counts = {
    listed: 0,
    noList: 0,
    mixed: 0,
    left: 0,
    fresh: 0,
    changed: 0,
    linesMissing: 0,
    carried: { listed: 0, undone: 0 },
  }
  const withCases = new Set<string>()
  const collectPart = async (providerCode: string, part: CollectPart): Promise<void> => {
    for (let after = ''; ; ) {
      const stays = await store.stays({ scope, month, part, providerCode, after, limit: page })
      const rows = stays.flatMap((stay) => collected(stay, part, month) ?? [])
      if (rows.length > 0) withCases.add(providerCode)
      const { fresh, changed } = await store.put(rows, at)
      counts.fresh += fresh
      counts.changed += changed
      for (const { state } of rows) {
        if (part === 'of-closed-months') counts.carried[state === 'undone' ? 'undone' : 'listed'] += 1
        else if (state === 'listed') counts.listed += 1
        else counts[state === 'no-list' ? 'noList' : 'mixed'] += 1
      }
      counts.linesMissing += stays.filter(
        ({ stands, charges, total }) => stands && sumFen(Object.values(charges)) !== total,
      ).length
      const gone = part === 'of-month' ? stays.filter(({ stands }) => !stands).map(({ caseId }) => caseId) : []
      counts.left += await store.leave(providerCode, gone, month)
      const last = stays.at(-1)
      if (last === undefined || stays.length < page) return
      after = last.caseId
    }
  }
  for (const [index, providerCode] of institutions.entries()) {
    await collectPart(providerCode, 'of-month')
    await collectPart(providerCode, 'of-closed-months')
    progress(index + 1, institutions.length)
  }
  return { month, institutions: withCases.size, ...counts }
}
