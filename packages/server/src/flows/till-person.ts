import type { PlanBook } from '@yibao/core/benefit'
import { enrolmentOn } from '@yibao/core/encounter'
import type { Filing } from '@yibao/core/filing'
import { ageOn, type DivisionCode, dateOf, inRange, ok, type Result, refuse } from '@yibao/core/kernel'
import { maskName, maskNumber } from '@yibao/core/office'
import { type RunningTotal, totalsOn } from '@yibao/core/settlement'
import type { Asker } from './asker.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import { lookAtPerson } from './people-desk.ts'
import type { Ports } from './ports.ts'
import type { PeopleStore } from './rest-ports.ts'
import type { TillReads } from './till-ports.ts'

export interface PersonDesk extends OperationSource {
  readonly ports: Pick<Ports, 'people' | 'registry' | 'clock'>
  readonly people: PeopleStore
  readonly reads: Pick<TillReads, 'openVisits'>
  readonly log: Pick<OperationLog, 'note'>
}

/** How somebody is identified: by a certificate, as anybody who comes to the window, or as one who was here before. */
export type TillQuestion =
  | { readonly by: 'certificate'; readonly type: string; readonly number: string }
  | { readonly by: 'number'; readonly insuredId: string }

/** National `mdtrt_cert_type` of the identity card, some readers of which give its check digit as a small x. */
const identityCard = '02'

async function personAsked(
  desk: PersonDesk,
  asker: Asker,
  providerCode: string,
  question: TillQuestion,
): Promise<string | null> {
  if (question.by === 'certificate') {
    const { type, number } = question
    return desk.ports.people.findByCertificate(type, type === identityCard ? number.toUpperCase() : number)
  }
  const own = { ...asker, reach: { regions: [], institutions: [providerCode] } }
  return (await lookAtPerson(desk, own, question.insuredId))?.insured.insuredId ?? null
}

function filingView(filing: Filing) {
  const { filingId, range } = filing
  const days = { filingId, from: range.from, until: range.until }
  switch (filing.kind) {
    case 'chronic':
      return { ...days, kind: filing.kind, code: filing.diseaseCode, name: filing.diseaseName }
    case 'transfer':
      return { ...days, kind: filing.kind, code: filing.toProvider, name: filing.details.reflin_medins_name ?? '' }
    case 'designated':
      return { ...days, kind: filing.kind, code: filing.business, name: filing.providerCode }
  }
}

/** What the law of a region calls a running total; its code where no plan keeps it any more. */
export function totalLabel(
  { packs }: PlanBook,
  division: DivisionCode | undefined,
  { scheme, code }: Pick<RunningTotal, 'scheme' | 'code'>,
): string {
  const plans = packs.find((pack) => pack.division === division)?.plans ?? []
  const rules = plans.filter((plan) => plan.scheme === scheme).flatMap(({ totals }) => totals)
  return rules.find((rule) => rule.code === code)?.label ?? code
}

/** What a cashier sees of a person, name and number masked; the look is written down before. Refuses with `unknown`. */
export async function personAtTill(
  desk: PersonDesk,
  asker: Asker & { readonly actor: Actor },
  providerCode: string,
  question: TillQuestion,
) {
  const unknown: Result<never, 'unknown'> = refuse('unknown')
  const insuredId = await personAsked(desk, asker, providerCode, question)
  if (insuredId === null) return unknown
  const { people, registry, clock } = desk.ports
  const gathered = await people.gather({ insuredId, providerCode, msgid: '', about: { kind: 'person' } })
  if (gathered === null) return unknown
  const details = { by: question.by, providerCode }
  await desk.log.note(operationOf(desk, asker.actor, { action: 'till.person', target: insuredId, details }))
  const { file } = gathered
  const { name, certificateNumber, gender, birth, diedOn } = file.insured
  const today = dateOf(clock.now())
  return ok({
    insuredId,
    name: maskName(name),
    certificateNumber: maskNumber(certificateNumber),
    gender,
    age: birth > today ? 0 : ageOn(birth, today),
    diedOn,
    accountBalance: file.accountBalance,
    familyOwners: file.family?.length ?? 0,
    enrolments: file.enrolments.map(({ scheme, division, status, personType, range, civilServant }) => ({
      scheme,
      division,
      status,
      personType,
      from: range.from,
      until: range.until,
      inForce: inRange(range, today),
      civilServant,
    })),
    totals: totalsOn(file, registry.book, today).map((total) => {
      const division = enrolmentOn(file.enrolments, total.scheme, today)?.division
      return { ...total, label: totalLabel(registry.book, division, total) }
    }),
    filings: file.filings
      .filter(({ state, range }) => state === 'valid' && (range.until === null || range.until > today))
      .map(filingView),
    openVisits: await desk.reads.openVisits(insuredId, providerCode),
  })
}
