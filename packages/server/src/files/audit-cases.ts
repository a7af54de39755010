import {
  type AuditFinding,
  type AuditGround,
  type AuditRelease,
  type AuditResult,
  type AuditRule,
  auditGround,
  compileRelease,
  interpretRelease,
  type KnowledgeTable,
} from '@yibao/core/audit'
import { fen, quantity, quantityText, yuan } from '@yibao/core/kernel'
import { groundKeys, groundOf } from './audit-case-ground.ts'
import { tableOfCase } from './audit-case-points.ts'
import { quantityField } from './audit-case-values.ts'
import type { AuditPlace, WrittenRule } from './audit-rule-yaml.ts'
import type { KnowledgeShape, SideTable } from './audit-tables-yaml.ts'
import { parameterValue, yuanOf } from './audit-values.ts'
import { complain, entriesOf, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** What shall be so of one finding; absent is not asked. */
interface ExpectedHit {
  readonly line?: string | null
  readonly visit?: string
  readonly stake?: number
  readonly quantity?: number
  readonly point?: string
}

type AuditExpectation =
  | { readonly of: 'hit' }
  | { readonly of: 'none' }
  | { readonly of: 'unknown'; readonly missing: string | null }
  | { readonly of: 'hits'; readonly hits: readonly ExpectedHit[]; readonly missing: string | null }

/** A worked example of a rule. */
export interface AuditCase {
  readonly name: string
  readonly place: AuditPlace
  readonly ground: AuditGround
  readonly expect: AuditExpectation
  /** The rule by itself, with the points of the case or of the shipped table. */
  readonly release: AuditRelease
}

/** What cases may name beyond their rule. */
export interface CaseSurroundings {
  readonly sides: ReadonlyMap<string, SideTable>
  readonly shapes: ReadonlyMap<string, KnowledgeShape>
  readonly tables: ReadonlyMap<string, KnowledgeTable>
}

function hitOf(spot: Spot): ExpectedHit {
  const {
    line,
    visit,
    stake,
    quantity: part,
    point,
  } = fieldsOf(spot, [], ['line', 'visit', 'stake', 'quantity', 'point'])
  const lineId = line === null ? null : textOf(line)
  return {
    ...(line === null ? {} : { line: lineId === 'none' ? null : lineId }),
    ...(visit === null ? {} : { visit: textOf(visit) ?? '' }),
    ...(stake === null ? {} : { stake: yuanOf(stake) }),
    ...(part === null ? {} : { quantity: Number(quantityField(part, '2025-06-10 09:00:00' as never)) }),
    ...(point === null ? {} : { point: textOf(point) ?? '' }),
  }
}

function expectationOf(spot: Spot): AuditExpectation {
  if (isText(spot)) {
    const of = wordOf(spot, ['hit', 'none', 'unknown'])
    return of === 'unknown' ? { of, missing: null } : of === 'hit' ? { of } : { of }
  }
  const { hits, unknown } = fieldsOf(spot, [], ['hits', 'unknown'])
  if (hits === null && unknown === null)
    complain(spot, 'nothing is expected', 'write hit, none, unknown, { hits: [ … ] } or { unknown: line.supplyDays }')
  const missing = unknown === null ? null : textOf(unknown)
  return hits === null ? { of: 'unknown', missing } : { of: 'hits', hits: itemsOf(hits).map(hitOf), missing }
}

function parametersOf(spot: Spot | null, rule: AuditRule): AuditRule['parameters'] {
  if (spot === null) return rule.parameters
  const changed = entriesOf(spot).map((entry) => {
    if (!Object.hasOwn(rule.parameters, entry.name)) {
      complain(
        entry,
        `no parameter \`${entry.name}\``,
        `use one of: ${Object.keys(rule.parameters).join(', ') || 'none'}`,
      )
    }
    return [entry.name, parameterValue(entry)] as const
  })
  return { ...rule.parameters, ...Object.fromEntries(changed) }
}

function caseOf(spot: Spot, { rule }: WrittenRule, { sides, shapes, tables }: CaseSurroundings): AuditCase {
  const fields = fieldsOf(spot, ['name', 'given', 'expect'])
  const { points, parameters } = fieldsOf(fields.given, [], ['points', 'parameters'], groundKeys)
  const shape = rule.table === null ? undefined : shapes.get(rule.table)
  const shipped = rule.table === null ? undefined : tables.get(rule.table)
  if (points !== null && shape === undefined)
    complain(points, 'points of a rule without a table', 'take them out, or name the `table:` of the rule')
  const table = points === null || shape === undefined ? shipped : tableOfCase(points, shape)
  const known = table === undefined ? new Map<string, KnowledgeTable>() : new Map([[table.table, table]])
  return {
    name: textOf(fields.name) ?? '',
    place: { file: spot.sheet.file, line: fields.name.line },
    ground: groundOf(fields.given, sides, ['points', 'parameters']),
    expect: expectationOf(fields.expect),
    // Nobody keeps the release of a case, so it needs no name for good.
    release: { digest: rule.code, rules: [{ ...rule, parameters: parametersOf(parameters, rule) }], tables: known },
  }
}

/** The worked examples of a rule; two hits and two non-hits at least. */
export function casesOf(written: WrittenRule, surroundings: CaseSurroundings): readonly AuditCase[] {
  const cases = written.cases.map((spot) => caseOf(spot, written, surroundings))
  const names = new Set<string>()
  for (const [index, { name }] of cases.entries()) {
    const spot = written.cases[index]
    if (spot !== undefined && names.has(name)) complain(spot, 'two cases of one name', 'give each its own', name)
    names.add(name)
  }
  return cases
}

export function isHitCase({ expect }: AuditCase): boolean {
  return expect.of === 'hit' || (expect.of === 'hits' && expect.hits.length > 0)
}

export type CaseWay = 'compiled' | 'interpreted'

/** Runs the rule of a case over its ground, at the last of its moments. */
export function runAuditCase({ release, ground }: AuditCase, way: CaseWay): AuditResult {
  const [rule] = release.rules
  const moment = rule?.moments.at(-1) ?? 'post'
  const question = { moment, partition: rule?.partition ?? 'person' } as const
  return way === 'compiled'
    ? auditGround(compileRelease(release), ground, question)
    : interpretRelease(release, ground, question)
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

function expectedText({ line, visit, stake, quantity: part, point }: ExpectedHit): string {
  const parts = [
    line === undefined ? '' : `line ${line ?? 'none'}`,
    visit === undefined ? '' : `visit ${visit}`,
    stake === undefined ? '' : `stake ${yuan(fen(stake))}`,
    part === undefined ? '' : `quantity ${quantityText(quantity(part))}`,
    point === undefined ? '' : `point ${point}`,
  ]
  return parts.filter((text) => text !== '').join(', ') || 'any'
}

function foundText({ lineId, visitId, stake, quantity: part, point }: AuditFinding): string {
  return expectedText({
    visit: visitId,
    line: lineId,
    stake,
    ...(part === null ? {} : { quantity: part }),
    ...(point === null ? {} : { point: point.point }),
  })
}

function hitDifferences(hits: readonly ExpectedHit[], findings: readonly AuditFinding[]): readonly string[] {
  const left = [...findings]
  const unmet = hits.filter((expected) => {
    const index = left.findIndex((finding) => isSo(expected, finding))
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
  return [
    ...unmet.map((expected) => `no finding: ${expectedText(expected)}`),
    ...left.map((finding) => `not expected: ${foundText(finding)}`),
  ]
}

/** What came out otherwise than a case expects, in sentences; nothing when all is so. */
export function caseDifferences({ expect }: AuditCase, { findings, notEvaluated }: AuditResult): readonly string[] {
  const unknown = notEvaluated.map(({ missing }) => missing)
  const missingText = unknown.length === 0 ? 'all was evaluated' : `not evaluated for want of ${unknown.join(', ')}`
  const surplus = findings.map((finding) => `not expected: ${foundText(finding)}`)
  if (expect.of === 'hit') return findings.length > 0 ? [] : [`no finding; ${missingText}`]
  if (expect.of === 'none') return [...surplus, ...(unknown.length === 0 ? [] : [missingText])]
  const wanted = expect.missing
  const isMet = wanted === null ? expect.of === 'hits' || unknown.length > 0 : unknown.includes(wanted)
  const want = isMet ? [] : [`${wanted ?? 'something'} should be missing; ${missingText}`]
  return expect.of === 'unknown' ? [...surplus, ...want] : [...hitDifferences(expect.hits, findings), ...want]
}
