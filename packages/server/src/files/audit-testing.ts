import { type AuditCase, casesOf } from './audit-cases.ts'
import { type RuleSurroundings, ruleOfSheet, type WrittenRule } from './audit-rule-yaml.ts'
import { knowledgeShapesOf, sideTablesOf } from './audit-tables-yaml.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'

/** Tables that tests of the reader name. */
export const surroundings: RuleSurroundings = {
  sides: sideTablesOf(
    openSheet(
      'side-tables.yaml',
      'lab: { zh: 检验, en: lab, keys: [insured], columns: { at: time, test: text, value: number? } }\n' +
        'ledger: { zh: 进销存, en: ledger, keys: [provider, item], columns: { at: time, quantity: number } }\n',
      [],
    ),
  ),
  shapes: knowledgeShapesOf(
    openSheet(
      'tables.yaml',
      'frequency: { zh: 频次, en: frequency, key: code, columns: { limit: number, note: text? } }\n' +
        'duplicate: { zh: 重复, en: duplicates, key: pair, columns: { within: text } }\n',
      [],
    ),
  ),
}

/** A rule about two of one item in a day; `changes` replace or add lines. */
export function ruleText(changes: Readonly<Record<string, string>> = {}): string {
  const lines: Readonly<Record<string, string>> = {
    code: 'M-C02',
    name: '{ zh: 限定频次, en: Frequency }',
    class: 'management',
    basis: '条例第三十八条',
    source: '[N10]',
    evidence: 'official_release',
    confidence: 'high',
    moments: '[pre, in, post]',
    severity: 'violation',
    action: 'deduct',
    stake: 'excess',
    table: 'frequency',
    parameters: '{ slack: 0, cap: 50 yuan, share: 30%, word: abc, codes: [A01, B02] }',
    count:
      '{ each: line, per: [line.item], within: day, measure: { sum: line.qty }, limit: point.limit + param.slack }',
    says: '{ zh: "{line.name} {sum} {limit}", en: "{line.name} {sum}" }',
    range: '{ from: 2025-01-01 }',
    cases: '[]',
    ...changes,
  }
  return Object.entries(lines)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

export interface ReadRule {
  readonly written: WrittenRule | null
  readonly problems: readonly string[]
}

/** Reads a rule and tells what is wrong with it, as authors see it. */
export function readRule(text: string): ReadRule {
  const problems: AuthorProblem[] = []
  const spot = openSheet('M-C02.yaml', text, problems)
  return { written: spot.node === null ? null : ruleOfSheet(spot, surroundings), problems: problems.map(problemText) }
}

/** Reads the cases of a rule too. */
export function readCases(text: string): {
  readonly cases: readonly AuditCase[]
  readonly problems: readonly string[]
} {
  const problems: AuthorProblem[] = []
  const written = ruleOfSheet(openSheet('M-C02.yaml', text, problems), surroundings)
  const cases = written === null ? [] : casesOf(written, { ...surroundings, tables: new Map() })
  return { cases, problems: problems.map(problemText) }
}
