import { type Answer, type Input, ruleTryDays, ruleTryVisits } from '@yibao/contract/rest'
import type { AuditRelease, AuditRule } from '@yibao/core/audit'
import { addDays, dateOf, divisionCode, type IsoDate, isoDate, ok, refuse } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { FindingGroup, FindingReads } from '../../flows/finding-desk-ports.ts'
import type { OperationSource } from '../../flows/operation-log.ts'
import {
  type PastTried,
  type RuleRefusal,
  type RuleShelf,
  regionsOf,
  ruleOn,
  rulesInForce,
  tryRule,
} from '../../flows/rule-desk.ts'
import { ruleLines } from '../../text/audit-rule.ts'
import { cureWords, problemWords } from '../../text/author-words.ts'
import { said, say } from './facts.ts'
import type { HandlersOf } from './handler.ts'

export interface RuleRest extends Pick<OperationSource, 'now'> {
  readonly shelf: RuleShelf
  readonly findings: Pick<FindingReads, 'groups'>
  readonly institutionName: (providerCode: string) => string | null
}

type WireRow = Answer<'rules.list'>['rows'][number]
type WirePast = NonNullable<Answer<'rules.try'>['past']>

/** What rules found is told of so many days. */
const worthDays = 90
/** There are not so many rules. */
const mostRules = 1_000

async function worths(
  { findings }: RuleRest,
  reach: Reach,
  today: IsoDate,
): Promise<ReadonlyMap<string, FindingGroup>> {
  const asked = {
    rule: null,
    providerCode: null,
    doctor: null,
    insuredId: null,
    severity: null,
    state: null,
    matterId: null,
  }
  const days = { from: addDays(today, -worthDays), until: today }
  const found = await findings.groups('rule', { ...asked, ...days }, reach, { after: null, limit: mostRules })
  return new Map(found.map((group) => [group.key, group]))
}

function pointsOf({ tables }: AuditRelease, { table }: AuditRule): number {
  const points = table === null ? undefined : tables.get(table)?.points
  return points === undefined ? 0 : [...points.values()].reduce((sum, some) => sum + some.length, 0)
}

function rowView(rule: AuditRule, release: AuditRelease, worth: FindingGroup | undefined): WireRow {
  const { code, name, class: family, severity, action, moments, does, basis, table, range } = rule
  return {
    ...{ code, name, class: family, severity, action, moments, basis, table },
    kind: does.kind,
    points: pointsOf(release, rule),
    from: range.from,
    until: range.until,
    worth: { hits: worth?.findings ?? 0, stake: worth?.stake ?? 0 },
  }
}

const isOn = ({ range }: AuditRule, on: IsoDate): boolean =>
  range.from <= on && (range.until === null || on < range.until)

const sortedText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([name, inner]) => [name, sortedText(inner)]),
      )
    : Array.isArray(value)
      ? value.map(sortedText)
      : value

const isSame = (one: AuditRule, other: AuditRule | null): boolean =>
  other !== null && JSON.stringify(sortedText(one)) === JSON.stringify(sortedText(other))

const valueText = (value: AuditRule['parameters'][string]): string =>
  typeof value === 'object' ? value.join(', ') : String(value)

function pastView({ institutionName }: RuleRest, past: PastTried): WirePast {
  const { visits, lines, isNew, before, after, gone, come, changed, places, examples, notEvaluated } = past
  return {
    ...{ visits, lines, isNew, before, after, gone, come, changed, notEvaluated },
    places: places.map((place) => ({ ...place, name: institutionName(place.providerCode) })),
    examples: examples.map(({ how, providerCode, finding, stakeBefore }) => ({
      how,
      providerCode,
      visitId: finding.visitId === '' ? null : finding.visitId,
      lineNumber: finding.lineId,
      on: finding.on,
      stake: finding.stake,
      stakeBefore,
    })),
  }
}

function refusalOf(refusal: RuleRefusal) {
  switch (refusal.code) {
    case 'rules.too-much': {
      const { code, visits, most } = refusal
      return refuse({ code, ...say(`现有 ${visits} 次就诊，最多 ${most} 次`, `${visits} visits, at most ${most}`) })
    }
    case 'rules.retired': {
      return refuse({ code: refusal.code, field: 'from', ...said(refusal.completeFrom) })
    }
    case 'rules.too-wide':
      return refuse({ code: refusal.code, field: 'until' })
    case 'rules.busy':
      return refuse({ code: refusal.code, retryAfterSeconds: 5 })
    default:
      return refuse({ code: refusal.code })
  }
}

type Past = Parameters<typeof tryRule>[2]['past']

/** The past that is named whole, none, or `half` when only one of its days is. */
function pastOf({ from, until, providerCode }: Input<'rules.try'>): Past | 'half' {
  if (from === undefined && until === undefined) return null
  if (from === undefined || until === undefined) return 'half'
  return { from: isoDate(from), until: isoDate(until), providerCode: providerCode ?? null }
}

/** Audit rules in force, and trying a text in place of one. */
export function ruleHandlers(rest: RuleRest): HandlersOf<'rules'> {
  const { shelf, now } = rest
  const askedOf = (asked: Input<'rules.list'>) => ({
    division: asked.division === undefined ? null : divisionCode(asked.division),
    on: asked.on === undefined ? dateOf(now()) : isoDate(asked.on),
  })
  return {
    'rules.list': async ({ reach }, given) => {
      const asked = askedOf(given)
      const [held, divisions] = [await rulesInForce(shelf, reach, asked), await regionsOf(shelf, reach)]
      if (!held.ok) {
        const none = { division: asked.division, release: null, from: null, divisions, rows: [] }
        return asked.division !== null && !divisions.includes(asked.division) ? held : ok(none)
      }
      const { division, from, release } = held.value
      const worth = await worths(rest, reach, dateOf(now()))
      const rows = release.rules.filter((rule) => isOn(rule, asked.on))
      return ok({
        ...{ division, release: release.digest, from, divisions },
        rows: rows.map((rule) => rowView(rule, release, worth.get(rule.code))),
      })
    },

    'rules.get': async ({ reach }, given) => {
      const asked = askedOf(given)
      const held = await rulesInForce(shelf, reach, asked)
      if (!held.ok) return held
      const { division, release } = held.value
      const rule = ruleOn(release, given.code, asked.on)
      if (rule === null) return refuse({ code: 'rules.unknown', field: 'code', value: given.code })
      const [text, worth] = [await shelf.text(rule), await worths(rest, reach, dateOf(now()))]
      const reading = text === null ? null : await shelf.draft(text.yaml, release.tables)
      const [zh, en] = [ruleLines(rule, 'zh'), ruleLines(rule, 'en')]
      return ok({
        ...rowView(rule, release, worth.get(rule.code)),
        ...{ division, release: release.digest },
        definition: zh.map((line, at) => ({ zh: line, en: en[at] ?? line })),
        parameters: Object.entries(rule.parameters).map(([name, value]) => ({ name, value: valueText(value) })),
        text: text === null || reading === null ? null : { ...text, same: isSame(rule, reading.rule) },
        cases: reading === null ? [] : reading.cases,
      })
    },

    'rules.try': async ({ reach }, given) => {
      const past = pastOf(given)
      if (past === 'half') return refuse({ code: 'rules.too-wide', field: given.from === undefined ? 'from' : 'until' })
      const bounds = { mostDays: ruleTryDays, mostVisits: ruleTryVisits, today: dateOf(now()) }
      const order = { division: divisionCode(given.division), yaml: given.yaml, past, ...bounds }
      const tried = await tryRule(shelf, reach, order)
      if (!tried.ok) return refusalOf(tried.error)
      const { reading, past: found } = tried.value
      return ok({
        code: reading.rule?.code ?? null,
        problems: reading.problems.map(({ what, cure, ...one }) => ({
          ...one,
          what: problemWords(what),
          cure: cureWords(cure),
        })),
        cases: reading.cases,
        past: found === null ? null : pastView(rest, found),
      })
    },
  }
}
