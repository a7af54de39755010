import { type Condition, type GroupTrace, partOf, type Scheme, type TracedGrouping } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { complicationLines, recordLine } from './grouping-case.ts'
import { type Failed, failedWords, type Hit, hitsWords, metWords } from './grouping-failed.ts'
import { deeper, type Shown, shownLines, type ToldLine, told, toldFailed } from './grouping-lines.ts'
import { adrgName, drgName, mdcName, problemWords, recordFieldWords, statusWords } from './grouping-words.ts'
import type { Words } from './words.ts'

type Walk = GroupTrace['walks'][number]
type MdcTried = Walk['mdcs'][number]
type Entered = Extract<MdcTried, { readonly entered: true }>
type StepTried = Entered['steps'][number]
type Taken = Exclude<StepTried, { readonly outcome: 'refused' }>
type SplitTried = Taken['splits'][number]

export interface GroupingTextOptions {
  /** Every MDC and step that was tried; otherwise only what the result came by. */
  readonly full: boolean
  readonly shown: Shown
}

/**
 * How a case came into its group, as a coder reads it: the record, the complications that count or do not, the road, the result.
 *
 * @param record the one that was traced
 * @returns lines for a terminal, Chinese and English in turn when both are asked for
 */
export function groupingText(
  scheme: Scheme,
  record: DischargeRecord,
  { grouping, trace }: TracedGrouping,
  { full, shown }: GroupingTextOptions,
): readonly string[] {
  return shownLines(groupingLines(scheme, record, { grouping, trace }, full), shown)
}

/** The same in both languages, each line so far below its heading; `full` tells every MDC and step that was tried. */
export function groupingLines(
  scheme: Scheme,
  record: DischargeRecord,
  { grouping, trace }: TracedGrouping,
  full: boolean,
): readonly ToldLine[] {
  return [...resultLines(scheme, grouping), ...roadLines(scheme, record, trace, full)]
}

function resultLines(scheme: Scheme, { status, mdc, adrg, drg }: TracedGrouping['grouping']): readonly ToldLine[] {
  const words = statusWords[status]
  if (status === 'invalid' || status === 'ungroupable') {
    return [told(0, `结果：${words[0]} ${drg}`, `Result: ${words[1]} ${drg}`)]
  }
  const places = [mdcName(scheme, mdc), ...(status === 'grouped' ? [adrgName(scheme, adrg)] : [])].join(' › ')
  const name = drgName(scheme, drg)
  return [told(0, `结果：${words[0]} ${name}`, `Result: ${words[1]} ${name}`), told(1, places, places)]
}

function roadLines(scheme: Scheme, record: DischargeRecord, trace: GroupTrace, full: boolean): readonly ToldLine[] {
  const { problem, walks } = trace
  if (problem !== null) {
    const [field, words] = [recordFieldWords[problem.field], problemWords[problem.code]]
    const value = problem.value === null ? '' : ` ${problem.value}`
    return [told(0, `原因：${field[0]}${value}：${words[0]}`, `Why: ${field[1]}${value}: ${words[1]}`)]
  }
  const roads = walks.flatMap((walk) => walkLines(scheme, record, walk, full))
  return [recordLine(record), ...complicationLines(trace), told(0, '分组过程', 'Road'), ...deeper(roads)]
}

function walkLines(
  scheme: Scheme,
  record: DischargeRecord,
  { operations, mdcs, result }: Walk,
  full: boolean,
): readonly ToldLine[] {
  const alone = operations === 'all' ? null : (record.operations[operations] ?? '')
  const seen = alone === null ? record : { ...record, operations: [alone] }
  const head =
    alone === null ? [] : [told(0, `只用手术 ${alone} 再分组`, `grouped again with the operation ${alone} alone`)]
  const lines = mdcs.flatMap((mdc) => mdcLines(scheme, seen, mdc, full))
  const nothing =
    result.status === 'ungroupable'
      ? [told(0, '没有 MDC 接受此病例', 'no MDC takes this case'), ...(full ? [] : nearMdcs(scheme, seen, mdcs))]
      : []
  return [...head, ...deeper([...lines, ...nothing], alone === null ? 0 : 1)]
}

/** An MDC whose list was hit and whose gate fails on something else was nearly entered: with another sex, one more site. */
function nearMdcs(scheme: Scheme, record: DischargeRecord, mdcs: readonly MdcTried[]): readonly ToldLine[] {
  return mdcs.flatMap((one) => {
    if (one.entered || !isNear(one.failed)) return []
    const why = failedWords(one.failed, record)
    const name = mdcName(scheme, one.mdc)
    return [toldFailed(1, `${name}：未进入，${why[0]}`, `${name}: not entered, ${why[1]}`)]
  })
}

/** Codes were hit; what failed is a number, the sex or the count of sites. */
function isNear({ condition }: Failed): boolean {
  return ['gender', 'number', 'traumaSites'].includes(partOf(condition).key)
}

function nearStep(scheme: Scheme, record: DischargeRecord, step: StepTried): readonly ToldLine[] {
  return step.outcome === 'refused' && isNear(step.failed) ? stepLines(scheme, record, step, true) : []
}

function mdcLines(scheme: Scheme, record: DischargeRecord, tried: MdcTried, full: boolean): readonly ToldLine[] {
  const name = mdcName(scheme, tried.mdc)
  if (!tried.entered) {
    if (!full) return []
    const why = failedWords(tried.failed, record)
    return [toldFailed(0, `${name}：未进入，${why[0]}`, `${name}: not entered, ${why[1]}`)]
  }
  const why = reason(tried.hits, scheme.mdcs[tried.mdc]?.when ?? null, record)
  const head = told(0, withReason(`${name}：进入`, why[0], '，'), withReason(`${name}: entered`, why[1], ', '))
  const steps = tried.steps.flatMap((step) => stepLines(scheme, record, step, full))
  const refused = tried.steps.filter(({ outcome }) => outcome === 'refused').length
  const skipped =
    !full && refused > 0
      ? [
          told(
            1,
            `${refused} 个 ADRG 或步骤的条件不成立`,
            `${refused} ${refused === 1 ? 'step does' : 'steps do'} not hold`,
          ),
        ]
      : []
  const isResult = tried.steps.some(({ outcome }) => outcome !== 'refused' && outcome !== 'passed')
  const nearly = isResult || full ? [] : tried.steps.flatMap((step) => nearStep(scheme, record, step))
  const onward = isResult ? [] : [told(1, '本 MDC 无结果，转下一个 MDC', 'no result here, on to the next MDC')]
  return [head, ...skipped, ...deeper([...nearly, ...steps]), ...onward]
}

function withReason(text: string, reason: string, comma: string): string {
  return reason === '' ? text : `${text}${comma}${reason}`
}

function stepLines(scheme: Scheme, record: DischargeRecord, tried: StepTried, full: boolean): readonly ToldLine[] {
  const isStep = Object.hasOwn(scheme.adrgs, tried.step)
  const name = isStep ? adrgName(scheme, tried.step) : drgName(scheme, tried.step)
  if (tried.outcome === 'refused') {
    if (!full) return []
    const why = failedWords(tried.failed, record)
    return [toldFailed(0, `${name}：不符，${why[0]}`, `${name}: no, ${why[1]}`)]
  }
  return [takenLine(scheme, record, name, tried), ...deeper(splitLines(scheme, record, tried))]
}

function takenLine(scheme: Scheme, record: DischargeRecord, name: string, { step, outcome, hits }: Taken): ToldLine {
  const [zh, en] = reason(hits, scheme.adrgs[step]?.when ?? null, record)
  if (outcome === 'result') {
    return told(
      0,
      withReason(`${name}：歧义，前面的手术组均不接受此手术`, zh, '，'),
      withReason(`${name}: ambiguous, no operation group before takes this operation`, en, ', '),
    )
  }
  return told(0, withReason(`${name}：符合`, zh, '，'), withReason(`${name}: yes`, en, ', '))
}

/** What a condition was met by: the codes that were hit, then the numbers and the sex it asked for. */
function reason(hits: readonly Hit[], condition: Condition | null, record: DischargeRecord): Words {
  const met = condition === null ? [] : metWords(condition, record)
  const all = [...(hits.length === 0 ? [] : [hitsWords(hits)]), ...met]
  return [all.map(([zh]) => zh).join('，'), all.map(([, en]) => en).join(', ')]
}

function splitLines(scheme: Scheme, record: DischargeRecord, { step, outcome, splits }: Taken): readonly ToldLine[] {
  const conditions = new Map(scheme.adrgs[step]?.drgs.map(({ drg, when }) => [drg, when] as const))
  const lines = splits.map((split) => splitLine(scheme, record, split, conditions.get(split.drg) ?? null))
  if (outcome === 'else')
    return [...lines, told(0, '以上均不成立，取 ADRG 的默认结果', 'none holds: the default of the ADRG')]
  if (outcome === 'passed') return [...lines, told(0, '以上均不成立，继续下一步', 'none holds: on to the next step')]
  return lines
}

function splitLine(scheme: Scheme, record: DischargeRecord, split: SplitTried, condition: Condition | null): ToldLine {
  const name = drgName(scheme, split.drg)
  if (!split.holds) {
    const why = failedWords(split.failed, record)
    return toldFailed(0, `${name}：否，${why[0]}`, `${name}: no, ${why[1]}`)
  }
  const [zh, en] = reason(split.hits, condition, record)
  return told(0, withReason(`${name}：是`, zh, '，'), withReason(`${name}: yes`, en, ', '))
}
