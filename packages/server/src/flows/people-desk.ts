import type { Insured } from '@yibao/core/encounter'
import type { LocalDateTime } from '@yibao/core/kernel'
import { type Asker, pageOf, withinReach } from './asker.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { Page, PeopleStore, PersonQuestion, ShownPerson } from './rest-ports.ts'

export interface PeopleDesk extends OperationSource {
  readonly people: PeopleStore
  readonly log: Pick<OperationLog, 'note'>
}

/** What was asked, for the log: which people were found says enough, whoever else has that name or number is nobody's business. */
const askedText = (question: PersonQuestion): object =>
  question.by === 'number' ? { by: question.by, insuredId: question.insuredId } : { by: question.by }

/** One page of the people whom the question finds within reach; the search is written down before anything is shown. */
export async function findPeople(
  desk: PeopleDesk,
  { reach, actor }: Pick<Asker, 'reach'> & { readonly actor: Actor },
  question: PersonQuestion,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Page<Insured, string>> {
  const found = await desk.people.find(question, reach, page.after, page.limit + 1)
  const shown = pageOf(found, page.limit, ({ insuredId }) => insuredId)
  const details = { ...askedText(question), found: shown.rows.map(({ insuredId }) => insuredId) }
  await desk.log.note(operationOf(desk, actor, { action: 'people.find', details }))
  return shown
}

/** Null when there is no such person within reach. */
export async function lookAtPerson(
  { people }: Pick<PeopleDesk, 'people'>,
  asker: Asker,
  insuredId: string,
): Promise<ShownPerson | null> {
  return withinReach(asker, insuredId, await people.person(insuredId))
}

/** A person with name and numbers as they are; who looks and why is written down before. Null as `lookAtPerson`. */
export async function unmaskPerson(
  desk: PeopleDesk,
  asker: Asker & { readonly actor: Actor },
  { insuredId, reason }: { readonly insuredId: string; readonly reason: string },
): Promise<{ readonly insured: Insured; readonly at: LocalDateTime } | null> {
  const found = await lookAtPerson(desk, asker, insuredId)
  if (found === null) return null
  const operation = operationOf(desk, asker.actor, { action: 'people.unmask', target: insuredId, reason })
  await desk.log.note(operation)
  return { insured: found.insured, at: operation.at }
}
