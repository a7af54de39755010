import {
  type AuditGround,
  type AuditRelease,
  type AuditResult,
  type AuditRule,
  auditGround,
  compileRelease,
  interpretRelease,
  type KnowledgeTable,
} from '@yibao/core/audit'
import { groundKeys, groundOf } from './audit-case-ground.ts'
import { tableOfCase } from './audit-case-points.ts'
import { quantityField } from './audit-case-values.ts'
import type { AuditPlace, WrittenRule } from './audit-rule-yaml.ts'
import type { KnowledgeShape, SideTable } from './audit-tables-yaml.ts'
import { parameterValue, yuanOf } from './audit-values.ts'
import { complain, entriesOf, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { bothLanguages, wordOf } from './policy-values.ts'

/** What shall be so of one finding; absent is not asked. */
export interface ExpectedHit {
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
  readonly name: { readonly zh: string; readonly en: string }
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

/** Both names; a plain text is the name in both languages, for authors who write for their own region. */
function nameOf(spot: Spot): AuditCase['name'] {
  if (!isText(spot)) return bothLanguages(spot)
  const name = textOf(spot) ?? ''
  return { zh: name, en: name }
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
    name: nameOf(fields.name),
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
    const twice = [...new Set([name.zh, name.en])].find((one) => names.has(one))
    if (spot !== undefined && twice !== undefined) complain(spot, 'two cases of one name', 'give each its own', twice)
    names.add(name.zh).add(name.en)
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
