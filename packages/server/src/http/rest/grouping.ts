import type { Answer } from '@yibao/contract/rest'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type ExploredCase, exploreCase, type GroupingDesk, type GroupingRoad } from '../../flows/payment-grouping.ts'
import { dipRoadLines } from '../../text/dip-road.ts'
import { groupingLines } from '../../text/grouping.ts'
import type { ToldLine } from '../../text/grouping-lines.ts'
import { missingWords } from '../../text/grouping-nearest.ts'
import { drgName } from '../../text/grouping-words.ts'
import type { HandlersOf } from './handler.ts'

type WireRoad = Answer<'grouping.explain'>['roads'][number]

const lineView = ({ depth, words: [zh, en], failed }: ToldLine): WireRoad['lines'][number] => {
  return { depth, zh, en, holds: failed !== true }
}

function roadView(road: GroupingRoad, { record }: ExploredCase): WireRoad {
  const { kind, digest } = road
  if (kind === 'dip') {
    const { grouper, traced } = road
    const { status, groupId, unknownOperations } = traced.grouping
    const title = grouper.directory.rules.title
    const lines = dipRoadLines(traced).map(lineView)
    return {
      kind,
      digest,
      title,
      status,
      group: groupId,
      groupName: null,
      lines,
      unknown: unknownOperations,
      nearest: [],
    }
  }
  const { grouper, traced, unknown, nearby } = road
  const { scheme } = grouper
  const { status, drg } = traced.grouping
  const grouped = status === 'grouped'
  return {
    kind,
    digest,
    title: scheme.title,
    status,
    group: grouped ? drg : null,
    groupName: grouped ? (scheme.drgNames[drg] ?? null) : null,
    lines: groupingLines(scheme, record, traced, true).map(lineView),
    unknown,
    nearest: nearby.map((one) => ({
      group: one.drg,
      name: drgName(scheme, one.drg),
      verify: one.missing.map((missing) => {
        const [zh, en] = missingWords(scheme, missing)
        return { zh, en }
      }),
    })),
  }
}

function answerOf(explored: Result<ExploredCase, { readonly code: 'payment.unknown-case' | 'grouping.no-grouper' }>) {
  if (!explored.ok) return refuse({ code: explored.error.code })
  const { case: found, record, roads } = explored.value
  const { caseId } = found.facts
  return ok({
    caseId,
    record,
    keptGroup: found.groupCode,
    roads: roads.map((road) => roadView(road, explored.value)),
  })
}

/** How cases came into their groups, and where an edited record would go; an institution's office asks of its own. */
export function groupingHandlers(desk: GroupingDesk): HandlersOf<'grouping'> {
  return {
    'grouping.explain': async (context, asked) => answerOf(await exploreCase(desk, context, asked, null)),
    'grouping.try': async (context, { record, ...asked }) => answerOf(await exploreCase(desk, context, asked, record)),
  }
}
