import { type BillLine, type Enrolment, localityOf, type Provider } from '../encounter/index.ts'
import { type ChronicFiling, type Filing, isValidOn, type TransferFiling } from '../filing/index.ts'
import { type DivisionCode, dateOf, type IsoDate, isWithin, ok, type Result, refuse } from '../kernel/index.ts'
import type { Facts, FilingRulesOn, OffSiteRule } from '../policy/index.ts'
import type { FilingGroundRefusal } from './filing-refusals.ts'
import type { PersonFile } from './types.ts'

/** What a bill says that filings are asked about. */
export interface FilingQuestion {
  /** The institution that gives the care, or sells. */
  readonly provider: Provider
  readonly enrolment: Enrolment
  readonly medType: string
  /** The filed disease that the whole visit is about; null when it says none. */
  readonly diseaseCode: string | null
  readonly lines: readonly Pick<BillLine, 'lineNumber' | 'at' | 'ordered'>[]
  readonly rules: FilingRulesOn
}

/** The filings that a bill stands on, by number, and what they tell the plan. */
interface FilingGround {
  readonly filings: readonly string[]
  readonly facts: Facts
}

type Ground = Result<FilingGround, FilingGroundRefusal>

const noGround: FilingGround = { filings: [], facts: {} }

const begins = (medType: string, beginnings: readonly string[]): boolean =>
  beginnings.some((beginning) => medType.startsWith(beginning))

/** National `med_type` 15 and 18 (特药). */
export const isSpecialDrug = (medType: string): boolean => begins(medType, ['15', '18'])

/** National `med_type` 14 (门慢门特). */
const isChronic = (medType: string): boolean => begins(medType, ['14'])

const daysOf = (lines: FilingQuestion['lines']): readonly IsoDate[] => [...new Set(lines.map(({ at }) => dateOf(at)))]

/** The filings of one kind that hold for this insurance, whatever their days; the one filed first comes first. */
function filingsOf<Kind extends Filing['kind']>({ filings }: PersonFile, kind: Kind, { scheme }: Enrolment) {
  return filings
    .filter((filing): filing is Extract<Filing, { kind: Kind }> => filing.kind === kind)
    .filter((filing) => filing.scheme === null || filing.scheme === scheme)
}

/** The filings of the disease that one line treats, valid on its day: of any disease when nobody says which. */
function diseaseFilings(
  file: PersonFile,
  { enrolment, diseaseCode }: Pick<FilingQuestion, 'enrolment' | 'diseaseCode'>,
  line: FilingQuestion['lines'][number],
): { readonly told: string | null; readonly found: readonly ChronicFiling[] } {
  const told = line.ordered?.diseaseCode ?? diseaseCode
  const valid = filingsOf(file, 'chronic', enrolment).filter((filing) => isValidOn(filing, dateOf(line.at)))
  return { told, found: told === null ? valid : valid.filter((filing) => filing.diseaseCode === told) }
}

/**
 * The disease filings under which the lines of chronic care or of special drugs fall. Without the region's rule a bill
 * needs none, and those that it has still tell the plan. The disease is told where there is one only.
 */
function diseaseGround(file: PersonFile, question: FilingQuestion, required: boolean): Ground {
  const { medType, lines } = question
  const filings = new Set<string>()
  const diseases = new Set<string>()
  for (const line of lines) {
    const { told, found } = diseaseFilings(file, question, line)
    const [first] = found
    if (first !== undefined) filings.add(first.filingId)
    else if (required) {
      const kind = isChronic(medType) ? 'chronic' : 'special-drug'
      return refuse({ code: 'settlement.no-filing', kind, about: told, on: dateOf(line.at) })
    }
    for (const { diseaseCode } of found) diseases.add(diseaseCode)
  }
  const [only, ...others] = diseases
  const facts = only === undefined || others.length > 0 ? {} : { chronicDisease: only }
  return ok({ filings: [...filings], facts })
}

/** Whether a transfer was filed to this institution, or to the division in which it stands when that is enough. */
function leadsTo({ toProvider, toDivision }: TransferFiling, provider: Provider, to: OffSiteRule['to']): boolean {
  if (toProvider === provider.providerCode) return true
  // The division was read as one when it was filed.
  return to === 'division' && isWithin(provider.division, toDivision as DivisionCode)
}

/**
 * The transfer by which a person comes here on all of these days. One is needed by a person of another region where the
 * rule says so.
 *
 * @param days of an outpatient bill those of its fees, of a stay that of admission
 * @returns null when nothing is filed and nothing needed
 * Refuses with `settlement.no-filing` of a transfer.
 */
export function offSiteGround(
  file: PersonFile,
  { provider, enrolment, medType }: Pick<FilingQuestion, 'provider' | 'enrolment' | 'medType'>,
  days: readonly IsoDate[],
  rule: FilingRulesOn['offSite'],
): Result<TransferFiling | null, FilingGroundRefusal> {
  const transfers = filingsOf(file, 'transfer', enrolment).filter(
    (filing) => filing.hospitalAgrees && leadsTo(filing, provider, rule?.to ?? 'hospital'),
  )
  const found = transfers.find((filing) => days.every((day) => isValidOn(filing, day)))
  if (found !== undefined) return ok(found)
  const [on] = days
  if (localityOf(provider, enrolment) === 'local') return ok(null)
  if (rule === null || on === undefined || !begins(medType, rule.medTypes)) return ok(null)
  return refuse({ code: 'settlement.no-filing', kind: 'transfer', about: provider.providerCode, on })
}

/** The choice of institution that a rule asks for. */
function designatedGround(file: PersonFile, { provider, enrolment, medType, lines, rules }: FilingQuestion): Ground {
  const rule = rules.designated
  if (rule === null || !begins(medType, rule.medTypes)) return ok(noGround)
  const { business } = rule
  const filings = new Set<string>()
  for (const on of daysOf(lines)) {
    const chosen = filingsOf(file, 'designated', enrolment).filter(
      (filing) => filing.business === business && isValidOn(filing, on),
    )
    const here = chosen.find(({ providerCode }) => providerCode === provider.providerCode)
    const [first] = chosen
    if (first === undefined) return refuse({ code: 'settlement.no-filing', kind: 'designated', about: business, on })
    if (here === undefined) {
      return refuse({ code: 'settlement.designated-elsewhere', business, providerCode: first.providerCode, on })
    }
    filings.add(here.filingId)
  }
  return ok({ filings: [...filings], facts: {} })
}

/**
 * The filings on which an outpatient bill stands, or a purchase.
 *
 * Refuses with `settlement.no-filing` of a disease, a transfer or a choice, and with `settlement.designated-elsewhere`.
 */
export function filingGroundOf(file: PersonFile, question: FilingQuestion): Ground {
  const { provider, medType, lines, rules } = question
  const sold = provider.kind === 'pharmacy'
  const special = isSpecialDrug(medType)
  const treated = isChronic(medType) || special
  const required = special ? sold || rules.specialDrug : rules.chronic
  const disease = treated ? diseaseGround(file, question, required) : ok(noGround)
  if (!disease.ok) return disease
  const transfer = offSiteGround(file, question, daysOf(lines), rules.offSite)
  if (!transfer.ok) return transfer
  const designated = designatedGround(file, question)
  if (!designated.ok) return designated
  const moved = transfer.value
  return ok({
    filings: [...disease.value.filings, ...(moved === null ? [] : [moved.filingId]), ...designated.value.filings],
    facts: { ...disease.value.facts, ...(moved === null ? {} : { referral: 'registered' }) },
  })
}

/** The first filing of those a settlement stood on that has no effect any more; null when all have. */
export function withdrawnOf({ filings }: PersonFile, standsOn: readonly string[] = []): string | null {
  const valid = new Set(filings.filter(({ state }) => state === 'valid').map(({ filingId }) => filingId))
  return standsOn.find((filingId) => !valid.has(filingId)) ?? null
}
