import { type Dated, fen, isoDate } from '../../src/kernel/index.ts'
import type { EnrolmentRules, EnrolmentWindow, Expression, Wait, WindowDays, YearDay } from '../../src/policy/index.ts'
import { classification, moneyBy, number, p, place, rulesWith } from './plan.ts'

export const ofTheYear = (month: number, day: YearDay['day']): YearDay => ({ yearBefore: false, month, day })
const ofTheYearBefore = (month: number, day: YearDay['day']): YearDay => ({ yearBefore: true, month, day })

/** The days of a window of the calendar, since 2020. */
export function openFrom(opens: YearDay, closes: YearDay): { readonly days: readonly Dated<WindowDays>[] } {
  return { days: [{ from: isoDate('2020-01-01'), value: { opens, closes }, source: '示例规定 窗口', assumed: false }] }
}

type WindowRest = Partial<EnrolmentWindow> & Pick<EnrolmentWindow, 'opening' | 'cover'>

export function windowWith(name: string, rest: WindowRest): EnrolmentWindow {
  return { name, label: name, when: [], premium: null, place, ...rest }
}

export function waitWith(name: string, length: Expression, rest: Partial<Wait> = {}): Wait {
  return { name, label: name, length, unit: 'day', dayOne: 'next-day', counts: 'payment', place, ...rest }
}

/** A county whose households enrol together, whose latecomers wait 180 days, and whose newborns have 15 working days. */
export const county: EnrolmentRules = {
  ...rulesWith(
    [
      number('waitingDays', 180),
      number('newbornDays', 15),
      moneyBy('latePremium', 'ageGroup', { minor: fen(11_800), adult: fen(23_000) }),
    ],
    { classes: [classification('ageGroup', [['minor', { fact: 'age', atLeast: null, atMost: 17 }], ['adult']])] },
  ),
  scheme: '390',
  windows: [
    windowWith('newborn', {
      when: [{ fact: 'personStatus', oneOf: ['newborn'] }],
      opening: { after: 'bornOn', within: { length: p('newbornDays'), unit: 'working-day', dayOne: 'next-day' } },
      cover: 'event',
    }),
    windowWith('students', {
      when: [{ fact: 'personStatus', oneOf: ['student'] }],
      opening: openFrom(ofTheYearBefore(8, 16), ofTheYearBefore(11, 15)),
      cover: 'year',
    }),
    windowWith('normal', {
      when: [{ fact: 'personStatus', oneOf: ['adult', 'minor', 'newborn'] }],
      opening: openFrom(ofTheYearBefore(9, 1), ofTheYearBefore(11, 30)),
      cover: 'year',
    }),
    windowWith('late', { opening: openFrom(ofTheYearBefore(12, 1), ofTheYear(2, 'end')), cover: 'next-month' }),
    windowWith('latecomer', {
      when: [{ fact: 'household', oneOf: ['patient-insured'] }],
      opening: openFrom(ofTheYear(3, 1), ofTheYear(12, 31)),
      cover: { wait: 'latecomer' },
      premium: p('latePremium'),
    }),
  ],
  waits: { latecomer: waitWith('latecomer', p('waitingDays')) },
  continuity: { per: 'year', grace: null },
  household: {
    label: '家庭成员同时参保',
    exempt: [{ fact: 'personStatus', oneOf: ['student'] }],
    rule: [
      { from: isoDate('2020-01-01'), value: 'together', source: '示例规定 户', assumed: false },
      { from: isoDate('2027-01-01'), value: 'none', source: '示例规定 废止', assumed: false },
    ],
    place,
  },
  holidays: [{ year: 2026, off: [isoDate('2026-04-06')], worked: [], source: '示例放假安排' }],
  readings: {},
}
