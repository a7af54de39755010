import { equal, type PlainIndicator, total } from './plain-parts.ts'
import { addMonths, groupBy, lastDay, num, type PlainTables, sideRows, str, sum } from './plain-rows.ts'
import { type Fact, flows, withYearBefore } from './plain-views.ts'

export function fundIndicators(
  tables: PlainTables,
  months: readonly string[],
  ofBills: readonly Fact[],
  heads: readonly Fact[],
) {
  const fund = flows(tables)
  const money = (text: string | undefined): number => Math.round(Number(text) * 100)
  const budgets = sideRows(tables, 'annualBudget')
  const institutions = new Set((tables.provider ?? []).map((row) => str(row, 'provider_code')))
  const budget = budgets.flatMap(({ anchor, content }) => {
    const own = institutions.has(anchor) ? 'provider_code' : 'division'
    return months
      .filter((month) => month.startsWith(content.year ?? '-'))
      .map((month) => ({
        provider_code: null,
        division: null,
        [own]: anchor,
        day: `${month}-01`,
        planned: money(content.amount),
        paid: sum(
          ofBills.filter(
            (row) => row[own] === anchor && row.day.startsWith(content.year ?? '-') && row.day.slice(0, 7) <= month,
          ),
          (row) => num(row, 'fund_paid'),
        ),
      }))
  })
  const reserve = sideRows(tables, 'fundBalance').flatMap(({ anchor, day, content }) =>
    months.slice(11).map((month) => {
      const own = fund.filter(
        (row) => row.division === anchor && row.scheme === content.scheme && row.day.slice(0, 7) <= month,
      )
      return {
        division: anchor,
        scheme: content.scheme ?? null,
        day: `${month}-01`,
        balance:
          money(content.amount) +
          sum(
            own.filter((row) => row.day > (day ?? '')),
            (row) => num(row, 'income') - num(row, 'out'),
          ),
        spent: sum(
          own.filter((row) => row.day.slice(0, 7) > addMonths(month, -12)),
          (row) => num(row, 'out'),
        ),
      }
    }),
  )
  const income = withYearBefore(fund, months)
  const spend = withYearBefore(ofBills, months)
  const now = (name: string) => (facts: readonly Fact[]) =>
    sum(
      facts.filter((row) => row.before === false),
      (row) => num(row, name),
    )
  const before = (name: string) => (facts: readonly Fact[]) =>
    sum(
      facts.filter((row) => row.before === true),
      (row) => num(row, name),
    )
  const growth = (facts: readonly Fact[], name: string): PlainIndicator => ({
    facts,
    top: (some) => now(name)(some) - before(name)(some),
    bottom: before(name),
    factor: 100,
  })
  const population = sideRows(tables, 'targetPopulation').flatMap(({ anchor, content }) =>
    months.map((month) => ({ division: anchor, day: lastDay(month), target: Number(content.population) })),
  )
  const gapFacts = [...groupBy(ofBills, (row) => `${row.division}|${row.day.slice(0, 7)}`)].flatMap(([key, rows]) => {
    const [division = '', month = ''] = key.split('|')
    const past = addMonths(month, -12)
    if (!months.includes(past)) return []
    const pay = (at: string): number =>
      sum(
        ofBills.filter((row) => row.division === division && row.day.startsWith(at)),
        (row) => num(row, 'fund_paid'),
      )
    const insured = (at: string): number =>
      sum(
        heads.filter((row) => row.division === division && row.day.startsWith(at)),
        (row) => num(row, 'heads'),
      )
    const paid = sum(rows, (row) => num(row, 'fund_paid'))
    const gap = Math.round((1_000_000 * paid) / pay(past) - (1_000_000 * insured(month)) / insured(past))
    return [{ division, day: `${month}-01`, gap }]
  })
  return {
    F01: { facts: budget, top: total('paid'), bottom: total('planned'), factor: 100 },
    F02: { facts: reserve, top: total('balance'), bottom: total('spent'), factor: 12 },
    F03: {
      facts: fund,
      top: (facts: readonly Fact[]) => total('income')(facts) - total('out')(facts),
      bottom: total('income'),
      factor: 100,
    },
    F04: growth(income, 'income'),
    F05: growth(spend, 'fund_paid'),
    F06: {
      facts: heads,
      top: total('heads', equal('status', 'active')),
      bottom: total('heads', equal('status', 'retired')),
      factor: 1,
    },
    F07: { facts: [...heads, ...population], top: total('heads'), bottom: total('target'), factor: 100 },
    F08: { facts: gapFacts, top: total('gap'), factor: 0.0001 },
  }
}
