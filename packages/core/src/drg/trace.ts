import type { DischargeRecord } from '../encounter/index.ts'
import type { Grouper } from './compile.ts'
import { resultOf } from './group.ts'
import { invalidReason } from './record.ts'
import { type OpenRecord, openOneOperation, openRecord, type Tables } from './record-open.ts'
import type { MdcRoad, StepRoad } from './trace-roads.ts'
import type {
  ComplicationLevel,
  ComplicationSeen,
  Grouping,
  MdcTried,
  SplitTried,
  StepTried,
  TracedGrouping,
  Walk,
} from './types.ts'

const noSplits: readonly SplitTried[] = Object.freeze([])
const noTables: readonly string[] = Object.freeze([])
const noComplications: readonly ComplicationSeen[] = Object.freeze([])

/** Tries the splits of an ADRG up to the first that holds. */
function trySplits(
  { splits }: StepRoad,
  open: OpenRecord,
): { readonly tried: readonly SplitTried[]; readonly held: boolean } {
  const tried: SplitTried[] = []
  for (const { drg, refuse, collect } of splits) {
    const refused = refuse(open)
    if (refused === null) {
      tried.push({ drg, holds: true, hits: collect(open) })
      return { tried, held: true }
    }
    tried.push(refused)
  }
  return { tried, held: false }
}

/** Takes a step whose gate holds. */
function takeStep(road: StepRoad, open: OpenRecord, result: Grouping | null): StepTried {
  const { name, collect, step } = road
  const hits = collect(open)
  if (step.adrg === null) return { step: name, outcome: 'result', hits, splits: noSplits }
  const { tried, held } = trySplits(road, open)
  if (held) return { step: name, outcome: 'split', hits, splits: tried }
  return { step: name, outcome: result === null ? 'passed' : 'else', hits, splits: tried }
}

/** Walks the steps of an MDC that was entered; writes them down and answers the result. */
function walkSteps(tables: Tables, { steps }: MdcRoad, open: OpenRecord, tried: StepTried[]): Grouping | null {
  for (const road of steps) {
    const refused = road.refuse(open)
    if (refused !== null) {
      tried.push(refused)
      continue
    }
    const result = resultOf(tables, road.step.outcome, open)
    tried.push(takeStep(road, open, result))
    if (result !== null) return result
  }
  return null
}

function walkInOrder({ tables, ungroupable }: Grouper, mdcs: readonly MdcRoad[], open: OpenRecord): Walk {
  const tried: MdcTried[] = []
  const operations = open.onlyOperation === -1 ? 'all' : open.onlyOperation
  for (const road of mdcs) {
    const refused = road.refuse(open)
    if (refused !== null) {
      tried.push(refused)
      continue
    }
    const steps: StepTried[] = []
    const result = walkSteps(tables, road, open, steps)
    tried.push({ mdc: road.code, entered: true, hits: road.collect(open), steps })
    if (result !== null) return { operations, mdcs: tried, result }
  }
  return { operations, mdcs: tried, result: ungroupable }
}

function complicationsSeen({ complications }: Tables, open: OpenRecord): readonly ComplicationSeen[] {
  const { mcc, cc, complicationSets, principalSets, principal } = complications
  const excluding = principalSets[principal[open.diagnoses[0] ?? 0] ?? 0] ?? noTables
  const seen: ComplicationSeen[] = []
  const see = (index: number, level: ComplicationLevel, set: number): void => {
    if (set === 0) return
    const tables = complicationSets[set] ?? noTables
    const shared = tables.filter((table) => excluding.includes(table))
    const excludedBy = shared.length === 0 ? noTables : shared
    seen.push({
      index,
      dx: open.record.diagnoses[index] ?? '',
      level,
      tables,
      excludedBy,
      counted: shared.length === 0,
    })
  }
  for (let index = 1; index < open.diagnosisCount; index += 1) {
    const id = open.diagnoses[index] ?? 0
    see(index, 'MCC', mcc[id] ?? 0)
    see(index, 'CC', cc[id] ?? 0)
  }
  return seen.length === 0 ? noComplications : seen
}

/**
 * Groups one case as `groupCase` does and tells the road: every MDC and step in the scheme's order with the condition that
 * failed, the lists that were hit and by which code, the complications that count and the tables that exclude others, splits,
 * fallbacks.
 *
 * @returns plain data; entries about refusals and the conditions in them are shared between traces and with the scheme
 */
export function traceCase(grouper: Grouper, record: DischargeRecord): TracedGrouping {
  const { scheme, tables, open } = grouper
  const problem = invalidReason(record)
  if (problem !== null) {
    const trace = {
      scheme: scheme.scheme,
      problem,
      principalTables: noTables,
      complications: noComplications,
      walks: [],
    }
    return { grouping: grouper.invalid, trace }
  }
  const { mdcs } = grouper.roads()
  openRecord(tables, open, record)
  const { complications } = tables
  let walk = walkInOrder(grouper, mdcs, open)
  const walks = [walk]
  for (const { whenResult } of scheme.fallbacks) {
    for (let index = 1; walk.result.drg === whenResult && index < record.operations.length; index += 1) {
      openOneOperation(tables, open, index)
      walk = walkInOrder(grouper, mdcs, open)
      walks.push(walk)
    }
  }
  const trace = {
    scheme: scheme.scheme,
    problem: null,
    principalTables: complications.principalSets[complications.principal[open.diagnoses[0] ?? 0] ?? 0] ?? noTables,
    complications: complicationsSeen(tables, open),
    walks,
  }
  return { grouping: walk.result, trace }
}
