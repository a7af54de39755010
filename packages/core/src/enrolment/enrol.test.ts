import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { county, ofTheYear, openFrom, waitWith, windowWith } from '../../tests/support/enrolment.ts'
import { number, p, place, rulesWith } from '../../tests/support/plan.ts'
import { isoDate } from '../kernel/index.ts'
import type { EnrolmentRules, Facts, YearDay } from '../policy/index.ts'
import { compileEnrolment } from './enrol.ts'

function enrol(rules: EnrolmentRules, paidOn: string, facts: Facts, { period = '2026', paid = [] as string[] } = {}) {
  return compileEnrolment(rules, isoDate(paidOn)).enrol({ period, facts, paid })
}

function enrolled(...args: Parameters<typeof enrol>) {
  const outcome = enrol(...args)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

function refusalOf(...args: Parameters<typeof enrol>) {
  const outcome = enrol(...args)
  assert.ok(!outcome.ok, JSON.stringify(outcome))
  return outcome.error
}

const ofTheYearBefore = (month: number, day: YearDay['day']): YearDay => ({ yearBefore: true, month, day })
const adult = { personStatus: 'adult', age: 40 }

describe('windows of the calendar', () => {
  test('who pays in the normal window is covered for the whole next year', () => {
    const { window, cover } = enrolled(county, '2025-10-20', adult)
    assert.deepEqual([window, cover], ['normal', { from: '2026-01-01', until: '2027-01-01' }])
  })

  test('both ends of a window are inside', () => {
    assert.equal(enrolled(county, '2025-09-01', adult).window, 'normal')
    assert.equal(enrolled(county, '2025-11-30', adult).window, 'normal')
    assert.equal(enrolled(county, '2025-12-01', adult).window, 'late')
    assert.equal(enrol(county, '2025-08-31', adult).ok, false)
  })

  test('the late window ends with February and covers from the month after the payment', () => {
    assert.equal(enrolled(county, '2026-01-15', adult).coverageFrom, '2026-02-01')
    assert.equal(enrolled(county, '2026-02-28', adult).coverageFrom, '2026-03-01')
    assert.equal(enrolled(county, '2028-02-29', adult, { period: '2028' }).coverageFrom, '2028-03-01')
  })

  test('a late payment in December is covered from the new year on', () => {
    assert.equal(enrolled(county, '2025-12-15', adult).coverageFrom, '2026-01-01')
  })

  test('afterwards nobody enrols, and the refusal names the windows there were', () => {
    assert.deepEqual(refusalOf(county, '2026-03-01', adult), {
      code: 'enrolment.outside-window',
      rules: 'example',
      year: 2026,
      paidOn: '2026-03-01',
      windows: [
        { window: 'normal', opens: '2025-09-01', closes: '2025-11-30', closing: 'exact' },
        { window: 'late', opens: '2025-12-01', closes: '2026-02-28', closing: 'exact' },
      ],
    })
  })

  test('students have a window of their own, half a month earlier', () => {
    assert.equal(enrolled(county, '2025-08-16', { personStatus: 'student' }).window, 'students')
    assert.equal(enrol(county, '2025-11-20', { personStatus: 'student' }).ok, false)
  })

  test('a day before the first law is refused with the day on which it begins', () => {
    assert.deepEqual(refusalOf(county, '2019-10-01', adult, { period: '2020' }), {
      code: 'enrolment.no-window',
      rules: 'example',
      paidOn: '2019-10-01',
      firstFrom: '2020-01-01',
      place,
    })
  })

  test('a fact that a window needs and nobody gave is refused, not taken for a no', () => {
    assert.deepEqual(refusalOf(county, '2025-10-20', {}), {
      code: 'policy.no-fact',
      plan: 'example',
      fact: 'personStatus',
      place,
    })
  })
})

describe('a newborn', () => {
  const born = { personStatus: 'newborn', age: 0, bornOn: '2026-03-02' }
  const newbornsOnly = { ...county, windows: county.windows.filter(({ name }) => name === 'newborn') }

  test('who is enrolled in time is covered from birth', () => {
    assert.deepEqual(enrolled(county, '2026-03-23', born).cover, { from: '2026-03-02', until: '2027-01-01' })
    assert.equal(enrolled(county, '2026-03-02', born).coverageFrom, '2026-03-02')
  })

  test('who is enrolled a working day too late is not', () => {
    assert.equal(refusalOf(county, '2026-03-24', born).code, 'enrolment.outside-window')
  })

  test('has a day more when a holiday lies between', () => {
    const later = { ...born, bornOn: '2026-03-26' }
    assert.equal(enrolled(county, '2026-04-17', later).window, 'newborn')
    assert.equal(enrol(county, '2026-04-20', later).ok, false)
  })

  test('who is born at the end of a year is covered in the next from its first day', () => {
    const late = { ...born, bornOn: '2026-12-30' }
    const known = { ...county, holidays: [...county.holidays, { year: 2027, off: [], worked: [], source: '示例' }] }
    assert.equal(enrolled(known, '2027-01-04', late, { period: '2027' }).coverageFrom, '2027-01-01')
    assert.equal(enrolled(known, '2027-01-04', late, { period: '2026' }).coverageFrom, '2026-12-30')
  })

  test('is enrolled for a year that the days since birth reach, and for no other', () => {
    for (const period of ['2020', '2025', '2027', '2030']) {
      assert.equal(refusalOf(county, '2026-03-10', born, { period }).code, 'enrolment.outside-window', period)
    }
  })

  test('who is born too early for the days to reach the next year is covered in the old one only', () => {
    const early = { ...born, bornOn: '2026-12-01' }
    assert.equal(enrolled(county, '2026-12-10', early, { period: '2026' }).coverageFrom, '2026-12-01')
    const { trace, window } = enrolled(county, '2026-12-10', early, { period: '2027' })
    assert.deepEqual([window, trace.length], ['late', 3])
  })

  test('cannot be decided while the days off decide and are not known', () => {
    const late = { ...born, bornOn: '2026-12-28' }
    assert.deepEqual(refusalOf(newbornsOnly, '2027-01-20', late), {
      code: 'enrolment.holidays-unknown',
      rules: 'example',
      after: '2026-12-28',
      place,
    })
  })

  test('is enrolled on a day that is inside whatever the days off may be', () => {
    const late = { ...born, bornOn: '2026-12-28' }
    const { cover, trace } = enrolled(county, '2026-12-29', late)
    assert.deepEqual(cover, { from: '2026-12-28', until: '2027-01-01' })
    const [, window] = trace
    assert.ok(window?.step === 'window')
    assert.deepEqual([window.closes, window.closing], ['2027-01-12', 'at-least'])
    assert.equal(enrolled(newbornsOnly, '2027-01-12', late).window, 'newborn')
    assert.equal(enrolled(newbornsOnly, '2027-01-12', late, { period: '2027' }).coverageFrom, '2027-01-01')
  })

  test('is late on a day that is outside whatever the days off may be', () => {
    const late = { ...born, bornOn: '2026-12-28' }
    assert.deepEqual(refusalOf(newbornsOnly, '2027-03-02', late), {
      code: 'enrolment.outside-window',
      rules: 'example',
      year: 2026,
      paidOn: '2027-03-02',
      windows: [{ window: 'newborn', opens: '2026-12-28', closes: '2027-03-01', closing: 'at-most' }],
    })
  })

  test('of long ago enrols like everybody, though nobody knows the days off of then', () => {
    const { window, trace } = enrolled(county, '2026-10-05', { ...born, bornOn: '2025-06-01' }, { period: '2027' })
    assert.equal(window, 'normal')
    assert.ok(trace[1]?.step === 'window' && trace[1].undecided.length === 0)
  })

  test('whose days are in doubt is let into a later window that is open, and the doubt is told', () => {
    const late = { ...born, bornOn: '2026-12-28' }
    const { window, coverageFrom, trace } = enrolled(county, '2027-01-20', late, { period: '2027' })
    assert.deepEqual([window, coverageFrom], ['late', '2027-02-01'])
    assert.ok(trace[1]?.step === 'window')
    assert.deepEqual(trace[1].undecided, ['newborn'])
  })

  test('without a day of birth is refused', () => {
    assert.equal(refusalOf(county, '2026-03-23', { personStatus: 'newborn' }).code, 'policy.no-fact')
    assert.equal(refusalOf(county, '2026-03-23', { ...born, bornOn: '2026-02-30' }).code, 'policy.no-fact')
  })
})

describe('a waiting period', () => {
  const late = { ...adult, household: 'patient-insured' }

  test('of 180 days that begins the day after the payment ends before day 181', () => {
    const { coverageFrom, premium, trace } = enrolled(county, '2026-04-10', late)
    assert.deepEqual([coverageFrom, premium], ['2026-10-08', 23_000])
    assert.deepEqual(
      trace.map(({ step }) => step),
      ['continuity', 'window', 'premium', 'wait', 'cover'],
    )
  })

  test('that begins with the payment ends a day earlier', () => {
    const waits = { latecomer: waitWith('latecomer', p('waitingDays'), { dayOne: 'same-day' }) }
    assert.equal(enrolled({ ...county, waits }, '2026-04-10', late).coverageFrom, '2026-10-07')
  })

  test('beyond the year covers no day, and the payment is refused with the day that would be the first', () => {
    assert.deepEqual(refusalOf(county, '2026-08-01', late), {
      code: 'enrolment.no-day-covered',
      rules: 'example',
      year: 2026,
      paidOn: '2026-08-01',
      window: 'latecomer',
      coverageFrom: '2027-01-29',
      place,
    })
    assert.equal(refusalOf(county, '2026-07-04', late).code, 'enrolment.no-day-covered')
    assert.deepEqual(enrolled(county, '2026-07-03', late).cover, { from: '2026-12-31', until: '2027-01-01' })
  })

  test('is not the only reason: a payment in December that covers from the next month covers nothing', () => {
    const windows = [windowWith('any', { opening: openFrom(ofTheYear(1, 1), ofTheYear(12, 31)), cover: 'next-month' })]
    assert.equal(refusalOf({ ...county, windows }, '2026-12-01', adult).code, 'enrolment.no-day-covered')
    assert.equal(enrolled({ ...county, windows }, '2026-11-30', adult).coverageFrom, '2026-12-01')
  })

  test('may be counted from the year when the payment came before it', () => {
    const rules = (counts: 'payment' | 'year'): EnrolmentRules => ({
      ...county,
      waits: { latecomer: waitWith('latecomer', p('months'), { unit: 'month', dayOne: 'same-day', counts }) },
      windows: county.windows.map((window) => ({ ...window, cover: { wait: 'latecomer' } })),
      ...rulesWith([number('months', 3), number('newbornDays', 15)], { classes: county.classes }),
    })
    const windows = [
      windowWith('normal', { opening: openFrom(ofTheYear(1, 1), ofTheYear(12, 31)), cover: { wait: 'latecomer' } }),
    ]
    assert.equal(enrolled(rules('payment'), '2025-11-10', adult).coverageFrom, '2026-02-10')
    assert.equal(enrolled(rules('year'), '2025-11-10', adult).coverageFrom, '2026-04-01')
    assert.equal(enrolled({ ...rules('year'), windows }, '2026-05-31', adult).coverageFrom, '2026-08-31')
  })

  test('in working days of an unknown year is decided when it is over before the year of cover, else refused', () => {
    const waits = { latecomer: waitWith('latecomer', p('newbornDays'), { unit: 'working-day' }) }
    const windows = [
      windowWith('any', { opening: openFrom(ofTheYearBefore(1, 1), ofTheYear(12, 31)), cover: { wait: 'latecomer' } }),
    ]
    const rules = { ...county, waits, windows }
    const { coverageFrom, trace } = enrolled(rules, '2027-09-01', adult, { period: '2028' })
    assert.equal(coverageFrom, '2028-01-01')
    assert.ok(trace[2]?.step === 'wait')
    assert.equal(trace[2].ending, 'at-most')
    assert.equal(refusalOf(rules, '2027-12-20', adult, { period: '2028' }).code, 'enrolment.holidays-unknown')
    assert.equal(refusalOf(rules, '2027-03-01', adult, { period: '2027' }).code, 'enrolment.holidays-unknown')
  })

  test('of half a day is an answer that no law gives', () => {
    const half = { ...county, parameters: { ...county.parameters, waitingDays: number('waitingDays', 180.5) } }
    assert.deepEqual(refusalOf(half, '2026-04-10', late), {
      code: 'enrolment.part-of-a-day',
      rules: 'example',
      length: '180.5',
      place,
    })
  })
})

describe('consecutive years', () => {
  test('count the years paid without a break, this one included', () => {
    const { standing } = enrolled(county, '2025-10-20', adult, { paid: ['2023', '2024', '2025'] })
    assert.deepEqual(standing, { consecutiveYear: 4, missed: 0, everInsured: true })
  })

  test('begin again after a missed year', () => {
    const { standing } = enrolled(county, '2025-10-20', adult, { paid: ['2022', '2023', '2024'] })
    assert.deepEqual(standing, { consecutiveYear: 1, missed: 1, everInsured: true })
  })

  test('are what conditions ask', () => {
    const windows = [
      windowWith('loyal', {
        when: [{ fact: 'consecutiveYear', atLeast: 3, atMost: null }],
        opening: openFrom(ofTheYear(1, 1), ofTheYear(12, 31)),
        cover: 'payment',
      }),
    ]
    assert.equal(
      enrolled({ ...county, windows }, '2026-05-05', adult, { paid: ['2024', '2025'] }).coverageFrom,
      '2026-05-05',
    )
    assert.equal(enrol({ ...county, windows }, '2026-05-05', adult, { paid: ['2025'] }).ok, false)
  })

  test('may be counted by the month, with a grace that the law dates', () => {
    const monthly: EnrolmentRules = {
      ...county,
      parameters: { ...county.parameters, graceMonths: number('graceMonths', 3) },
      continuity: { per: 'month', grace: p('graceMonths') },
      windows: [
        windowWith('broken', {
          when: [{ fact: 'missedMonths', atLeast: 1, atMost: null }],
          opening: openFrom(ofTheYear(1, 1), ofTheYear(12, 31)),
          cover: 'next-month',
        }),
        windowWith('any', { opening: openFrom(ofTheYear(1, 1), ofTheYear(12, 31)), cover: 'payment' }),
      ],
    }
    const paid = ['2025-10', '2025-11', '2025-12']
    const april = enrolled(monthly, '2026-04-10', adult, { period: '2026-04', paid })
    assert.deepEqual([april.window, april.coverageFrom, april.standing?.missed], ['any', '2026-04-10', 0])
    const may = enrolled(monthly, '2026-05-10', adult, { period: '2026-05', paid })
    assert.deepEqual([may.window, may.coverageFrom, may.standing?.missed], ['broken', '2026-06-01', 4])
    const early = enrolled(monthly, '2026-03-20', adult, { period: '2026-04', paid })
    assert.deepEqual(early.cover, { from: '2026-04-01', until: '2027-01-01' })
    assert.deepEqual(
      april.trace[0]?.step === 'continuity' &&
        april.trace[0].inputs.map((input) => 'parameter' in input && input.parameter),
      ['graceMonths'],
    )
  })

  test('are left to the facts when nobody tells what was paid', () => {
    const law = compileEnrolment(county, isoDate('2025-10-20'))
    const outcome = law.enrol({ period: '2026', facts: adult, paid: null })
    assert.ok(outcome.ok && outcome.value.standing === null)
  })
})
