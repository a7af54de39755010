import type { AuditExpression, AuditRelease, AuditRule, KnowledgeTable } from '@yibao/core/audit'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import type { ArchiveAudit } from '../../src/audit-desk.ts'
import { auditArchive } from '../../src/audit-desk.ts'
import { systemClock } from '../../src/clock.ts'
import { makeRelease } from '../../src/files/audit-release.ts'
import { keepAuditRelease } from '../../src/flows/audit-releases.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { idSource } from '../../src/ids.ts'
import { auditReleaseStore } from '../../src/store/audit-release-store.ts'
import type { Database } from '../../src/store/database.ts'
import { expectOk, settleInput, upload } from './visit.ts'
import { hospital, items, person, type World } from './world.ts'

export const source = { now: systemClock.now, newId: idSource() }
export const division = divisionCode('990200')

const field = (root: string, ...path: string[]): AuditExpression => ({ op: 'field', root, path })
const value = (of: number | string | boolean): AuditExpression => ({ op: 'value', value: of })

function ruleOf(code: string, does: AuditRule['does'], more: Partial<AuditRule> = {}): AuditRule {
  return {
    code,
    name: { zh: `测试规则${code}`, en: `test rule ${code}` },
    class: 'management',
    basis: '测试条款 第一条',
    moments: ['post'],
    scope: {},
    severity: 'violation',
    action: 'mark',
    bears: 'institution',
    stake: 'line',
    table: null,
    partition: 'person',
    lookback: 0,
    parameters: {},
    does,
    exceptions: [],
    says: { zh: '{line.name} 数量 {line.qty}', en: '{line.name}, quantity {line.qty}' },
    weight: 50,
    range: { from: isoDate('2020-01-01'), until: null },
    ...more,
  }
}

/** More than so many of one line. */
export const overQuantity = (limit: number, code = 'T-QTY'): AuditRule =>
  ruleOf(code, {
    kind: 'match',
    each: { of: 'line' },
    when: { op: '>', left: field('line', 'qty'), right: value(limit) },
  })

/** More than so many of an item in so many days. */
export const inDays = (days: number, limit: number): AuditRule =>
  ruleOf(
    'T-DAYS',
    {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [field('line', 'item')],
      within: { unit: 'days', length: value(days) },
      measure: { of: 'sum', value: field('line', 'qty') },
      limit: value(limit),
      hit: 'over',
    },
    { lookback: days, stake: 'excess', says: { zh: '{sum} 超过 {limit}', en: '{sum} over {limit}' } },
  )

/** An institution that bills more than so many lines in a day. */
export const ofInstitution = (limit: number): AuditRule =>
  ruleOf(
    'T-PLACE',
    {
      kind: 'count',
      each: { of: 'line' },
      where: null,
      per: [field('provider', 'providerCode')],
      within: { unit: 'day' },
      measure: { of: 'count' },
      limit: value(limit),
      hit: 'over',
    },
    { partition: 'provider', lookback: 1 },
  )

/** A line on a day on which the gate saw nobody. */
export const withoutGate: AuditRule = ruleOf(
  'T-GATE',
  {
    kind: 'partner',
    each: { of: 'line' },
    where: null,
    needs: { of: 'side', table: 'gateLog' },
    which: { op: '==', left: field('b', 'direction'), right: value('in') },
    within: { unit: 'days', length: value(2) },
    direction: 'before',
  },
  { lookback: 2 },
)

export const releaseOf = (...rules: readonly AuditRule[]): AuditRelease =>
  makeRelease(rules, new Map<string, KnowledgeTable>())

/** Keeps a release and, when a day is named, puts it in force from there on. */
export const keep = (database: Pick<Database, 'pool'>, release: AuditRelease, from: string | null = null) =>
  keepAuditRelease(
    auditReleaseStore(database.pool),
    source,
    { release, scope: from === null ? null : { division, from: isoDate(from) }, actor: atConsole },
    false,
  )

export const days = (from: string, until: string) => ({ division, from: isoDate(from), until: isoDate(until) })

/** The day of the test world. */
export const theDay = days('2023-11-13', '2023-11-14')

export async function audit(database: Database, releases: ArchiveAudit['releases'], more: Partial<ArchiveAudit> = {}) {
  const order: ArchiveAudit = { scope: theDay, releases, jobs: 1, dry: false, actor: atConsole, ...more }
  const done = await auditArchive(database, source, order, () => undefined)
  if (!done.ok) throw new Error(done.error.code)
  return done.value
}

/** People who come and are settled: each with one visit of these quantities of one item. */
export async function settleVisits(
  world: World,
  visits: readonly (readonly [who: number, quantities: readonly number[]])[],
) {
  const numbers = [...new Set(visits.map(([who]) => who))]
  await world.plant(numbers.map((number) => ({ person: person(number), balance: fen(100_000) })))
  const till = world.till(hospital)
  const settled: { readonly insuredId: string; readonly settlementId: string; readonly visitId: string }[] = []
  for (const [number, quantities] of visits) {
    const who = person(number)
    const lines = quantities.map((quantity) => ({ code: items.whole.code, price: 10, quantity }))
    const bill = await upload(till, who, lines, `B${settled.length}`)
    const { output } = expectOk(await till.ask('2207', who, settleInput(bill)))
    settled.push({ insuredId: who.insuredId, settlementId: output.setlinfo.setl_id, visitId: bill.visitId })
  }
  return settled
}
