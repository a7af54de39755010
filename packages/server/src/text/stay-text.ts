import type { StayRules } from '@yibao/core/policy'
import { type Language, say } from './words.ts'

/** What a region says of stays, a sentence each; nothing where it says nothing. */
export function stayLines(rules: StayRules | undefined, language: Language): readonly string[] {
  if (rules === undefined) return []
  const { acrossYears, secondDeductible, scheme, transferDays, carry } = rules
  const once = acrossYears === 'one-year'
  const years = once
    ? say(['跨年度住院计入一个年度', 'a stay over the year end is counted in one year'], language)
    : say(['跨年度住院按费用所在年度分段结算', 'a stay over the year end is billed for each year on its own'], language)
  const second = secondDeductible
    ? say(['后一年度另付起付线', 'the later year asks a deductible of its own'], language)
    : say(['整个住院只付一次起付线', 'the whole stay pays one deductible'], language)
  const day =
    scheme === 'admission'
      ? say(['按入院日的参保险种结算', 'bills follow the insurance of the day of admission'], language)
      : say(['按结算日的参保险种结算', 'bills follow the insurance of the day of settlement'], language)
  const days = say(
    [`转院须在出院后 ${transferDays} 日内入院`, `a transfer is admitted within ${transferDays} days of the discharge`],
    language,
  )
  const carried = carry.map(({ from, to }) =>
    say([`险种 ${from} 的累计转入 ${to}`, `running totals of scheme ${from} go with the person into ${to}`], language),
  )
  return [years, ...(once ? [] : [second]), day, days, ...carried]
}
