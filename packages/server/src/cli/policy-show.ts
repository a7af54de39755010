import type { IsoDate } from '@yibao/core/kernel'
import { type RowOnDate, type RulesOnDate, rulesOnDate } from '../text/plan-on-date.ts'
import { rulesJson, rulesText } from '../text/plan-text.ts'
import type { Language } from '../text/words.ts'
import { print } from './output.ts'
import { readingNamed, rulesNamed, soundPolicy } from './policy-folder.ts'

export interface ShowOptions {
  readonly on: IsoDate
  readonly reading?: string
  readonly policy?: string
  readonly json?: boolean
  readonly lang: Language
}

/** Whether rules that have numbers say none of them on a day. */
export function isBlank({ parameters }: Pick<RulesOnDate, 'parameters'>): boolean {
  const rows: readonly RowOnDate[] = parameters.flatMap((parameter) => parameter.rows)
  return rows.length > 0 && rows.every(({ value }) => value === null)
}

/** A date on which rules say nothing at all is a mistake of whoever asks. */
export function refuseBlank(shown: RulesOnDate): void {
  if (!isBlank(shown)) return
  const { of, on, parameters } = shown
  const { rules } = of
  const rows: readonly RowOnDate[] = parameters.flatMap((parameter) => parameter.rows)
  const first = rows.flatMap(({ firstFrom }) => firstFrom ?? []).sort()[0]
  const from = first === undefined ? '' : `，首个生效日 the first from ${first}`
  throw new Error(
    `${rules.place.file}:${rules.place.line}: ${rules.id} 在 ${on} 没有任何规定 says nothing on ${on}${from}; 请核对日期 check the date`,
  )
}

/** Shows rules with the law of one date filled in. */
export async function policyShow(id: string, options: ShowOptions): Promise<void> {
  const { packs } = await soundPolicy(options.policy)
  const { pack, ...of } = rulesNamed(packs, id)
  const shown = rulesOnDate(pack, options.reading === undefined ? of : readingNamed(of, options.reading), options.on)
  refuseBlank(shown)
  print(options.json === true ? rulesJson(shown) : rulesText(shown, options.lang))
}
