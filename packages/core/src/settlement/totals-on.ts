import type { PlanBook } from '../benefit/index.ts'
import { enrolmentOn } from '../encounter/index.ts'
import type { IsoDate } from '../kernel/index.ts'
import { benefitYear } from '../policy/index.ts'
import type { PersonFile, RunningTotal } from './types.ts'

/**
 * The running totals that a person has in the benefit year and in the calendar month of a day. The year is that of the
 * region where the person is insured then; of a region without a policy it is the calendar year.
 */
export function totalsOn(file: PersonFile, book: PlanBook, on: IsoDate): readonly RunningTotal[] {
  const periodsOf = (scheme: RunningTotal['scheme']): readonly string[] => {
    const division = enrolmentOn(file.enrolments, scheme, on)?.division
    const rule = book.packs.find((pack) => pack.division === division)?.year ?? calendarYear
    const occasion = { on, admission: null, discharge: null, stay: '', episode: '' }
    return [String(benefitYear(rule, occasion)), on.slice(0, 7)]
  }
  return file.totals.filter(({ scheme, period }) => periodsOf(scheme).includes(period))
}

const calendarYear = { startsOn: '01-01', by: 'settlement' } as const
