import type { CandidateLoss, DipTrace, TracedDipGrouping } from '@yibao/core/dip'
import { problemWords, treatmentWords } from './dip-words.ts'
import { type ToldLine, told, toldFailed } from './grouping-lines.ts'

/** Words that stand side by side, Chinese up to the first blank. */
function halves(words: string): readonly [zh: string, en: string] {
  const blank = words.indexOf(' ')
  return [words.slice(0, blank), words.slice(blank + 1)]
}

function lossLine(loss: CandidateLoss): readonly [string, string] {
  switch (loss.by) {
    case 'operations-missing':
      return [`缺少操作 ${loss.missing.join('、')}`, `operations missing: ${loss.missing.join(', ')}`]
    case 'other-operations':
      return [`病例另有操作 ${loss.more.join('、')}`, `the case has more: ${loss.more.join(', ')}`]
    case 'principal-operation':
      return ['不含主要操作', 'lacks the principal operation']
    case 'most-operations':
      return [`所用操作较少：${loss.used} < ${loss.best}`, `uses fewer operations: ${loss.used} < ${loss.best}`]
    case 'nearest-mean-cost':
      return [
        `均次费用较远：${loss.distance} > ${loss.best} 元`,
        `its mean cost is further off: ${loss.distance} > ${loss.best} yuan`,
      ]
    case 'kind-order':
      return [`类别次序在后：${loss.kind} / ${loss.best}`, `comes later by kind: ${loss.kind} / ${loss.best}`]
    case 'case-has-operations':
      return ['病例有操作，不入保守治疗', 'the case has operations']
    case 'uses-no-operation':
      return ['不含病例的操作', 'uses no operation of the case']
    case 'id-order':
      return ['其余相同，按编号取先', 'equal else: the first id is taken']
  }
}

function operationLines({ operations }: DipTrace): readonly ToldLine[] {
  if (operations.length === 0) return [told(0, '无手术操作', 'no operation')]
  return [
    told(0, '手术操作', 'Operations'),
    ...operations.map(({ code, kind, counted }) => {
      const [zh, en] = halves(treatmentWords[kind])
      return told(1, `${code} ${zh}${counted ? '' : '：不计入'}`, `${code} ${en}${counted ? '' : ': not counted'}`)
    }),
  ]
}

/** How a case came into its disease group, every candidate with why it lost. */
export function dipRoadLines({ grouping, trace }: TracedDipGrouping): readonly ToldLine[] {
  const { problem, groupId } = grouping
  const [why, whyEn] = problem === null ? ['', ''] : halves(problemWords[problem.code])
  const result =
    groupId === null
      ? told(0, `未入组 ${why}`.trimEnd(), `No group: ${whyEn}`)
      : told(0, `结果：${groupId}`, `Result: ${groupId}`)
  const [diagnosis, key] = [trace.principalDiagnosis ?? '—', trace.key ?? '—']
  const candidates = trace.candidates.map(({ groupId: id, lost }) => {
    if (lost === null) return told(1, `${id}：是`, `${id}: yes`)
    const [zh, en] = lossLine(lost)
    return toldFailed(1, `${id}：${zh}`, `${id}: ${en}`)
  })
  const { comprehensive } = trace
  return [
    result,
    told(0, `主要诊断 ${diagnosis}，键 ${key}`, `Principal diagnosis ${diagnosis}, key ${key}`),
    ...operationLines(trace),
    ...(candidates.length === 0 ? [] : [told(0, '候选病种', 'Candidates'), ...candidates]),
    ...(comprehensive === null
      ? []
      : [
          told(
            0,
            `综合病种 ${comprehensive.groupId}：${comprehensive.exists ? '目录中有' : '目录中没有'}`,
            `Comprehensive group ${comprehensive.groupId}: ${comprehensive.exists ? 'exists' : 'not in the directory'}`,
          ),
        ]),
    ...trace.charlson.map(({ condition, weight, diagnosis: found }) =>
      told(0, `共病 ${condition} +${weight}（${found}）`, `Comorbidity ${condition} +${weight} (${found})`),
    ),
  ]
}
