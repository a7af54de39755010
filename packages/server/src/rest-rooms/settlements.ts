import { settlementHandlers } from '../http/rest/settlements.ts'
import { settlementStore } from '../store/rest-settlements.ts'
import type { RoomGround } from './ground.ts'

/** Settlements as a desk asks for them. */
export function settlementRoom({ reads, source, log, jobs, registry, packs }: RoomGround) {
  const plans = new Map(packs.flatMap((pack) => pack.plans.map((plan) => [plan.id, plan] as const)))
  return settlementHandlers({
    ...source,
    log,
    jobs,
    settlements: settlementStore(reads),
    institutionName: (providerCode) => registry.provider(providerCode)?.name ?? null,
    planName: (planId) => {
      const plan = plans.get(planId)
      return plan === undefined ? null : { zh: plan.label, en: plan.labelEn }
    },
  })
}
