import { countedAtMost, type ErrorFacts, type Input, settlementDays } from '@yibao/contract/rest'
import { dateOf, divisionCode, ok, refuse, sumFen } from '@yibao/core/kernel'
import type { FiledSettlement } from '@yibao/core/settlement'
import type { JobDesk } from '../../flows/jobs.ts'
import { startJob } from '../../flows/jobs.ts'
import { noteShown } from '../../flows/looks.ts'
import type { OperationLog } from '../../flows/operation-log.ts'
import type { SettlementFilter, SettlementStore } from '../../flows/rest-ports.ts'
import {
  countSettlements,
  findSettlements,
  lookAtSettlement,
  questionFault,
  type SettlementQuestionFault,
  settlementTimeline,
  withUsualDays,
} from '../../flows/settlement-desk.ts'
import type { SettlementsExport } from '../../flows/settlements-export.ts'
import { traceLines } from '../../text/trace-text.ts'
import { eventFilterOf, visitView } from './care.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { jobRefusal, jobView } from './job-view.ts'
import { eventWord, readEventWord } from './paging.ts'
import { settlementRowView, settlementView } from './settlement-view.ts'

type Asked = Omit<Input<'settlements.count'>, 'after'>

function askedFilter({
  scheme,
  kind,
  division,
  medType,
  totalFrom,
  totalUntil,
  state,
  ...events
}: Asked): SettlementFilter {
  return {
    ...eventFilterOf(events),
    scheme: scheme ?? null,
    kind: kind ?? null,
    division: division === undefined ? null : divisionCode(division),
    medType: medType ?? null,
    totalFrom: totalFrom ?? null,
    totalUntil: totalUntil ?? null,
    state: state ?? null,
  }
}

type QuestionRefusal = ErrorFacts & { readonly code: 'settlements.too-wide' | 'settlements.upside-down' }

function refusalOf(fault: SettlementQuestionFault): QuestionRefusal {
  return fault.code === 'too-wide'
    ? { code: 'settlements.too-wide' }
    : { code: 'settlements.upside-down', field: fault.field, value: fault.value }
}

/** One step of a chain with its payers and its entry. */
function stepView(step: FiledSettlement, messageId: string | null) {
  const { pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other } = step.amounts
  const { hospital, account, family, cash } = step.amounts
  const funds = { pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other }
  const { entryId, kind, at, opposes, postings } = step.entry
  return {
    ...settlementRowView(step),
    fund: sumFen(Object.values(funds)),
    messageId,
    payers: { ...funds, hospital, account, family, cash },
    entry: { entryId, kind, at, opposes, postings },
  }
}

interface SettlementDesk extends JobDesk {
  readonly institutionName: (providerCode: string) => string | null
  /** What a plan of benefits is called; null of one that the centre does not run any more. */
  readonly planName: (planId: string) => { readonly zh: string; readonly en: string } | null
  readonly settlements: SettlementStore
  readonly log: Pick<OperationLog, 'note'>
}

export function settlementHandlers(desk: SettlementDesk): HandlersOf<'settlements'> {
  const { settlements } = desk
  const filterOf = (asked: Asked): SettlementFilter => withUsualDays(askedFilter(asked), dateOf(desk.now()))
  return {
    'settlements.find': async (context, { limit = usualPage, after: word, ...asked }) => {
      const after = readEventWord(word)
      if (!after.ok) return after
      const page = { after: after.value, limit, mostDays: settlementDays }
      const found = await findSettlements(settlements, context, filterOf(asked), page)
      if (!found.ok) return refuse(refusalOf(found.error))
      const { rows, next, lookedTo } = found.value
      const people = rows.map(({ insuredId }) => insuredId)
      await noteShown(desk, context.actor, { action: 'settlements.find', ...asked }, people)
      return ok({ rows, next: next === null ? null : eventWord(next), lookedTo })
    },

    'settlements.count': async (context, { after: word, ...asked }) => {
      const after = readEventWord(word)
      if (!after.ok) return after
      const bounds = { after: after.value, mostDays: settlementDays, most: countedAtMost }
      const filter = filterOf(asked)
      const counted = await countSettlements(settlements, context, filter, bounds)
      if (!counted.ok) return refuse(refusalOf(counted.error))
      const { from, until } = filter
      const { next, ...known } = counted.value
      return ok({ ...known, next: next === null ? null : eventWord(next), from, until })
    },

    'settlements.export': async ({ actor, reach }, { language = 'zh', ...asked }) => {
      const filter = filterOf(asked)
      const fault = questionFault(filter, settlementDays)
      if (fault !== null) return refuse(refusalOf(fault))
      const input: SettlementsExport = { filter, reach, language }
      const target = asked.insuredId ?? asked.providerCode ?? asked.division ?? null
      const order = { kind: 'settlements-export', action: 'settlements.export', actor, input, target } as const
      const started = await startJob(desk, order)
      return started.ok ? ok(jobView(started.value)) : refuse(jobRefusal(started.error))
    },

    'settlements.get': async (context, { insuredId, settlementId, language = 'zh' }) => {
      const found = await lookAtSettlement(settlements, context, { insuredId, settlementId })
      if (found === null) return refuse({ code: 'settlements.unknown' })
      const { settlement, chain, stands, personName } = found
      return ok({
        settlement: settlementView(settlement),
        names: {
          person: personName,
          provider: desk.institutionName(settlement.providerCode),
          plan: desk.planName(settlement.basis.planId),
        },
        lineNumbers: settlement.lineNumbers,
        chain: chain.map(settlementRowView),
        stands,
        traceText: traceLines(settlement.trace, language).join('\n'),
      })
    },

    'settlements.timeline': async (context, asked) => {
      const found = await settlementTimeline(settlements, context, asked)
      if (found === null) return refuse({ code: 'settlements.unknown' })
      const { chain, stands, visit, lines, messages } = found
      const messageOf = new Map(messages.map(({ settlementId, messageId }) => [settlementId, messageId]))
      return ok({
        visit: visit === null ? null : visitView(visit),
        lines,
        messages,
        steps: chain.map((step) => stepView(step, messageOf.get(step.settlementId) ?? null)),
        stands,
      })
    },
  }
}
