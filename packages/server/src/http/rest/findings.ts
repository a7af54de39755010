import { type Answer, findingDays, type Input } from '@yibao/contract/rest'
import { type AuditRule, isMoneyField, type KnowledgePoint, renderSays } from '@yibao/core/audit'
import {
  daysBetween,
  fen,
  type IsoDate,
  isoDate,
  ok,
  parseIsoDate,
  priceText,
  quantityText,
  type Result,
  refuse,
  yuan,
} from '@yibao/core/kernel'
import { maskName } from '@yibao/core/office'
import { pageOf, withinReach } from '../../flows/asker.ts'
import { officesOf } from '../../flows/casework-offices.ts'
import type { CaseActor } from '../../flows/casework-ports.ts'
import { actOnFinding, type FindingActDesk, type FindingActor, takeNamed } from '../../flows/finding-acts.ts'
import type {
  FindingGroup,
  FindingGroupKey,
  FindingPlaceKey,
  FindingQuestion,
  FindingReads,
  FoundLine,
  ListedFinding,
  PlacedFinding,
} from '../../flows/finding-desk-ports.ts'
import { findingText } from '../../text/audit-finding.ts'
import { ruleLines } from '../../text/audit-rule.ts'
import { changedMatter } from './casework.ts'
import { caseworkFacts } from './casework-facts.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { badPage } from './paging.ts'

export interface FindingRest extends FindingActDesk {
  readonly findings: FindingReads
}

type WireRow = Answer<'findings.list'>['rows'][number]
type WireFinding = Answer<'findings.get'>
type WireGroup = Answer<'findings.groups'>['rows'][number]

/** Lines that are shown beside a finding. */
const mostLines = 300

const questionOf = (asked: Input<'findings.list'>): FindingQuestion => {
  const {
    rule = null,
    providerCode = null,
    doctor = null,
    insuredId = null,
    severity = null,
    state = null,
    matterId = null,
  } = asked
  const [from, until] = [asked.from, asked.until].map((day) => (day === undefined ? null : isoDate(day)))
  return { rule, providerCode, doctor, insuredId, severity, state, matterId, from: from ?? null, until: until ?? null }
}

const keyWord = ({ foundOn, findingId }: FindingPlaceKey): string => `${foundOn}_${findingId}`

function readKeyWord(after: string | undefined): Result<FindingPlaceKey | null, ReturnType<typeof badPage>> {
  if (after === undefined) return ok(null)
  const day = parseIsoDate(after.slice(0, 10))
  const findingId = after.slice(11)
  return day.ok && after[10] === '_' && findingId !== ''
    ? ok({ foundOn: day.value, findingId })
    : refuse(badPage(after))
}

const groupWord = ({ stake, key }: FindingGroupKey): string => `${stake}_${key}`

function readGroupWord(after: string | undefined): Result<FindingGroupKey | null, ReturnType<typeof badPage>> {
  if (after === undefined) return ok(null)
  const [, stake, key] = /^(\d{1,16})_(.+)$/u.exec(after) ?? []
  return stake !== undefined && key !== undefined && Number.isSafeInteger(Number(stake))
    ? ok({ stake: fen(Number(stake)), key })
    : refuse(badPage(after))
}

function saysOf({ content, rule }: ListedFinding, known: AuditRule | null): WireRow['says'] {
  if (content.says !== undefined) return content.says
  return known === null ? { zh: rule, en: rule } : renderSays(known, content)
}

function rowView(finding: ListedFinding, rule: AuditRule | null = null): WireRow {
  const { findingId, kind, moment, severity, action, stake, deducted, providerCode, providerName } = finding
  const { insuredId, personName, doctor, visitId, settlementId, lineNumber, foundOn, matter, content } = finding
  return {
    ...{ findingId, kind, moment, rule: finding.rule, severity, action, stake, deducted, providerCode, providerName },
    ...{ insuredId, doctor, visitId, settlementId, lineNumber, foundOn, matter },
    ruleName: content.name ?? rule?.name ?? { zh: finding.rule, en: finding.rule },
    personName: personName === null ? null : maskName(personName),
    says: saysOf(finding, rule),
  }
}

const listText = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value ?? '—'))

const factText = (name: string, value: unknown): string =>
  isMoneyField(name) && typeof value === 'number' && Number.isSafeInteger(value)
    ? `${yuan(fen(value))} 元`
    : listText(value)

const lineName = ({ visitId, lineNumber }: Pick<FoundLine, 'visitId' | 'lineNumber'>): string =>
  `${visitId}/${lineNumber}`

function lineView(line: FoundLine, hit: string, beside: ReadonlySet<string>): WireFinding['lines'][number] {
  const name = lineName(line)
  return {
    ...line,
    price: priceText(line.price),
    quantity: quantityText(line.quantity),
    mark: name === hit ? 'hit' : beside.has(name) ? 'beside' : 'none',
  }
}

function pointView(finding: PlacedFinding, points: readonly KnowledgePoint[]): WireFinding['point'] {
  const { point } = finding.content
  if (point === null) return null
  const known = points.find((one) => one.point === point.point)
  const values = Object.entries(known?.values ?? {}).map(([name, value]) => ({ name, value: listText(value) }))
  return { ...point, values }
}

async function wholeView({ findings }: FindingRest, finding: PlacedFinding): Promise<WireFinding> {
  const { insuredId, visitId, lineNumber, content, digest, foundAt, stands } = finding
  const release = await findings.release(digest)
  const rule = release?.rules.find((one) => one.code === finding.rule && one.range.from === content.ruleFrom) ?? null
  const table = content.point === null ? undefined : release?.tables.get(content.point.table)
  const points = table === undefined ? [] : [...table.points.values()].flat()
  const beside = new Set(content.beside)
  const hit = visitId === null || lineNumber === null ? '' : lineName({ visitId, lineNumber })
  const visits = [...new Set([visitId ?? '', ...content.beside.map((name) => name.split('/')[0] ?? '')])]
  const found =
    insuredId === null ? { lines: [], all: 0 } : await findings.lines(insuredId, visits, [hit, ...beside], mostLines)
  const [zh, en] = rule === null ? [[], []] : [ruleLines(rule, 'zh'), ruleLines(rule, 'en')]
  return {
    ...rowView(finding, rule),
    stands,
    foundAt,
    release: digest,
    ruleFrom: content.ruleFrom,
    basis: content.basis ?? rule?.basis ?? '',
    advice: rule === null ? null : findingText(rule, content),
    definition: zh.map((line, at) => ({ zh: line, en: en[at] ?? line })),
    point: pointView(finding, points),
    facts: content.facts.map(({ name, value }) => ({ name, value: factText(name, value) })),
    group: content.group,
    lines: found.lines.map((line) => lineView(line, hit, beside)),
    linesLeftOut: found.all - found.lines.length,
  }
}

function groupView(by: Input<'findings.groups'>['by'], group: FindingGroup): WireGroup {
  const { name } = group
  if (by !== 'person' || name === null) return group
  const masked = maskName(name.zh)
  return { ...group, name: { zh: masked, en: masked } }
}

const wide = (from: IsoDate, until: IsoDate): boolean => {
  const days = daysBetween(from, until)
  return days < 0 || days >= findingDays
}

/** As whom somebody acts on matters: with the reach that he has for these. */
const actorOf = (context: SignedInContext): FindingActor => {
  const { user, actor, reachFor, beyondReach } = context
  const by: CaseActor = {
    actor,
    userId: user.userId,
    reach: reachFor('matters.read'),
    beyondReach,
    officesAt: (place) => officesOf(user, place),
  }
  return { asker: context, by }
}

type TakeRefusal = Extract<Awaited<ReturnType<typeof takeNamed>>, { ok: false }>['error']

function takeRefusal(refusal: TakeRefusal) {
  if ('findingId' in refusal) return refuse({ code: refusal.code, field: 'findingIds', value: refusal.findingId })
  // Amounts of findings are never below zero, which is all that an opening may be refused for.
  throw new Error(`a finding was refused with ${refusal.code}`)
}

/** What audit rules found: lists, sums, one with everything that it stands on, and taking it up. */
export function findingHandlers(desk: FindingRest): HandlersOf<'findings'> {
  const { findings } = desk
  return {
    'findings.list': async ({ reach }, asked) => {
      const { limit = usualPage } = asked
      const after = readKeyWord(asked.after)
      if (!after.ok) return after
      const found = await findings.find(questionOf(asked), reach, after.value, limit + 1)
      const { rows, next } = pageOf(found, limit, keyWord)
      return ok({ rows: rows.map((row) => rowView(row)), next })
    },

    'findings.groups': async ({ reach }, asked) => {
      const { by, limit = usualPage } = asked
      const [from, until] = [isoDate(asked.from), isoDate(asked.until)]
      if (wide(from, until)) return refuse({ code: 'findings.too-wide', field: 'until', value: asked.until })
      const after = readGroupWord(asked.after)
      if (!after.ok) return after
      const page = { after: after.value, limit: limit + 1 }
      const found = await findings.groups(by, questionOf(asked), reach, page)
      const { rows, next } = pageOf(found, limit, groupWord)
      return ok({ rows: rows.map((row) => groupView(by, row)), next })
    },

    'findings.get': async (context, { findingId }) => {
      const [known] = await findings.named([findingId])
      const found = await withinReach(context, findingId, known ?? null)
      return found === null ? refuse({ code: 'findings.unknown' }) : ok(await wholeView(desk, found))
    },

    'findings.take': async (context, { findingIds }) => {
      const taken = await takeNamed(desk, actorOf(context), findingIds)
      return taken.ok ? ok({ rows: taken.value }) : takeRefusal(taken.error)
    },

    'findings.act': async (context, asked) => {
      const { findingId, act, reason, assignee = null, evidence = [], version = null } = asked
      const deadline = asked.deadline === undefined ? null : isoDate(asked.deadline)
      const order = { findingId, act, reason, assignee, evidence, version, deadline }
      const done = await actOnFinding(desk, actorOf(context), order)
      if (done.ok) return ok({ ...done.value, notAssigned: done.value.notAssigned?.code ?? null })
      const { error } = done
      if ('findingId' in error) return refuse({ code: error.code, value: error.findingId })
      const late = error.code === 'casework.changed-meanwhile'
      const facts = late ? await changedMatter(desk.casework, context, error.matterId) : {}
      return refuse({ ...caseworkFacts(error), ...facts, code: error.code })
    },
  }
}
