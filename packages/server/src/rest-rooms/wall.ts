import { placesOf } from '@yibao/core/policy'
import { latestBeyond } from '../flows/indicator-beyond.ts'
import { openMemo } from '../flows/memo.ts'
import { budgetsOfYear } from '../flows/payment-budget.ts'
import type { BudgetWarning, WallDesk } from '../flows/wall.ts'
import { wallHandlers } from '../http/rest/wall.ts'
import { paymentDesk } from '../payment-desk.ts'
import { wallStore } from '../store/wall-store.ts'
import type { RoomGround } from './ground.ts'
import { runShelf } from './indicators.ts'

/** How far a pool's budget is used, by what the payer's books say of the year. */
function budgetOf({ reads, source }: RoomGround): WallDesk['budget'] {
  const desk = paymentDesk(reads, source)
  return async ({ division, scheme }, today): Promise<BudgetWarning | null> => {
    const report = await budgetsOfYear(desk, { division, scheme, year: today.slice(0, 4) })
    if (!report.ok) return null
    const progress = report.value.region?.progress
    if (progress?.ok !== true) return null
    const { budget, used, planned } = progress.value
    return { division, scheme, plan: report.value.plan, budget, used, planned, over: used > planned }
  }
}

/** The leader's wall. */
export function wallRoom(ground: RoomGround) {
  const { reads, source, packs, dataDir } = ground
  const runs = runShelf(dataDir)
  const names = new Map<string, string>(placesOf(packs).map(({ division, name }) => [division, name]))
  return wallHandlers({
    now: source.now,
    store: wallStore(reads),
    memo: openMemo(() => performance.now()),
    beyond: (reach) => latestBeyond(runs, reach),
    budget: budgetOf(ground),
    divisionName: (division) => names.get(division) ?? null,
  })
}
