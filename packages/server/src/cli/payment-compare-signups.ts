import { type DivisionCode, isoDate } from '@yibao/core/kernel'
import type { PaymentPlan } from '@yibao/core/payment'
import type pg from 'pg'
import { signedRegion } from '../../sim/signed-people.ts'
import type { ComparedSignups } from '../flows/payment-compare-whole.ts'
import { capitationStore, signedWith } from '../store/capitation-store.ts'

/** What is assumed of plans that pay institutions a budget. */
export const budgetAssumption =
  '假设：机构总额预算 = 住院例数 × 同级别例均基金记账 assumed: a budget is stays × the mean charge of the level'

/** Sign-ups for plans by heads, where only stays are known. */
export function assumedSignups(seed: number, places: Parameters<typeof signedRegion>[1]): ComparedSignups {
  return {
    label: `假设：参保人与二级及以下机构（医共体）签约，人数按住院率 21% 和普查年龄推算，六成患者签在首诊机构（种子 ${seed}）；人头费只按住院测算，无慢病备案 assumed, seed ${seed}: people are signed on with secondary and primary hospitals, as many as 21 stays in a hundred people make probable, by the ages of the census, sixty in a hundred patients where they first went; heads pay for stays alone, nobody filed a disease`,
    ...signedRegion(seed, places),
  }
}

/** Sign-ups on file in the middle of a year, taken for the whole of it; null when there are none. */
export async function storedSignups(
  pool: pg.Pool,
  division: DivisionCode,
  year: number,
  plans: readonly PaymentPlan[],
): Promise<ComparedSignups | null> {
  const byHeads = plans.filter(({ capitation }) => capitation !== null)
  const schemes = [...new Set(byHeads.flatMap((plan) => plan.schemes))]
  const diseases = [
    ...new Set(byHeads.flatMap(({ capitation }) => capitation?.bands.flatMap((band) => band.diseases) ?? [])),
  ]
  const on = isoDate(`${year}-07-01`)
  const heads = await capitationStore(pool).people({ division, schemes }, on, diseases)
  if (heads.length === 0) return null
  const signed = await signedWith(pool, { division, schemes }, on)
  return {
    label: `签约按 ${on} 在库名单，全年相同；人头费只按住院测算 sign-ups as on file on ${on}, for the whole year; heads pay for stays alone`,
    heads,
    signedWith: (insuredId) => signed.get(insuredId) ?? null,
  }
}
