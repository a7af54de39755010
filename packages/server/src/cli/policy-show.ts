import type { IsoDate } from '@yibao/core/kernel'
import { type PlanOnDate, planOnDate, type RowOnDate } from '../text/plan-on-date.ts'
import { planJson, planText } from '../text/plan-text.ts'
import type { Language } from '../text/plan-words.ts'
import { print } from './output.ts'
import { planNamed, soundPolicy } from './policy-folder.ts'

export interface ShowOptions {
  readonly on: IsoDate
  readonly policy?: string
  readonly json?: boolean
  readonly lang: Language
}

/** A date on which a plan says nothing at all is a mistake of whoever asks. */
function refuseBlank({ plan, on, parameters }: PlanOnDate): void {
  const rows: readonly RowOnDate[] = parameters.flatMap((parameter) => parameter.rows)
  if (rows.some(({ value }) => value !== null) || rows.length === 0) return
  const first = rows.flatMap(({ firstFrom }) => firstFrom ?? []).sort()[0]
  const from = first === undefined ? '' : `，首个生效日 the first from ${first}`
  throw new Error(
    `${plan.place.file}:${plan.place.line}: ${plan.id} 在 ${on} 没有任何规定 says nothing on ${on}${from}; 请核对日期 check the date`,
  )
}

/** Shows a plan with the law of one date filled in. */
export async function policyShow(id: string, options: ShowOptions): Promise<void> {
  const { packs } = await soundPolicy(options.policy)
  const { pack, plan } = planNamed(packs, id)
  const shown = planOnDate(pack, plan, options.on)
  refuseBlank(shown)
  print(options.json === true ? planJson(shown) : planText(shown, options.lang))
}
