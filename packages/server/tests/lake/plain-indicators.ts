import { fundIndicators } from './plain-fund.ts'
import { all, both, count, distinct, equal, is, type PlainIndicator, type Test, total } from './plain-parts.ts'
import { groupBy, has, lastDay, num, type PlainTables, sideRows, str, sum } from './plain-rows.ts'
import { plainSupervision } from './plain-supervision.ts'
import {
  around,
  bedDays,
  bills,
  cases,
  dispensed,
  type Fact,
  lines,
  possession,
  prescriptions,
  stays,
  visits,
} from './plain-views.ts'

/** Every indicator of the reference, again and without SQL. */
export function plainIndicators(
  tables: PlainTables,
  months: readonly string[],
): Readonly<Record<string, PlainIndicator>> {
  const [ofStays, ofVisits, ofBills, ofLines, ofCases] = [
    stays(tables),
    visits(tables),
    bills(tables),
    lines(tables),
    cases(tables),
  ]
  const rate = (
    facts: readonly Fact[],
    top: PlainIndicator['top'],
    bottom: PlainIndicator['top'],
    factor = 100,
  ): PlainIndicator => ({ facts, top, bottom, factor })
  const share = (where: Test, of: Test = all): PlainIndicator =>
    rate(ofLines, total('total', where), total('total', of))
  const stayShare = (where: Test): PlainIndicator => rate(ofStays, count(where), count())
  const caseShare = (where: Test, of: Test): PlainIndicator => rate(ofCases, count(where), count(of))
  const grouped = is('grouped')
  const contacts = [...ofVisits, ...ofStays]
  const mean = (care: string) => (facts: readonly Fact[]) => {
    const own = facts.filter(equal('care', care))
    return own.length === 0 ? Number.NaN : sum(own, (row) => num(row, 'total')) / own.length
  }
  const gap =
    (days: number): Test =>
    (row) =>
      has(row, 'gap') && num(row, 'gap') >= 0 && num(row, 'gap') <= days
  const supply = dispensed(tables)
  const heads = (tables.enrolment ?? []).map((row) => ({ ...row, day: lastDay(str(row, 'month').slice(0, 7)) }))
  const monthsOfYear = (day: string): number => months.filter((month) => month.startsWith(day.slice(0, 4))).length
  return {
    V01: { facts: ofStays, top: count(), factor: 1 },
    V02: { facts: ofStays, top: total('total'), factor: 0.01 },
    V03: rate(ofStays, total('total'), count(), 0.01),
    V04: rate(ofStays, total('stay_days'), count(), 1),
    V05: rate(ofStays, total('total'), total('stay_days'), 0.01),
    V06: rate(ofStays, total('total'), distinct('insured_id'), 0.01),
    V07: rate(ofStays, count(), distinct('insured_id'), 1),
    V08: rate([...ofStays.map((row) => ({ ...row, stay: 1 })), ...heads], total('stay'), (facts) =>
      sum(facts, (row) => num(row, 'heads') / monthsOfYear(row.day)),
    ),
    V09: { facts: ofVisits, top: count(), factor: 1 },
    V10: rate(ofVisits, total('total'), count(), 0.01),
    V11: rate(ofVisits, count(), distinct('insured_id'), 1),
    V12: rate(prescriptions(tables), total('total'), count(), 0.01),
    V13: rate(
      supply,
      total('days_supply', (row) => row.care !== 'inpatient'),
      count((row) => row.care !== 'inpatient'),
      1,
    ),
    V14: rate(contacts, mean('inpatient'), mean('outpatient'), 1),
    S01: share(is('drug')),
    S02: share(equal('charge_type', '08')),
    S03: share(equal('charge_type', '03', '04')),
    S04: share(equal('charge_type', '05')),
    S05: share(equal('charge_type', '02', '05', '06', '07', '12', '13')),
    S06: share(is('antibacterial'), is('drug')),
    S07: share(is('monitored'), is('drug')),
    S08: share(equal('charge_type', '10'), is('drug')),
    S09: rate(ofLines, total('quantity', is('awarded')), total('quantity', is('tendered'))),
    B01: rate(
      ofBills,
      (facts) =>
        sum(facts, (row) => Math.max(0, num(row, 'eligible') + num(row, 'pre_coinsurance') - num(row, 'fund_paid'))),
      total('total'),
    ),
    B02: rate(ofBills, total('non_covered'), total('total')),
    B03: rate(ofBills, total('fund_paid'), total('total')),
    B04: rate(ofBills, total('fund_paid'), total('eligible')),
    B05: rate(ofLines, total('pre_coinsurance', equal('item_class', 'B')), total('total')),
    Q01: stayShare(gap(15)),
    Q02: stayShare(both(gap(15), is('same'))),
    Q03: stayShare(
      both(
        (row) => num(row, 'stay_days') <= 2,
        (row) => row.day_surgery === false,
      ),
    ),
    Q04: stayShare((row) => num(row, 'stay_days') > 30),
    Q05: stayShare(is('low')),
    Q06: stayShare(gap(1)),
    Q07: rate(bedDays(tables, months), total('occupied'), total('beds')),
    Q08: rate(
      ofVisits,
      count((row) => has(row, 'doctor')),
      (facts) =>
        new Set(facts.filter((row) => has(row, 'doctor')).map((row) => `${row.provider_code}/${row.doctor}/${row.day}`))
          .size,
      1,
    ),
    Q09: rate(ofBills, distinct('visit_id', is('offsite')), distinct('visit_id')),
    Q10: rate(ofBills, count(is('odd')), count()),
    Q11: rate(
      ofBills,
      count((row) => num(row, 'account') + num(row, 'family') > 50_000),
      count((row) => num(row, 'account') + num(row, 'family') > 0),
    ),
    Q12: rate(
      sideRows(tables, 'externalPrescription').map(({ day, content }) => ({
        day: day ?? '',
        provider_code: content.provider ?? null,
        doctor: content.doctor ?? null,
        pharmacy: content.pharmacy ?? null,
      })),
      (facts) => Math.max(...[...groupBy(facts, (row) => str(row, 'pharmacy')).values()].map((some) => some.length)),
      count(),
    ),
    Q13: rate(possession(tables), total('supply'), total('window'), 1),
    D01: rate(
      ofCases,
      total(
        'weight_millionths',
        both(grouped, (row) => has(row, 'weight_millionths')),
      ),
      count(both(grouped, (row) => has(row, 'weight_millionths'))),
      0.000001,
    ),
    D02: caseShare(grouped, all),
    D03: rate(ofCases, total('cost', grouped), count(grouped), 0.000001),
    D04: rate(ofCases, total('days', grouped), count(grouped), 0.000001),
    D05: caseShare(both(grouped, is('low_risk'), equal('discharge_way', '5')), both(grouped, is('low_risk'))),
    D06: caseShare(
      both(grouped, equal('complication', 'mcc', 'cc')),
      both(grouped, (row) => has(row, 'complication')),
    ),
    D07: caseShare(is('ambiguous'), (row) => row.grouped === true || row.ambiguous === true),
    D08: caseShare(
      both(grouped, equal('pay_kind', 'high', 'extreme')),
      both(grouped, (row) => has(row, 'pay_kind')),
    ),
    D09: caseShare(
      both(grouped, equal('pay_kind', 'low')),
      both(grouped, (row) => has(row, 'pay_kind')),
    ),
    D10: rate(
      ofCases,
      (facts) =>
        sum(
          facts.filter((row) => has(row, 'standard')),
          (row) => num(row, 'standard') - num(row, 'total'),
        ),
      total('standard'),
    ),
    D11: rate(around(tables, `${months[0]}-01`), total('near'), total('base'), 1),
    ...fundIndicators(tables, months, ofBills, heads),
    ...plainSupervision(tables),
  }
}
