import { fen, isoDate, type LocalDateTime } from '@yibao/core/kernel'
import type { CardEvent, DispensedDrug, StayFact } from '@yibao/core/supervision'
import type { MonthRange } from '../flows/lake-ports.ts'
import type { Cell, Duck } from './duck.ts'
import { inMonths } from './values-sql.ts'

const text = (cell: Cell | undefined): string => String(cell ?? '')
const maybe = (cell: Cell | undefined): string | null => (cell === null || cell === undefined ? null : String(cell))
const words = (cell: Cell | undefined): readonly string[] => (text(cell) === '' ? [] : text(cell).split(' '))
const moment = (column: string): string => `strftime(${column}, '%Y-%m-%d %H:%M:%S')`

/** Codes of the visits of the months, the principal one first. */
const diagnosesOf = `select visit_id, string_agg(code, ' ' order by main desc, number) as codes
  from (select distinct on (visit_id, code) * from diagnosis order by visit_id, code, main desc, number) group by visit_id`

export async function* stays(duck: Duck, range: MonthRange): AsyncGenerator<StayFact> {
  const statement = `
select s.key, s.insured_id, s.provider_code, p.division, s.doctor, s.department, cast(s.admitted_on as varchar),
  cast(greatest(s.admitted_on, s.day) as varchar), s.total, s.fund_paid, coalesce(d.codes, s.main_diagnosis), c.operations, c.group_code,
  cast(t.died_on as varchar), s.division
from stays s left join provider p on p.provider_code = s.provider_code
  left join (${diagnosesOf}) d on d.visit_id = s.key
  left join (select visit_id, max(operations) as operations, max(group_code) as group_code from drg_case group by visit_id) c on c.visit_id = s.key
  left join (select visit_id, max(died_on) as died_on from settlement group by visit_id) t on t.visit_id = s.key
where ${inMonths(range).replaceAll('day', 's.day')} order by s.insured_id, s.admitted_on, s.key`
  for await (const page of duck.stream(statement)) {
    for (const row of page) {
      const died = maybe(row[13])
      yield {
        stayId: text(row[0]),
        personId: text(row[1]),
        providerCode: text(row[2]),
        place: maybe(row[3]),
        doctor: maybe(row[4]),
        department: maybe(row[5]),
        from: isoDate(text(row[6])),
        until: isoDate(text(row[7])),
        amount: fen(Number(row[8])),
        paid: fen(Number(row[9])),
        diagnoses: words(row[10]),
        operations: words(row[11]),
        group: maybe(row[12]),
        diedOn: died === null ? null : isoDate(died),
        homePlace: maybe(row[14]),
      }
    }
  }
}

export async function* events(duck: Duck, range: MonthRange): AsyncGenerator<CardEvent> {
  const statement = `
select b.key, b.insured_id, b.provider_code, p.division, b.terminal, b.doctor, ${moment('b.settled_at')}, b.total, l.items
from bills b left join provider p on p.provider_code = b.provider_code
  left join (select settlement_id, string_agg(distinct item_code, ' ' order by item_code) as items from line group by settlement_id) l
    on l.settlement_id = b.key
where b.care <> 'inpatient' and ${inMonths(range).replaceAll('day', 'b.day')} order by b.settled_at, b.key`
  for await (const page of duck.stream(statement)) {
    for (const row of page) {
      yield {
        eventId: text(row[0]),
        personId: text(row[1]),
        providerCode: text(row[2]),
        place: maybe(row[3]),
        terminal: maybe(row[4]),
        doctor: maybe(row[5]),
        at: text(row[6]) as LocalDateTime,
        amount: fen(Number(row[7])),
        items: words(row[8]),
      }
    }
  }
}

export async function* dispensings(duck: Duck, range: MonthRange): AsyncGenerator<DispensedDrug> {
  const statement = `
select key, insured_id, provider_code, ingredient, cast(day as varchar), days_supply, total
from dispensed where ${inMonths(range)} order by insured_id, ingredient, day, key`
  for await (const page of duck.stream(statement)) {
    for (const row of page) {
      yield {
        lineId: text(row[0]),
        personId: text(row[1]),
        providerCode: text(row[2]),
        ingredient: text(row[3]),
        on: isoDate(text(row[4])),
        daysSupply: Number(row[5]),
        amount: fen(Number(row[6])),
      }
    }
  }
}
