import {
  addDays,
  addMonths,
  anchorsOf,
  dayOf,
  daysBetween,
  groupBy,
  has,
  lastDay,
  num,
  type PlainTables,
  type Row,
  sideRows,
  str,
  sum,
  yearLater,
} from './plain-rows.ts'

/** What falls under one number: a day, the subjects it names, and what it brings to the sums. */
export type Fact = Row & { readonly day: string }

const places = ['provider_code', 'department', 'doctor', 'disease_group', 'division', 'scheme'] as const

const placeOf = (row: Row): Row => Object.fromEntries(places.map((name) => [name, row[name] ?? null]))

export const standing = (tables: PlainTables): readonly Row[] =>
  (tables.settlement ?? []).filter((row) => row.undone !== true)

export function bills(tables: PlainTables): readonly Fact[] {
  const holidays = anchorsOf(tables, 'holiday')
  return standing(tables).map((row) => {
    const hour = Number(str(row, 'settled_at').slice(11, 13))
    const day = dayOf(row, 'settled_at')
    return { ...row, day, odd: hour >= 23 || hour < 5 || holidays.has(day) }
  })
}

/** Visits of one kind of care, bills put together. */
function together(tables: PlainTables, care: string): readonly (readonly Row[])[] {
  const rows = standing(tables).filter((row) => row.care === care)
  return [...groupBy(rows, (row) => str(row, 'visit_id')).values()]
}

const earliest = (rows: readonly Row[], name: string): string => rows.map((row) => str(row, name)).sort()[0] ?? ''

export function visits(tables: PlainTables): readonly Fact[] {
  return together(tables, 'outpatient').map((rows) => {
    const [head] = rows
    const day = earliest(rows, 'settled_at').slice(0, 10)
    return {
      ...placeOf(head ?? {}),
      insured_id: head?.insured_id ?? null,
      care: 'outpatient',
      day,
      total: sum(rows, (row) => num(row, 'total')),
    }
  })
}

const bandOf = (birth: string, day: string): string => {
  const age = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return age < 15 ? '0-14' : age < 45 ? '15-44' : age < 65 ? '45-64' : age < 75 ? '65-74' : '75+'
}

export function stays(tables: PlainTables): readonly Fact[] {
  const low = new Set((tables.finding ?? []).filter((row) => row.rule === 'M-H03').map((row) => str(row, 'visit_id')))
  const whole = together(tables, 'inpatient')
    .filter((rows) => rows.some((row) => row.final === true))
    .map((rows) => {
      const [head = {}] = rows
      const day =
        rows
          .map((row) => dayOf(row, 'ended_at'))
          .sort()
          .at(-1) ?? ''
      const admitted = earliest(rows, 'began_at').slice(0, 10)
      return {
        ...placeOf(head),
        key: str(head, 'visit_id'),
        day,
        admitted,
        insured_id: head.insured_id ?? null,
        care: 'inpatient',
        diagnosis: str(head, 'main_diagnosis').slice(0, 3),
        day_surgery: head.med_type === '28',
        low: low.has(str(head, 'visit_id')),
        age_band: bandOf(str(head, 'birth'), day),
        total: sum(rows, (row) => num(row, 'total')),
        stay_days: Math.max(1, daysBetween(admitted, day)),
      }
    })
  const found: Fact[] = []
  for (const mine of groupBy(whole, (row) => String(row.insured_id)).values()) {
    const sorted = mine.toSorted((a, b) =>
      `${a.admitted} ${a.day} ${a.key}` < `${b.admitted} ${b.day} ${b.key}` ? -1 : 1,
    )
    sorted.forEach((row, at) => {
      const before = sorted
        .slice(0, at)
        .toSorted((a, b) => (`${a.day} ${a.key}` < `${b.day} ${b.key}` ? -1 : 1))
        .at(-1)
      const gap = before === undefined ? null : daysBetween(before.day, row.admitted)
      found.push({ ...row, gap, same: before?.diagnosis === row.diagnosis })
    })
  }
  return found
}

export function lines(tables: PlainTables): readonly Fact[] {
  const [antibacterial, monitored] = [anchorsOf(tables, 'antibacterial'), anchorsOf(tables, 'monitoredDrug')]
  const awards = new Map(sideRows(tables, 'awardedProduct').map((row) => [row.anchor, row.content.awarded === 'true']))
  return (tables.line ?? []).map((row) => {
    const item = str(row, 'item_code')
    return {
      ...row,
      day: dayOf(row, 'settled_at'),
      drug: ['09', '10', '11'].includes(str(row, 'charge_type')),
      antibacterial: antibacterial.has(item),
      monitored: monitored.has(item),
      tendered: awards.has(item),
      awarded: awards.get(item) === true,
    }
  })
}

export function prescriptions(tables: PlainTables): readonly Fact[] {
  const rows = (tables.line ?? []).filter((row) => row.care === 'outpatient' && has(row, 'prescription'))
  return [...groupBy(rows, (row) => `${row.provider_code}/${row.prescription}`).values()].map((some) => ({
    ...some[0],
    day: some.map((row) => dayOf(row, 'settled_at')).sort()[0] ?? '',
    total: sum(some, (row) => num(row, 'total')),
  }))
}

export function dispensed(tables: PlainTables): readonly Fact[] {
  const doses = new Map(sideRows(tables, 'dailyDose').map((row) => [row.anchor, row.content]))
  return (tables.line ?? []).flatMap((row) => {
    const dose = doses.get(str(row, 'item_code'))
    if (dose === undefined) return []
    const days = Math.max(1, Math.round(num(row, 'quantity') / 10_000 / Number(dose.perDay)))
    return [{ ...row, day: dayOf(row, 'charged_at'), ingredient: dose.ingredient ?? '', days_supply: days }]
  })
}

export function possession(tables: PlainTables): readonly Fact[] {
  const groups = groupBy(dispensed(tables), (row) => `${row.insured_id}|${row.ingredient}`)
  return [...groups.values()].flatMap((rows) => {
    const months = [...new Set(rows.map(({ day }) => day.slice(0, 7)))]
    return months.map((month) => {
      const from = addMonths(month, -2)
      const near = rows.filter(({ day }) => day.slice(0, 7) >= from && day.slice(0, 7) <= month)
      const window = daysBetween(`${from}-01`, `${addMonths(month, 1)}-01`)
      const [head = { day: '' }] = rows
      return {
        insured_id: head.insured_id ?? null,
        ingredient: head.ingredient ?? null,
        day: `${month}-01`,
        supply: sum(near, (row) => num(row, 'days_supply')),
        window,
      }
    })
  })
}

export function cases(tables: PlainTables): readonly Fact[] {
  const low = anchorsOf(tables, 'lowRiskGroup')
  const rows = (tables.drg_case ?? []).map((row) => ({ ...row, day: dayOf(row, 'settled_on') }))
  const peers = groupBy<Fact>(rows, (row) => [row.division, row.status, row.group_code, row.day.slice(0, 7)].join('|'))
  return [...peers.values()].flatMap((some) => {
    const mean = (name: string): number => sum(some, (row) => num(row, name)) / some.length
    const [cost, days] = [mean('total'), mean('stay_days')]
    return some.map((row) => ({
      ...row,
      disease_group: row.group_code ?? null,
      grouped: row.status === 'grouped',
      ambiguous: row.status === 'ambiguous' || str(row, 'group_code').endsWith('QY'),
      low_risk: low.has(str(row, 'group_code')),
      cost: Math.round((1_000_000 * num(row, 'total')) / cost),
      days: Math.round((1_000_000 * num(row, 'stay_days')) / days),
    }))
  })
}

export function around(tables: PlainTables, first: string): readonly Fact[] {
  const byPerson = groupBy(visits(tables), (row) => str(row, 'insured_id'))
  return stays(tables)
    .filter((stay) => addDays(str(stay, 'admitted'), -45) >= first)
    .map((stay) => {
      const admitted = str(stay, 'admitted')
      const within = (from: string, until: string): number =>
        sum(
          (byPerson.get(str(stay, 'insured_id')) ?? []).filter(({ day }) => day >= from && day <= until),
          (row) => num(row, 'total'),
        )
      return {
        ...stay,
        near: within(addDays(admitted, -15), addDays(stay.day, 15)),
        base: within(addDays(admitted, -45), addDays(admitted, -16)),
      }
    })
}

export function bedDays(tables: PlainTables, months: readonly string[]): readonly Fact[] {
  const occupied = stays(tables).flatMap((stay) => {
    const days = Array.from({ length: num(stay, 'stay_days') }, (_, at) => addDays(str(stay, 'admitted'), at))
    return days
      .filter((day) => months.includes(day.slice(0, 7)))
      .map((day) => ({
        ...placeOf(stay),
        stay: `${stay.key}/${day.slice(0, 7)}`,
        day: `${day.slice(0, 7)}-01`,
        occupied: 1,
        beds: 0,
      }))
  })
  const beds = sideRows(tables, 'beds').flatMap(({ anchor, content }) =>
    months.map((month) => ({
      provider_code: anchor,
      department: content.department ?? null,
      stay: `${anchor}/${content.department ?? ''}/${month}`,
      day: `${month}-01`,
      occupied: 0,
      beds: Number(content.beds) * Number(lastDay(month).slice(8)),
    })),
  )
  return [...occupied, ...beds]
}

export function flows(tables: PlainTables): readonly Fact[] {
  const paid = (tables.ledger ?? []).map((row) => ({
    ...row,
    day: dayOf(row, 'day'),
    income: 0,
    out: -num(row, 'amount'),
  }))
  const income = sideRows(tables, 'fundIncome').map(({ anchor, day, content }) => ({
    division: anchor,
    scheme: content.scheme ?? null,
    day: day ?? '',
    income: Math.round(Number(content.amount) * 100),
    out: 0,
  }))
  return [...paid, ...income]
}

/** Each fact under its own day, and once more a year later as what was before. */
export function withYearBefore(facts: readonly Fact[], months: readonly string[]): readonly Fact[] {
  const later = facts
    .map((row) => ({ ...row, day: yearLater(row.day), before: true }))
    .filter(({ day }) => months.includes(day.slice(0, 7)))
  return [...facts.map((row) => ({ ...row, before: false })), ...later]
}
