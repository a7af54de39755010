import type { PlanBook } from '../benefit/index.ts'
import { type CareKind, careKindOf, type Provider } from '../encounter/index.ts'
import { type IsoDate, ok, type Result, refuse } from '../kernel/index.ts'
import { type FilingRulesOn, filingRulesOn } from '../policy/index.ts'
import type { FilingGroundRefusal } from './filing-refusals.ts'
import { type FilingQuestion, filingGroundOf, isSpecialDrug } from './filing-rules.ts'
import type { ProviderOf } from './transfer.ts'
import type { PersonFile } from './types.ts'

/** What the region of a division asks to be filed on a day. */
export function filingRulesFor({ packs }: PlanBook, region: string, on: IsoDate): FilingRulesOn {
  return filingRulesOn(packs.find(({ division }) => division === region)?.filings, on)
}

type Sold = Pick<FilingQuestion, 'provider' | 'medType' | 'rules'>

/** Whether a pharmacy sells special drugs as the hospital would (双通道), by the rule of the region. */
export function isDualChannel({ provider, medType, rules }: Sold): boolean {
  return rules.dualChannel && provider.kind === 'pharmacy' && isSpecialDrug(medType)
}

/** The kind of care of a purchase: `pharmacy` also for special drugs of the second channel. */
export function soldAs(sold: Sold): CareKind | null {
  return isDualChannel(sold) ? 'pharmacy' : careKindOf(sold.medType)
}

/**
 * The hospital as which a pharmacy is paid for special drugs: the one that certified the filing under which they fall.
 *
 * Refuses as `filingGroundOf` does, and with `settlement.no-doctor`, `.no-prescription`, `.certifiers-differ` (one bill
 * has one level) and `.certifier-unknown`.
 */
export function certifierOf(
  file: PersonFile,
  question: FilingQuestion,
  providerOf: ProviderOf,
): Result<Provider, FilingGroundRefusal> {
  const ground = filingGroundOf(file, question)
  if (!ground.ok) return ground
  for (const { lineNumber: line, ordered } of question.lines) {
    if ((ordered?.doctorCode ?? null) === null) return refuse({ code: 'settlement.no-doctor', line })
    if ((ordered?.prescription ?? null) === null) return refuse({ code: 'settlement.no-prescription', line })
  }
  const used = file.filings.filter(({ filingId }) => ground.value.filings.includes(filingId))
  const codes = [...new Set(used.flatMap((filing) => (filing.kind === 'chronic' ? [filing.certifiedBy] : [])))]
  const [providerCode = ''] = codes
  if (codes.length > 1) return refuse({ code: 'settlement.certifiers-differ', providerCodes: codes })
  const certifier = providerOf(providerCode)
  return certifier === null ? refuse({ code: 'settlement.certifier-unknown', providerCode }) : ok(certifier)
}
