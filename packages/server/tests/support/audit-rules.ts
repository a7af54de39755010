import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditRelease, KnowledgePoint, KnowledgeTable } from '@yibao/core/audit'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { makeRelease } from '../../src/files/audit-release.ts'
import { ruleOfSheet } from '../../src/files/audit-rule-yaml.ts'
import type { KnowledgeShape } from '../../src/files/audit-tables-yaml.ts'
import { openFile } from '../../src/files/policy-folders.ts'
import type { AuthorProblem } from '../../src/files/policy-sheet.ts'
import { auditReleaseStore } from '../../src/store/audit-release-store.ts'
import { today, type World } from './world.ts'

/** What a rule of a test says beyond what all of them share. */
export type RuleText = Readonly<Record<string, unknown>>

const shared: RuleText = {
  class: 'management',
  basis: '示例监管办法 第一条',
  source: ['TEST'],
  evidence: 'official_release',
  confidence: 'high',
  moments: ['pre', 'in', 'post'],
  severity: 'violation',
  action: 'deduct',
  bears: 'institution',
  stake: 'line',
  says: { zh: '{line.name} 不符合规定', en: '{line.name} is against the rule' },
  range: { from: '2020-01-01' },
}

/** At most so many pieces of an item in a day. */
export const daily = (code: string, item: string, most: number, more: RuleText = {}): RuleText => ({
  code,
  name: { zh: '限定频次', en: 'Beyond its frequency' },
  stake: 'excess',
  count: {
    each: 'line',
    where: `line.item == '${item}'`,
    per: ['line.item'],
    within: 'day',
    measure: { sum: 'line.qty' },
    limit: String(most),
    hit: 'over',
  },
  says: { zh: '{line.name} 当日 {sum} 次，限 {limit} 次', en: '{line.name}: {sum} that day, {limit} allowed' },
  ...more,
})

/** Every line of which something holds. */
export const matching = (code: string, when: string, more: RuleText = {}): RuleText => ({
  code,
  name: { zh: '条件不符', en: 'Against a condition' },
  match: { each: 'line', when },
  ...more,
})

const points = new Map<string, readonly KnowledgePoint[]>([
  ['TEST-R', [{ point: 'K-7', basis: '示例知识点说明', values: { limit: 1, days: 30 } }]],
])

/** A table of knowledge of one item, `TEST-R`: once in thirty days. */
const knowledge: KnowledgeTable = { table: 'test-frequency', key: 'code', pairs: false, points }

const shape: KnowledgeShape = {
  name: 'test-frequency',
  zh: '示例频次',
  en: 'example',
  key: 'code',
  columns: [
    { name: 'limit', type: 'number', optional: false },
    { name: 'days', type: 'number', optional: false },
  ],
}

/** Items of that table, once in as many days as it says. */
export const rarely = (code: string, more: RuleText = {}): RuleText => ({
  code,
  name: { zh: '周期超频次', en: 'Too often in a period' },
  table: 'test-frequency',
  lookback: 30,
  stake: 'line',
  count: {
    each: 'line',
    per: ['line.item'],
    within: { days: 'point.days' },
    measure: 'count',
    limit: 'point.limit',
    hit: 'over',
  },
  says: {
    zh: '{line.name} {point.days} 天内限 {limit} 次',
    en: '{line.name}: {limit} in {point.days} days',
  },
  ...more,
})

/** A release of rules as an author writes them. */
async function releaseOf(rules: readonly RuleText[]): Promise<AuditRelease> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-rules-'))
  const problems: AuthorProblem[] = []
  try {
    const written = []
    for (const rule of rules) {
      const file = `${String(rule.code)}.yaml`
      // JSON is YAML.
      await writeFile(join(folder, file), JSON.stringify({ ...shared, cases: [], ...rule }, null, 1))
      const spot = await openFile(folder, file, problems)
      const read = ruleOfSheet(spot, { sides: new Map(), shapes: new Map([[shape.name, shape]]) })
      if (read !== null) written.push(read.rule)
    }
    if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 1))
    return makeRelease(written, new Map([[knowledge.table, knowledge]]))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Puts rules in force for the insured of the test region, as of long ago. */
export async function ruledBy(world: World, rules: readonly RuleText[], division = '990200'): Promise<AuditRelease> {
  const release = await releaseOf(rules)
  const at = localDateTime(`${today} 07:00:00`)
  await auditReleaseStore(world.database.pool).alone(async (tables) => {
    await tables.keep(release, at)
    const { digest } = release
    await tables.takeUp({ division: divisionCode(division), from: isoDate('2020-01-01'), digest }, at)
  })
  await world.centre.registry.refresh()
  return release
}
