import { both, count, equal, is, type PlainIndicator, type Test, total } from './plain-parts.ts'
import { has, type PlainTables, sideRows, str } from './plain-rows.ts'
import { type Fact, standing } from './plain-views.ts'

export function plainSupervision(tables: PlainTables): Readonly<Record<string, PlainIndicator>> {
  const screenings = new Map((tables.screening ?? []).map((row) => [str(row, 'settlement_id'), row]))
  const minutesOf = (row: Fact): number => {
    const at = (text: string): number => Math.floor(Date.parse(`${text.replace(' ', 'T')}Z`) / 60_000)
    const screening = screenings.get(str(row, 'settlement_id'))
    return screening === undefined ? 0 : at(str(screening, 'screened_at')) - at(str(screening, 'settled_at'))
  }
  const screened = standing(tables).map((row) => ({
    ...row,
    day: str(row, 'settled_at').slice(0, 10),
    screened: screenings.has(str(row, 'settlement_id')),
  }))
  const seen = (tables.line ?? [])
    .filter((row) => screenings.has(str(row, 'settlement_id')))
    .map((row) => ({
      line: str(row, 'line_id'),
      provider_code: row.provider_code ?? null,
      rule: null,
      day: str(row, 'settled_at').slice(0, 10),
    }))
  const rulesOf = new Map<string, Set<string>>()
  for (const row of tables.finding ?? []) {
    if (!has(row, 'line_number')) continue
    const line = `${row.visit_id}/${row.line_number}`
    rulesOf.set(line, (rulesOf.get(line) ?? new Set()).add(str(row, 'rule')))
  }
  const hitRules = new Set(seen.flatMap(({ line }) => [...(rulesOf.get(line) ?? [])]))
  const perLine = seen.map((row) => ({ ...row, hit: rulesOf.has(row.line) ? 1 : 0, of: 1 }))
  const perRule = [...hitRules].flatMap((rule) =>
    seen.map((row) => ({
      ...row,
      provider_code: null,
      rule,
      hit: rulesOf.get(row.line)?.has(rule) === true ? 1 : 0,
      of: 1,
    })),
  )
  const matters = (tables.matter ?? []).map((row) => ({ ...row, day: str(row, 'opened_on').slice(0, 10) }))
  const matterShare = (top: Test, bottom: Test): PlainIndicator => ({
    facts: matters,
    top: count(top),
    bottom: count(bottom),
    factor: 100,
  })
  const reminders = (tables.reminder ?? []).map((row) => ({
    ...row,
    day: str(row, 'given_at').slice(0, 10),
    adopted: row.way === 'change',
  }))
  const scores = sideRows(tables, 'creditScore').map(({ day, content }) => ({
    day: day ?? '',
    provider_code: content.provider ?? null,
    doctor: content.doctor ?? null,
    score: Number(content.score) * 1000,
  }))
  const directory = sideRows(tables, 'inspectionDirectory').map(({ content }) => ({
    day: `${content.year}-12-31`,
    division: content.division ?? null,
    risk_class: content.riskClass ?? null,
    inspected: content.inspected === 'true',
  }))
  return {
    M01: { facts: screened, top: count(is('screened')), bottom: count(), factor: 100 },
    M02: { facts: [...perLine, ...perRule], top: total('hit'), bottom: total('of'), factor: 100 },
    M03: matterShare(
      both(equal('source', 'finding'), is('reviewed'), is('confirmed')),
      both(equal('source', 'finding'), is('reviewed')),
    ),
    M04: matterShare(both(is('appealed'), is('withdrawn')), is('appealed')),
    M05: {
      facts: matters,
      top: total('recovered', is('confirmed')),
      bottom: total('decided', is('confirmed')),
      factor: 100,
    },
    M06: { facts: reminders, top: count(is('adopted')), bottom: count(), factor: 100 },
    M07: matterShare(both(is('due'), is('in_time')), is('due')),
    M08: { facts: directory, top: count(is('inspected')), bottom: count(), factor: 100 },
    M09: {
      facts: screened.filter((row) => row.screened),
      top: (facts) => facts.map(minutesOf).sort((a, b) => a - b)[Math.max(0, Math.ceil(facts.length * 0.95) - 1)] ?? 0,
      factor: 1 / 60,
    },
    M10: { facts: scores, top: total('score'), factor: 0.001 },
  }
}
