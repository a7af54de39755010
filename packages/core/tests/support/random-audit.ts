import fc from 'fast-check'
import type {
  AuditExpression,
  AuditGround,
  AuditLine,
  AuditRelease,
  AuditRule,
  AuditVisit,
  Measure,
  RuleKind,
  Side,
  SideRow,
  Subject,
  Within,
} from '../../src/audit/index.ts'
import { addDays, fen, isoDate, localDateTime, quantity } from '../../src/kernel/index.ts'
import { binary, call, field, is, line, point, release, rule, table, texts, value, visit } from './audit-samples.ts'

const start = isoDate('2025-05-28')
const items = ['X1', 'X2', 'X3', 'Y1'] as const
const anyItem = fc.constantFrom(...items)

/** Present, null or absent, mostly present. */
function maybe<T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(of, { nil: undefined, freq: 5 })
}

function known<T extends object>(fields: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== undefined)) as never
}

const anyTime = (day: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('08:00:00', '09:30:00', '09:30:01', '15:00:00', '23:59:59'))
    .map(([more, clock]) => localDateTime(`${addDays(start, day + more)} ${clock}`))

const anyLine = (day: number, lineId: string): fc.Arbitrary<AuditLine> =>
  fc
    .record({
      item: anyItem,
      at: anyTime(day),
      quantity: maybe(fc.constantFrom(0.1, 0.2, 0.3, 1, 2, 2.5).map((pieces) => quantity(Math.round(pieces * 10_000)))),
      amount: maybe(fc.integer({ min: 0, max: 5_000 }).map(fen)),
      doctor: maybe(fc.constantFrom('D1', 'D2')),
      supplyDays: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      disease: maybe(fc.constantFrom(null, 'M1')),
      isHalved: fc.constantFrom(false, false, true),
    })
    .map(({ item, at, quantity: pieces, isHalved, ...more }) => {
      const { quantity: _, amount: __, ...rest } = line(lineId, item, { at })
      const standing = isHalved && pieces !== undefined ? { standing: quantity(Math.round(pieces / 2)) } : {}
      return { ...rest, ...standing, ...known({ quantity: pieces, ...more }) }
    })

const anyCodes = fc.subarray(['I10', 'E11', 'S72'])

export const anyVisit = (visitId: string, day: number): fc.Arbitrary<AuditVisit> =>
  fc
    .record({
      lines: fc
        .integer({ min: 0, max: 5 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => anyLine(day, `L${n}`)))),
      begin: anyTime(day),
      care: maybe(fc.constantFrom('outpatient' as const, 'inpatient' as const)),
      end: maybe(fc.constantFrom(null, localDateTime(`${addDays(start, day + 3)} 10:00:00`))),
      total: maybe(fc.integer({ min: 0, max: 20_000 }).map(fen)),
      codes: maybe(anyCodes),
      operations: maybe(fc.subarray(['33.1', '44.2'])),
      current: fc.boolean(),
      emergency: maybe(fc.boolean()),
    })
    .map(({ lines, codes, operations, end, ...more }) => {
      const { end: _, care: __, ...rest } = visit(visitId, lines, { begin: more.begin })
      return {
        ...rest,
        ...known({
          ...more,
          end,
          diagnoses: codes?.map((code, index) => ({ code, main: index === 0 })),
          operations: operations?.map((code, index) => ({ code, main: index === 0 })),
        }),
      }
    })

const anySideRow: fc.Arbitrary<SideRow> = fc
  .record({
    insured: fc.constant('P1'),
    visit: maybe(fc.constantFrom('V0', 'V1', 'V9')),
    item: maybe(anyItem),
    at: maybe(fc.integer({ min: 0, max: 9 }).chain(anyTime)),
    value: fc.constantFrom(1, 2, 5),
  })
  .map((row) => known(row) as SideRow)

export const lastDay = addDays(start, 11)

export const anyGround: fc.Arbitrary<AuditGround> = fc
  .record({
    days: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 4 }),
    lab: maybe(fc.array(anySideRow, { maxLength: 4 })),
    historyFrom: fc.constantFrom(null, start, addDays(start, -400), addDays(start, 4)),
    today: fc.constantFrom(lastDay, addDays(start, 40)),
  })
  .chain(({ days, lab, historyFrom, today }) =>
    fc.tuple(...days.map((day, index) => anyVisit(`V${index}`, day))).map((visits) => ({
      visits,
      side: lab === undefined ? {} : { lab },
      historyFrom,
      today,
    })),
  )

const anyNumber = fc.constantFrom(0, 0.3, 1, 2, 3, 10)

/** Conditions and numbers of a row, by the root under which its fields go: `line`, `a`, `b`. */
function anyAtom(root: string, of: Subject['of']): fc.Arbitrary<AuditExpression> {
  const visitOf = root === 'a' || root === 'b' ? `${root}.visit` : 'visit'
  const name = (each: string) => field(`${root}.${each}`)
  const ofVisit = (each: string) =>
    field(of === 'visit' && (root === 'a' || root === 'b') ? `${root}.${each}` : `${visitOf}.${each}`)
  const ofAny: fc.Arbitrary<AuditExpression>[] = [
    fc.constant(binary(ofVisit('care'), '==', value('inpatient'))),
    fc.constant(binary(ofVisit('end'), '==', value(null))),
    fc.constant(binary(ofVisit('hours'), '>', value(20))),
    fc.constant(ofVisit('emergency')),
    fc.constant(call('anyStartsWith', ofVisit('codes'), texts('I', 'S'))),
    anyNumber.map((least) => binary(call('size', ofVisit('lines')), '>', value(least))),
  ]
  const ofLine: fc.Arbitrary<AuditExpression>[] = [
    anyItem.map((item) => binary(name('item'), '==', value(item))),
    fc.subarray([...items]).map((list) => binary(name('item'), 'in', texts(...list))),
    fc.constantFrom('X', 'Y').map((prefix) => call('startsWith', name('item'), value(prefix))),
    anyNumber.map((least) => binary(name('qty'), '>', value(least))),
    anyNumber.map((least) => binary(name('amount'), '>=', value(least * 100))),
    anyNumber.map((least) => binary(name('supplyDays'), '>', value(least))),
    fc.constant(binary(name('doctor'), '==', value('D1'))),
    fc.constant(binary(name('disease'), '<', value('N'))),
    fc.constant<AuditExpression>({ op: 'known', of: name('supplyDays') }),
    fc.constant(binary(binary(name('qty'), '*', name('supplyDays')), '<=', field('param.most'))),
  ]
  const ofCode = [fc.constant(call('startsWith', name('code'), value('I')))]
  const ofSide = [anyNumber.map((least) => binary(name('value'), '>=', value(least)))]
  const own = of === 'line' ? ofLine : of === 'side' ? ofSide : of === 'visit' ? [] : ofCode
  return fc.oneof(...(own.length === 0 ? ofAny : [...own, ...own.slice(0, 3), ...(of === 'side' ? [] : ofAny)]))
}

const anyLoop: fc.Arbitrary<AuditExpression> = fc.constantFrom<AuditExpression>(
  {
    op: 'each',
    take: 'exists',
    over: field('visit.lines'),
    as: 'l',
    body: binary(is('l.item', 'X2'), 'and', binary(field('l.qty'), '>', value(1))),
  },
  { op: 'each', take: 'all', over: field('visit.lines'), as: 'l', body: binary(field('l.supplyDays'), '>', value(1)) },
  { op: 'each', take: 'exists', over: field('side.lab'), as: 'r', body: binary(field('r.value'), '>', value(2)) },
  binary(
    call('sum', { op: 'each', take: 'map', over: field('visit.lines'), as: 'l', body: field('l.qty') }),
    '>',
    value(2),
  ),
  binary(
    call('size', { op: 'each', take: 'filter', over: field('visit.lines'), as: 'l', body: is('l.doctor', 'D2') }),
    '>',
    value(0),
  ),
)

function combined(atom: fc.Arbitrary<AuditExpression>): fc.Arbitrary<AuditExpression> {
  const { tree } = fc.letrec<{ tree: AuditExpression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      atom,
      fc
        .tuple(tie('tree'), fc.constantFrom('and' as const, 'and' as const, 'or' as const), tie('tree'))
        .map(([left, op, right]) => binary(left, op, right)),
      tie('tree').map<AuditExpression>((of) => ({ op: 'not', of })),
      fc
        .tuple(tie('tree'), tie('tree'), tie('tree'))
        .map<AuditExpression>(([when, then, otherwise]) => ({ op: 'choose', when, then, otherwise })),
    ),
  }))
  return tree
}

const handRoots = { line: 'line', visit: 'visit', diagnosis: 'diagnosis', operation: 'operation', side: 'row' } as const

function anyCondition({ of }: Subject): fc.Arbitrary<AuditExpression> {
  const atom = anyAtom(handRoots[of], of)
  return combined(of === 'line' ? fc.oneof({ weight: 6, arbitrary: atom }, { weight: 1, arbitrary: anyLoop }) : atom)
}

const anyBetween: fc.Arbitrary<AuditExpression> = fc.constantFrom(
  binary(field('a.item'), '==', field('b.item')),
  binary(field('a.doctor'), '==', field('b.doctor')),
  binary(field('a.item'), '!=', field('b.item')),
  binary(call('minutes', field('a.at'), field('b.at')), '>', value(30)),
  binary(field('a.qty'), '<', field('b.qty')),
  is('param.most', 6),
)

const anySubject = fc.constantFrom<Subject>(
  { of: 'line' },
  { of: 'line' },
  { of: 'line' },
  { of: 'visit' },
  { of: 'diagnosis' },
  { of: 'operation' },
  { of: 'side', table: 'lab' },
)
const line1: Subject = { of: 'line' }

const anyWithin: fc.Arbitrary<Within> = fc.oneof(
  fc.constantFrom<Within>(
    { unit: 'visit' },
    { unit: 'visit-day' },
    { unit: 'day' },
    { unit: 'month' },
    { unit: 'year' },
    { unit: 'all' },
  ),
  fc
    .tuple(fc.constantFrom('days' as const, 'hours' as const, 'minutes' as const), fc.constantFrom(1, 3, 30))
    .map(([unit, length]): Within => ({ unit, length: value(length) })),
)

function orNone(of: fc.Arbitrary<AuditExpression>): fc.Arbitrary<AuditExpression | null> {
  return fc.option(of)
}

function anyMeasure(of: Subject['of']): fc.Arbitrary<Measure> {
  if (of !== 'line') return fc.constant({ of: 'count' })
  return fc.constantFrom<Measure>(
    { of: 'count' },
    { of: 'sum', value: field('line.qty') },
    { of: 'sum', value: field('line.amount') },
    { of: 'distinct', value: field('line.doctor') },
  )
}

function anyKeys(of: Subject['of']): fc.Arbitrary<readonly AuditExpression[]> {
  if (of === 'line') return fc.subarray([field('line.item'), field('line.doctor')]).filter((keys) => keys.length < 2)
  return fc.constantFrom([], [field('visit.care')])
}

/** Of lines, or of a side table whose rows share the item. */
function anySide(keys: readonly AuditExpression[]): fc.Arbitrary<Side> {
  const lab: Subject = { of: 'side', table: 'lab' }
  const ofLab = fc.record({
    each: fc.constant(lab),
    where: orNone(anyCondition(lab)),
    keys: fc.constant(keys.length === 0 ? keys : [field('row.item')]),
    measure: fc.constant<Measure>({ of: 'sum', value: field('row.value') }),
  })
  const ofLines = fc.record({
    each: fc.constant(line1),
    where: orNone(anyCondition(line1)),
    keys: fc.constant(keys),
    measure: anyMeasure('line'),
  })
  return fc.oneof({ weight: 3, arbitrary: ofLines }, { weight: 1, arbitrary: ofLab })
}

const anyMatch: fc.Arbitrary<RuleKind> = anySubject.chain((each) =>
  anyCondition(each).map((when): RuleKind => ({ kind: 'match', each, when })),
)

const anyCount: fc.Arbitrary<RuleKind> = anySubject.chain((each) =>
  fc.record({
    kind: fc.constant('count' as const),
    each: fc.constant(each),
    where: orNone(anyCondition(each)),
    per: anyKeys(each.of),
    within: anyWithin,
    measure: anyMeasure(each.of),
    limit: anyNumber.map(value),
    hit: fc.constantFrom('over' as const, 'reach' as const),
  }),
)

const anyPair: fc.Arbitrary<RuleKind> = fc.record({
  kind: fc.constant('pair' as const),
  each: fc.constant(line1),
  first: orNone(anyCondition(line1)),
  second: orNone(anyCondition(line1)),
  per: anyKeys('line'),
  within: anyWithin,
  when: orNone(combined(fc.oneof(anyBetween, anyAtom('a', 'line'), anyAtom('b', 'line')))),
})

const anyPartner: fc.Arbitrary<RuleKind> = fc.tuple(anySubject, anySubject).chain(([each, needs]) =>
  fc.record({
    kind: fc.constant('partner' as const),
    each: fc.constant(each),
    where: orNone(anyCondition(each)),
    needs: fc.constant(needs),
    which: combined(
      fc.oneof(
        anyAtom('b', needs.of),
        anyAtom('a', each.of),
        ...(each.of === 'line' && needs.of === 'line' ? [anyBetween] : []),
      ),
    ),
    within: anyWithin,
    direction: fc.constantFrom('before' as const, 'around' as const),
  }),
)

const anyCompare: fc.Arbitrary<RuleKind> = anyKeys('line').chain((keys) =>
  fc.record({
    kind: fc.constant('compare' as const),
    left: anySide(keys),
    right: anySide(keys),
    per: fc.constant([]),
    within: anyWithin,
    op: fc.constantFrom('>' as const, '<' as const, '!=' as const),
    factor: anyNumber.map(value),
    allowance: anyNumber.map(value),
    leftAtLeast: orNone(anyNumber.map(value)),
    rightAtLeast: orNone(anyNumber.map(value)),
  }),
)

const tables = [
  table('limits', {
    X1: [point('1', { limit: 1, group: 'g' }), point('2', { limit: 2, group: 'h' })],
    X2: [point('1', { limit: 1, group: 'g' })],
    Y1: [point('3', { limit: null, group: 'h' })],
  }),
  table(
    'beginnings',
    { X: [point('1', { limit: 1, group: 'g' })], X2: [point('2', { group: 'h' })] },
    { key: 'prefix' },
  ),
  table(
    'pairs',
    { X1: [point('1', { second: 'X2' }), point('2', { second: 'Y1' })], X3: [point('3', { second: 'X3' })] },
    { pairs: true },
  ),
]

const anyRule: fc.Arbitrary<AuditRule> = fc
  .oneof(anyMatch, anyCount, anyPair, anyPartner, anyCompare)
  .chain((does) =>
    fc.record({
      does: fc.constant(does),
      table: fc.constantFrom(null, null, 'limits', 'beginnings', does.kind === 'pair' ? 'pairs' : 'limits'),
      lookback: fc.constantFrom(0, 3, 400),
      stake: fc.constantFrom<AuditRule['stake'][]>('line', 'excess', 'visit', 'fund', 'none', field('line.amount')),
      severity: fc.constantFrom<AuditRule['severity'][]>('violation', 'suspect', 'remind'),
      exceptions: fc.constantFrom<AuditRule['exceptions'][]>(
        [],
        [],
        [{ name: 'emergency', when: field('visit.emergency') }],
      ),
      scope: fc.constantFrom<AuditRule['scope'][]>({}, {}, { care: ['inpatient'] }),
      from: fc.constantFrom(isoDate('2020-01-01'), addDays(start, 4)),
      readsPoint: fc.boolean(),
    }),
  )
  .map(({ does, from, readsPoint, ...more }) => {
    const isPointed = more.table !== null && more.table !== 'pairs' && readsPoint
    const pointed: RuleKind =
      isPointed && does.kind === 'count'
        ? { ...does, per: [field('point.group')], limit: field('point.limit') }
        : isPointed && does.kind === 'match'
          ? { ...does, when: binary(does.when, 'and', binary(field('line.qty'), '>', field('point.limit'))) }
          : does
    return rule(pointed, {
      ...more,
      parameters: { most: 6 },
      range: { from, until: null },
      says: { zh: '{line.name} {sum} {limit} {visit.day}', en: '{line.item}' },
    })
  })

export const anyRelease: fc.Arbitrary<AuditRelease> = fc.array(anyRule, { minLength: 1, maxLength: 6 }).map((rules) =>
  release(
    rules.map((each, index) => ({ ...each, code: `R${index}` })),
    tables,
  ),
)
