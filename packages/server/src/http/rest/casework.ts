import type { Answer, ErrorCode, ErrorFacts, Input } from '@yibao/contract/rest'
import {
  type Act,
  actsTold,
  assignmentOf,
  fundShareOf,
  type MatterEvent,
  type Measure,
  may,
  namesTold,
  owedBack,
  papersTold,
  toldToInstitution,
} from '@yibao/core/casework'
import { type Fen, fen, isoDate, ok, parseIsoDate, type Result, refuse, sumFen } from '@yibao/core/kernel'
import { maskName, type Reach } from '@yibao/core/office'
import { pageOf, withinReach } from '../../flows/asker.ts'
import { actOn } from '../../flows/casework-act.ts'
import { proposeFor } from '../../flows/casework-assign.ts'
import { isBureau, matterNumber, officesOf } from '../../flows/casework-offices.ts'
import type {
  CaseActor,
  CaseworkDesk,
  CaseworkFlowRefusal,
  FiledMatter,
  MatterDocument,
  MatterKey,
  MatterLine,
} from '../../flows/casework-ports.ts'
import { caseworkFacts } from './casework-facts.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { badPage } from './paging.ts'

type WireMatter = Answer<'matters.get'>
type WireRow = Answer<'matters.list'>['rows'][number]
type WireEvent = Answer<'matters.events'>['rows'][number]
type WireDocument = Answer<'matters.documents'>['rows'][number]

function rowView(filed: FiledMatter, reach: Reach): WireRow {
  const { matter, providerName, personName, billOn } = filed
  const { matterId, procedure, state, version, providerCode, insuredId, rule, title, division } = matter
  const { stake, decided, recovered, openedOn, deadline, reopened } = matter
  const person = { insuredId, personName: personName === null ? null : maskName(personName), billOn }
  const number = matterNumber(filed, reach)
  const known = { matterId, number, procedure, state, version, providerCode, providerName, ...person, rule, title }
  const {
    source,
    linked,
    billUndone = null,
  } = isBureau(reach, filed) ? matter : { source: null, linked: null, billUndone: null }
  return { ...known, source, division, stake, decided, recovered, openedOn, deadline, reopened, linked, billUndone }
}

/** What is told of a matter beside itself: what bounds its money on either side, and what its people are called. */
interface Beside {
  readonly names: Readonly<Record<string, string>>
  readonly owed: Fen
  readonly line: MatterLine | null
}

const lineView = ({ line, others }: MatterLine): WireMatter['line'] => ({
  lineNumber: line.lineNumber,
  share: fundShareOf(line),
  taken: sumFen(others.map(({ decided }) => decided)),
})

function wholeView(filed: FiledMatter, { owed, line, names }: Beside, { reach, user }: SignedInContext): WireMatter {
  const { matter } = filed
  const { firstReviewer, secondReviewer, appealReviewer, investigators, measures, suspendedDays } = matter
  const named = isBureau(reach, filed) || namesTold(matter)
  const offices = officesOf(user, filed)
  return {
    ...rowView(filed, reach),
    ...(named
      ? { firstReviewer, secondReviewer, appealReviewer, investigators, names }
      : { firstReviewer: null, secondReviewer: null, appealReviewer: null, investigators: [], names: {} }),
    measures,
    suspendedDays,
    line: line === null || !isBureau(reach, filed) ? null : lineView(line),
    owedBack: owed,
    may: [...new Set(offices.flatMap((office) => may(matter, office)))].filter((act) => act !== 'pay-back' || owed > 0),
  }
}

function eventView(event: MatterEvent, filed: FiledMatter, reach: Reach): WireEvent {
  const { number, act, office, actor, at, reason, evidence, deadline, holidaysUnknown } = event
  const named = isBureau(reach, filed) || office === 'institution' || namesTold(filed.matter)
  return { number, act, office, actor: named ? actor : null, at, reason, evidence, deadline, holidaysUnknown }
}

function documentView({ number, kind, documentNo, issuedOn, content, digest }: MatterDocument): WireDocument {
  const measures = content.measures.map(({ clause: _clause, ...measure }) => measure)
  return { number, kind, documentNo, issuedOn, reason: content.reason, measures, digest }
}

const keyText = ({ openedOn, matterId }: MatterKey): string => `${openedOn}~${matterId}`

function keyOf(after: string | undefined): Result<MatterKey | null, ReturnType<typeof badPage>> {
  if (after === undefined) return ok(null)
  const [day = '', matterId] = after.split('~')
  const openedOn = parseIsoDate(day)
  return openedOn.ok && matterId !== undefined ? ok({ openedOn: openedOn.value, matterId }) : refuse(badPage(after))
}

const actorOf = (context: SignedInContext): CaseActor => ({
  ...context,
  userId: context.user.userId,
  officesAt: (place) => officesOf(context.user, place),
})

type WireMeasure = NonNullable<Input<'matters.act'>['measures']>[number]

const measureOf = ({ kind, basis, amount, months, until }: WireMeasure): Measure => ({
  kind,
  basis,
  ...(amount === undefined ? {} : { amount: fen(amount) }),
  ...(months === undefined ? {} : { months }),
  ...(until === undefined ? {} : { until: isoDate(until) }),
})

/** The act as core says it. */
function actOf(order: Input<'matters.act'>): Act {
  const { act: kind, reason = null, evidence = [], assignee, assignees, deadline, amount, measures, how } = order
  return {
    kind,
    reason,
    evidence,
    details: {
      ...(assignee === undefined ? {} : { assignee }),
      ...(assignees === undefined ? {} : { assignees }),
      ...(deadline === undefined ? {} : { deadline: isoDate(deadline) }),
      ...(amount === undefined ? {} : { amount: fen(amount) }),
      ...(measures === undefined ? {} : { measures: measures.map(measureOf) }),
      ...(how === undefined ? {} : { how }),
    },
  }
}

/** A refusal of a flow with its facts; one that the routes do not list does not compile. */
function refusalOf(refusal: CaseworkFlowRefusal, facts: ErrorFacts = {}) {
  const code: ErrorCode<'matters.act'> & ErrorCode<'matters.assignees'> = refusal.code
  return refuse({ ...caseworkFacts(refusal), ...facts, code })
}

/** Who acted on a matter meanwhile; an institution's office is told when, and by whom only where it is told names. */
export async function changedMatter(
  { matters }: Pick<CaseworkDesk, 'matters'>,
  { reach, changed }: Pick<SignedInContext, 'reach' | 'changed'>,
  matterId: string,
): Promise<ErrorFacts> {
  const [filed, last] = await Promise.all([matters.matter(matterId), changed('matters', matterId)])
  const named = filed !== null && (isBureau(reach, filed) || namesTold(filed.matter))
  return { changed: { ...last.changed, by: named ? last.changed.by : null } }
}

/** Review items and administrative cases; an institution's office sees its own from the notice on. */
export function caseworkHandlers(desk: CaseworkDesk): HandlersOf<'matters'> {
  const { matters } = desk
  const seen = async (context: SignedInContext, matterId: string): Promise<FiledMatter | null> => {
    const found = await withinReach(context, matterId, await matters.matter(matterId))
    return found !== null && (isBureau(context.reach, found) || toldToInstitution(found.matter)) ? found : null
  }
  const beside = async ({ matter }: FiledMatter): Promise<Beside> => {
    const { matterId, firstReviewer, secondReviewer, appealReviewer, investigators } = matter
    const people = [firstReviewer, secondReviewer, appealReviewer, ...investigators].filter((one) => one !== null)
    return {
      owed: owedBack(await matters.money(matterId)),
      line: await matters.line(matterId),
      names: await matters.names(people),
    }
  }
  const unknown = refuse({ code: 'casework.unknown-matter' } as const)
  return {
    'matters.list': async ({ reach }, asked) => {
      const { limit = usualPage, dueBefore } = asked
      const after = keyOf(asked.after)
      if (!after.ok) return after
      const { procedure = null, state = null, providerCode = null } = asked
      // Nobody is to find out by asking what he is not shown.
      const isOfBureau = reach.institutions.length === 0
      const { source = null, userId = null } = isOfBureau ? asked : {}
      const due = dueBefore === undefined ? null : isoDate(dueBefore)
      const billUndone = isOfBureau && asked.billUndone === 'only'
      const filter = { procedure, state, source, providerCode, userId, dueBefore: due, billUndone }
      const found = await matters.list(filter, reach, after.value, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ matter }) => keyText(matter))
      return ok({ rows: rows.map((row) => rowView(row, reach)), next })
    },

    'matters.get': async (context, { matterId }) => {
      const found = await seen(context, matterId)
      return found === null ? unknown : ok(wholeView(found, await beside(found), context))
    },

    'matters.events': async (context, { matterId }) => {
      const found = await seen(context, matterId)
      if (found === null) return unknown
      const { reach } = context
      const events = (await matters.events(matterId)).filter(({ act }) => isBureau(reach, found) || actsTold.has(act))
      const rows = events.map((event) => eventView(event, found, reach))
      const names = await matters.names(rows.flatMap(({ actor }) => (actor === null ? [] : [actor])))
      return ok({ rows, names })
    },

    'matters.documents': async (context, { matterId }) => {
      const found = await seen(context, matterId)
      if (found === null) return unknown
      const papers = await matters.documents(matterId)
      const shown = papers.filter(({ kind }) => isBureau(context.reach, found) || papersTold.has(kind))
      return ok({ rows: shown.map(documentView) })
    },

    'matters.assignees': async (context, { matterId }) => {
      const found = await seen(context, matterId)
      if (found === null) return unknown
      const proposed = await proposeFor(desk, context.user, found, assignmentOf(found.matter)?.count ?? 1)
      if (!proposed.ok) return refusalOf(proposed.error)
      return ok({ userIds: proposed.value, names: await matters.names(proposed.value) })
    },

    'matters.act': async (context, order) => {
      const { matterId, version, scheme } = order
      if ((await seen(context, matterId)) === null) return unknown
      const chosen = scheme === undefined ? {} : { scheme }
      const done = await actOn(desk, actorOf(context), { matterId, version, act: actOf(order), ...chosen })
      if (!done.ok) {
        const facts =
          done.error.code === 'casework.changed-meanwhile' ? await changedMatter(desk, context, matterId) : {}
        return refusalOf(done.error, facts)
      }
      const { filed, event, document, opened } = done.value
      return ok({
        matter: wholeView(filed, await beside(filed), context),
        event: eventView(event, filed, context.reach),
        document: document === null ? null : documentView(document),
        opened,
      })
    },
  }
}
