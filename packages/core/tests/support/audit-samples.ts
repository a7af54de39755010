import type {
  AuditExpression,
  AuditGround,
  AuditLine,
  AuditRelease,
  AuditRule,
  AuditVisit,
  KnowledgePoint,
  KnowledgeTable,
  RuleKind,
} from '../../src/audit/index.ts'
import { fen, isoDate, localDateTime, quantity, unitPrice } from '../../src/kernel/index.ts'

/** A field as expressions name it: `line.item`. */
export function field(name: string): AuditExpression {
  const [root = '', ...path] = name.split('.')
  return { op: 'field', root, path }
}

export function value(plain: number | string | boolean | null): AuditExpression {
  return { op: 'value', value: plain }
}

export function texts(...plain: readonly string[]): AuditExpression {
  return { op: 'list', items: plain.map(value) }
}

type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | 'in' | '+' | '-' | '*' | '/' | '%'

export function binary(left: AuditExpression, op: Operator, right: AuditExpression): AuditExpression {
  return { op, left, right }
}

export function is(name: string, plain: number | string | boolean | null): AuditExpression {
  return binary(field(name), '==', value(plain))
}

export function call(
  name: Extract<AuditExpression, { op: 'call' }>['name'],
  ...args: readonly AuditExpression[]
): AuditExpression {
  return { op: 'call', name, args }
}

export const yes = value(true)

/** One adult's outpatient line at nine o'clock: one piece of ten yuan. */
export function line(lineId: string, item: string, more: Partial<AuditLine> = {}): AuditLine {
  const pieces = more.quantity ?? quantity(10_000)
  return {
    lineId,
    item,
    name: `item ${item}`,
    at: localDateTime('2025-06-10 09:00:00'),
    quantity: pieces,
    price: unitPrice(10_000_000),
    amount: fen(pieces / 10),
    ...more,
  }
}

export function visit(visitId: string, lines: readonly AuditLine[], more: Partial<AuditVisit> = {}): AuditVisit {
  const [first] = lines
  const begin = more.begin ?? first?.at ?? localDateTime('2025-06-10 09:00:00')
  return {
    visitId,
    person: { insuredId: 'P1', sex: 'female', birth: isoDate('1980-01-01') },
    provider: { providerCode: 'H1', kind: 'hospital', level: 'tertiary' },
    current: true,
    care: 'outpatient',
    begin,
    end: begin,
    lines,
    ...more,
  }
}

export function ground(visits: readonly AuditVisit[], more: Partial<AuditGround> = {}): AuditGround {
  return { visits, side: {}, historyFrom: isoDate('2020-01-01'), today: isoDate('2025-06-10'), ...more }
}

export function rule(does: RuleKind, more: Partial<AuditRule> = {}): AuditRule {
  return {
    code: 'R',
    name: { zh: '规则', en: 'rule' },
    class: 'management',
    basis: 'a clause',
    moments: ['pre', 'in', 'post'],
    scope: {},
    severity: 'violation',
    action: 'deduct',
    bears: 'institution',
    stake: 'line',
    table: null,
    partition: 'person',
    lookback: 0,
    parameters: {},
    does,
    exceptions: [],
    says: { zh: '{line.name}', en: '{line.name}' },
    weight: 50,
    range: { from: isoDate('2020-01-01'), until: null },
    ...more,
  }
}

export function point(number: string, values: KnowledgePoint['values'] = {}): KnowledgePoint {
  return { point: number, values, basis: `basis of ${number}` }
}

export function table(
  name: string,
  points: Readonly<Record<string, readonly KnowledgePoint[]>>,
  more: Partial<KnowledgeTable> = {},
): KnowledgeTable {
  return { table: name, key: 'code', points: new Map(Object.entries(points)), pairs: false, ...more }
}

export function release(rules: readonly AuditRule[], tables: readonly KnowledgeTable[] = []): AuditRelease {
  return { digest: 'digest', rules, tables: new Map(tables.map((each) => [each.table, each])) }
}
