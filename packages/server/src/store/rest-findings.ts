import type { AuditRelease } from '@yibao/core/audit'
import type pg from 'pg'
import type {
  FindingGroup,
  FindingGrouping,
  FindingPlaceKey,
  FindingQuestion,
  FindingReads,
  FoundLine,
  ListedFinding,
  PlacedFinding,
} from '../flows/finding-desk-ports.ts'
import { keptAuditRelease } from './audit-release-store.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import {
  doctorOf,
  everyFinding,
  groupedFindings,
  linesOfVisits,
  listedColumns,
  namedFindings,
  withMatter,
} from './rest-finding-sql.ts'
import { query, queryGrowing } from './sql.ts'

const belonging = { institution: 'f.provider_code', enrolled: 'f.insured_id' }

const inState: Readonly<Record<NonNullable<FindingQuestion['state']>, string>> = {
  new: 'm.matter_id is null',
  open: `m.state <> 'closed'`,
  closed: `m.state = 'closed'`,
}

function conditionsOf(asked: FindingQuestion): readonly Condition[] {
  const { rule, providerCode, doctor, insuredId, severity, state, matterId, from, until } = asked
  return [
    ...oneCondition('rule', (n) => `f.rule = $${n}`, rule),
    ...oneCondition('provider', (n) => `f.provider_code = $${n}`, providerCode),
    ...oneCondition('insured', (n) => `f.insured_id = $${n}`, insuredId),
    ...oneCondition('severity', (n) => `f.severity = $${n}`, severity),
    ...oneCondition('from', (n) => `f.found_on >= $${n}::date`, from),
    ...oneCondition('until', (n) => `f.found_on <= $${n}::date`, until),
    ...oneCondition('matter', (n) => `m.matter_id = $${n}`, matterId),
    ...oneCondition('doctor', (n) => `${doctorOf} = $${n}`, doctor),
    ...(state === null ? [] : [{ name: state, text: () => inState[state], values: [] }]),
  ]
}

function behind(after: FindingPlaceKey | null): readonly Condition[] {
  if (after === null) return []
  const text = (n: number): string => `(f.found_on, f.finding_id) < ($${n}::date, $${n + 1})`
  return [{ name: 'behind', text, values: [after.foundOn, after.findingId] }]
}

/** Releases that were read once; findings of one page are seldom of more than two. */
const releasesKept = 3

/** Findings of audit rules as a desk asks for them. */
export function findingReads(pool: pg.Pool): FindingReads {
  const releases = new Map<string, AuditRelease | null>()
  return {
    async find(asked, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-findings',
        [...conditionsOf(asked), ...withinReach(reach, belonging), ...behind(after)],
        (where, next) => `select ${listedColumns} from ${everyFinding} ${withMatter} ${where}
          order by f.found_on desc, f.finding_id desc limit $${next}`,
      )
      return queryGrowing<ListedFinding & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },

    async groups(by: FindingGrouping, asked, reach, { after, limit }) {
      const { name, text, values } = statementOf(
        `rest-finding-groups ${by}${after === null ? '' : ' behind'}`,
        [...conditionsOf(asked), ...withinReach(reach, belonging)],
        (where, next) =>
          after === null
            ? groupedFindings(by, where, { behind: '', next })
            : groupedFindings(by, where, {
                behind: `where stake < $${next} or stake = $${next} and key > $${next + 1}`,
                next: next + 2,
              }),
      )
      const place = after === null ? [] : [after.stake, after.key]
      return queryGrowing<FindingGroup & pg.QueryResultRow>(pool, name, text, [...values, ...place, limit])
    },

    named: (findingIds) =>
      queryGrowing<PlacedFinding & pg.QueryResultRow>(pool, 'rest-findings-named', namedFindings, [findingIds]),

    async lines(insuredId, visitIds, named, most) {
      const values = [insuredId, visitIds, named, most]
      const rows = await query<FoundLine & { all: number } & pg.QueryResultRow>(
        pool,
        'rest-finding-lines',
        linesOfVisits,
        values,
      )
      return { lines: rows.map(({ all: _all, ...line }) => line), all: rows[0]?.all ?? 0 }
    },

    async release(digest) {
      const known = releases.get(digest)
      if (known !== undefined) return known
      const release = await keptAuditRelease(pool, digest)
      const [oldest] = releases.keys()
      if (oldest !== undefined && releases.size >= releasesKept) releases.delete(oldest)
      releases.set(digest, release)
      return release
    },
  }
}
