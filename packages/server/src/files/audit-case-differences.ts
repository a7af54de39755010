import type { AuditFinding, AuditResult } from '@yibao/core/audit'
import { fen, quantity, quantityText, yuan } from '@yibao/core/kernel'
import type { AuditCase, ExpectedHit } from './audit-cases.ts'

/** A sentence in both languages. */
interface Told {
  readonly zh: string
  readonly en: string
}

function isSo(expected: ExpectedHit, { lineId, visitId, stake, quantity: part, point }: AuditFinding): boolean {
  return (
    (expected.line === undefined || expected.line === lineId) &&
    (expected.visit === undefined || expected.visit === visitId) &&
    (expected.stake === undefined || expected.stake === stake) &&
    (expected.quantity === undefined || expected.quantity === part) &&
    (expected.point === undefined || expected.point === point?.point)
  )
}

function hitText({ line, visit, stake, quantity: part, point }: ExpectedHit): Told {
  const parts: readonly Told[] = [
    ...(line === undefined ? [] : [{ zh: line === null ? '无明细' : `明细 ${line}`, en: `line ${line ?? 'none'}` }]),
    ...(visit === undefined ? [] : [{ zh: `就诊 ${visit}`, en: `visit ${visit}` }]),
    ...(stake === undefined ? [] : [{ zh: `金额 ${yuan(fen(stake))}`, en: `stake ${yuan(fen(stake))}` }]),
    ...(part === undefined
      ? []
      : [{ zh: `数量 ${quantityText(quantity(part))}`, en: `quantity ${quantityText(quantity(part))}` }]),
    ...(point === undefined ? [] : [{ zh: `知识点 ${point}`, en: `point ${point}` }]),
  ]
  return parts.length === 0
    ? { zh: '任意', en: 'any' }
    : { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') }
}

function foundText({ lineId, visitId, stake, quantity: part, point }: AuditFinding): Told {
  return hitText({
    visit: visitId,
    line: lineId,
    stake,
    ...(part === null ? {} : { quantity: part }),
    ...(point === null ? {} : { point: point.point }),
  })
}

function surplusOf(finding: AuditFinding): Told {
  const { zh, en } = foundText(finding)
  return { zh: `不应命中：${zh}`, en: `not expected: ${en}` }
}

function hitDifferences(hits: readonly ExpectedHit[], findings: readonly AuditFinding[]): readonly Told[] {
  const left = [...findings]
  const unmet = hits.filter((expected) => {
    const index = left.findIndex((finding) => isSo(expected, finding))
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
  const absent = unmet.map(hitText).map(({ zh, en }) => ({ zh: `应命中而未命中：${zh}`, en: `no finding: ${en}` }))
  return [...absent, ...left.map(surplusOf)]
}

function unknownText(unknown: readonly string[]): Told {
  return unknown.length === 0
    ? { zh: '全部已评估', en: 'all was evaluated' }
    : { zh: `因缺少 ${unknown.join('、')} 未评估`, en: `not evaluated for want of ${unknown.join(', ')}` }
}

/** What came out otherwise than a case expects, in sentences; nothing when all is so. */
export function caseDifferences({ expect }: AuditCase, { findings, notEvaluated }: AuditResult): readonly Told[] {
  const unknown = notEvaluated.map(({ missing }) => missing)
  const evaluated = unknownText(unknown)
  const surplus = findings.map(surplusOf)
  if (expect.of === 'hit')
    return findings.length > 0 ? [] : [{ zh: `未命中；${evaluated.zh}`, en: `no finding; ${evaluated.en}` }]
  if (expect.of === 'none') return [...surplus, ...(unknown.length === 0 ? [] : [evaluated])]
  const wanted = expect.missing
  const isMet = wanted === null ? expect.of === 'hits' || unknown.length > 0 : unknown.includes(wanted)
  const want = isMet
    ? []
    : [
        {
          zh: `应缺少 ${wanted ?? '某项事实'}；${evaluated.zh}`,
          en: `${wanted ?? 'something'} should be missing; ${evaluated.en}`,
        },
      ]
  return expect.of === 'unknown' ? [...surplus, ...want] : [...hitDifferences(expect.hits, findings), ...want]
}
