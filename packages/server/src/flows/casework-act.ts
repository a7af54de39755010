import {
  type Act,
  act,
  assigneesOf,
  assigns,
  type CaseworkRefusal,
  checkVersion,
  type Matter,
  type MatterEvent,
  type Office,
  open,
  owedBack,
  rowsFrom,
  type Step,
  termOver,
} from '@yibao/core/casework'
import type { SchemeCode } from '@yibao/core/encounter'
import { canonicalText, dateOf, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, reachOf, worksAt } from '@yibao/core/office'
import { withinReach } from './asker.ts'
import { issueDocument } from './casework-documents.ts'
import { moveMoney } from './casework-money.ts'
import { rightOfOffice } from './casework-offices.ts'
import type {
  CaseActor,
  CaseworkDesk,
  CaseworkFlowRefusal,
  CaseworkTables,
  FiledMatter,
  MatterDocument,
  NewMoney,
} from './casework-ports.ts'
import { operationOf } from './operation-log.ts'

/** One act upon a matter, as somebody asks for it who has looked at one version of it. */
export interface ActOrder {
  readonly matterId: string
  readonly version: number
  readonly act: Act
  /** Of `execute`: the insurance whose fund was charged, where the matter does not say. */
  readonly scheme?: SchemeCode
}

export interface Acted {
  readonly filed: FiledMatter
  readonly event: MatterEvent
  readonly document: MatterDocument | null
  readonly money: readonly NewMoney[]
  /** Of `file-case`: the number of the case. */
  readonly opened: string | null
}

type Answer<T> = Promise<Result<T, CaseworkFlowRefusal>>

/** The office in which somebody does something: the one that the table asks for, if it is among the actor's. */
function officeFor(matter: Matter, kind: Act['kind'], offices: readonly Office[]): Office {
  const asked = rowsFrom(matter.procedure, matter.state).filter((row) => row.act === kind)
  const found = asked.find(({ by }) => offices.includes(by))
  return found?.by ?? offices[0] ?? 'reviewer'
}

async function mayBeAssigned(
  desk: CaseworkDesk,
  filed: FiledMatter,
  userIds: readonly string[],
): Promise<CaseworkFlowRefusal | null> {
  for (const userId of userIds) {
    const user = await desk.colleagues.user(userId)
    const fits = user !== null && mayReach(reachOf(user, rightOfOffice.reviewer), filed)
    if (!fits || worksAt(user, filed.matter.providerCode)) return { code: 'casework.not-a-reviewer', userId }
  }
  return null
}

/** Decides an act: what core says, then whether the person assigned may review at all. */
async function decide(desk: CaseworkDesk, by: CaseActor, filed: FiledMatter, asked: Act): Answer<Step> {
  const { matter } = filed
  const people = assigns(asked.kind) ? assigneesOf(asked) : []
  const known = await desk.matters.conflictsOf([...new Set([by.userId, ...people])])
  const actor = {
    userId: by.userId,
    office: officeFor(matter, asked.kind, by.officesAt(filed)),
    conflicts: (userId: string) => known[userId] ?? [],
  }
  const owed = asked.kind === 'pay-back' ? owedBack(await desk.matters.money(matter.matterId)) : undefined
  const terms = { actor, now: desk.now(), law: desk.law, ...(owed === undefined ? {} : { owedBack: owed }) }
  const step = act(matter, asked, terms)
  if (!step.ok) return step
  const refusal = await mayBeAssigned(desk, filed, people)
  if (refusal !== null) return refuse(refusal)
  const [evidence] = asked.evidence.length === 0 ? [] : await desk.matters.unknownEvidence(asked.evidence)
  return evidence === undefined ? step : refuse({ code: 'casework.unknown-evidence', evidence })
}

/** Opens the administrative case that a review item becomes. */
async function openCase(
  desk: CaseworkDesk,
  tables: CaseworkTables,
  filed: FiledMatter,
  { event }: Step,
): Promise<Result<string | null, CaseworkRefusal>> {
  const caseId = event.details.linked
  if (event.act !== 'file-case' || caseId === undefined) return ok(null)
  const { matterId, providerCode, insuredId, doctor, rule, title, stake, division } = filed.matter
  const sourceKey = `${matterId}/${event.number}`
  const item = { source: 'transfer', sourceKey, providerCode, insuredId, doctor, rule, title, stake, division } as const
  const facts = { review: matterId, reason: event.reason, evidence: event.evidence }
  const actor = { userId: event.actor, office: event.office }
  const opened = open(
    { ...item, facts },
    { matterId: caseId, procedure: 'case', actor, now: event.at, law: desk.law, linked: matterId },
  )
  if (!opened.ok) return opened
  await tables.open([{ ...opened.value, intake: { item: { ...item, facts }, scheme: filed.scheme } }])
  await issueDocument(desk, tables, { ...filed, matter: opened.value.matter }, opened.value)
  return ok(caseId)
}

/** Thrown inside the transaction so that nothing of a refused act remains. */
class Refused extends Error {
  readonly refusal: CaseworkFlowRefusal
  constructor(refusal: CaseworkFlowRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

function orThrow<T>(outcome: Result<T, CaseworkFlowRefusal>): T {
  if (outcome.ok) return outcome.value
  throw new Refused(outcome.error)
}

async function record(
  desk: CaseworkDesk,
  by: CaseActor,
  before: FiledMatter,
  { step, scheme }: { readonly step: Step; readonly scheme: SchemeCode | null },
): Promise<Acted> {
  const { matter, event } = step
  const { matterId } = matter
  return desk.matters.inOne(async (tables) => {
    const filed = { ...before, matter, scheme }
    if (!(await tables.advance(filed, before.matter.version, event.at))) {
      throw new Refused({ code: 'casework.changed-meanwhile', matterId, version: before.matter.version })
    }
    await tables.addEvent(event)
    const money = orThrow(await moveMoney(desk, tables, { step, scheme, actor: by.actor }))
    const opened = orThrow(await openCase(desk, tables, filed, step))
    const document = opened === null ? await issueDocument(desk, tables, filed, step) : null
    const { act: kind, reason, office, details, evidence } = event
    const paper = document === null ? {} : { document: document.documentNo, paper: document.digest }
    const moved = money.map(({ kind: what, amount, scheme: of, deductionId, entryId }) => {
      return { what, amount, scheme: of, deductionId, entryId }
    })
    const digest = desk.digest(canonicalText(event))
    const told = { version: event.number, from: before.matter.state, to: matter.state, office, by: by.userId, digest }
    await tables.note(
      operationOf(desk, by.actor, {
        action: `matters.${kind}`,
        target: matterId,
        reason,
        details: { ...told, ...details, evidence, ...paper, ...(moved.length === 0 ? {} : { money: moved }) },
      }),
    )
    return { filed, event, document, money, opened }
  })
}

/**
 * Takes one act upon a matter within reach: what core decides is kept with its paper, its money and its row of the operation log, or
 * nothing of it. Refuses with `casework.unknown-matter` beyond reach, `casework.changed-meanwhile` when the matter has moved on since
 * it was looked at, everything that core refuses, `casework.not-a-reviewer`, `casework.unknown-evidence`, and what moving money refuses.
 */
export async function actOn(desk: CaseworkDesk, by: CaseActor, order: ActOrder): Answer<Acted> {
  const { matterId, version } = order
  const filed = await withinReach(by, matterId, await desk.matters.matter(matterId))
  if (filed === null) return refuse({ code: 'casework.unknown-matter', matterId })
  const current = checkVersion(filed.matter, version)
  if (!current.ok) return current
  const { act: asked } = order
  const linked = asked.kind === 'file-case' ? { linked: desk.newId() } : {}
  const step = await decide(desk, by, filed, { ...asked, details: { ...asked.details, ...linked } })
  if (!step.ok && step.error.code === 'casework.not-now') {
    return refuse(termOver(asked.kind, await desk.matters.events(matterId), dateOf(desk.now())) ?? step.error)
  }
  if (!step.ok) return step
  try {
    const chosen = asked.kind === 'execute' ? (order.scheme ?? null) : null
    return ok(await record(desk, by, filed, { step: step.value, scheme: filed.scheme ?? chosen }))
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal)
    throw error
  }
}
