import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { enrolmentOf } from './policy-enrolment.ts'
import { type AuthorProblem, openSheet, problemText } from './policy-sheet.ts'

const text = `enrolment: example
label: 示例
labelEn: Example
scheme: '390'
parameters:
  waitingDays:
    label: 等待期
    kind: number
    values:
      - { from: 2023-01-01, value: 180, source: 示例第一条 }
  newbornDays:
    label: 期限
    kind: number
    values:
      - { from: 2023-01-01, value: 15, source: 示例第二条 }
windows:
  - window: newborn
    label: 新生儿
    when: { personStatus: newborn }
    after: bornOn
    within: { length: newbornDays, unit: working-day, dayOne: next-day }
    cover: event
  - window: normal
    label: 集中参保期
    days:
      - { from: 2023-01-01, value: { opens: 09-01 of the year before, closes: 02-end of the year }, source: 示例第三条 }
      - { from: 2025-01-01, value: none, source: 示例第四条 }
    cover: year
  - window: late
    label: 逾期
    when: { household: patient-insured, missedYears: 1.. }
    days:
      - { from: 2023-01-01, value: { opens: 03-01 of the year, closes: 12-31 of the year }, assumed: 未载, source: 示例第五条 }
    cover: latecomer
waits:
  latecomer: { label: 等待期, length: waitingDays, unit: day, dayOne: next-day, counts: payment }
continuity: { per: year }
household:
  label: 同户参保
  exempt: { personStatus: student }
  rule:
    - { from: 2023-01-01, value: together, source: 示例第六条 }
holidays:
  - { year: 2026, off: [2026-02-15..2026-02-17], worked: [2026-02-14], source: 放假安排 }
readings:
  paymentFirst:
    label: 缴费当日起算
    waits:
      latecomer: { label: 等待期, length: waitingDays, unit: day, dayOne: same-day, counts: payment }
  calendarDays:
    label: 按自然日
    windows:
      - window: newborn
        label: 新生儿
        when: { personStatus: newborn }
        after: bornOn
        within: { length: newbornDays, unit: day, dayOne: next-day }
        cover: event
`

function read(yaml: string) {
  const problems: AuthorProblem[] = []
  return { rules: enrolmentOf(openSheet('example.yaml', yaml, problems)), problems }
}

test('a file of enrolment is read with windows, waits, holidays and the household rule', () => {
  const { rules, problems } = read(text)
  assert.deepEqual(problems.map(problemText), [])
  const [newborn, normal, late] = rules.windows
  assert.deepEqual(newborn?.opening, {
    after: 'bornOn',
    within: { length: { parameter: 'newbornDays' }, unit: 'working-day', dayOne: 'next-day' },
  })
  assert.ok(normal !== undefined && 'days' in normal.opening)
  assert.deepEqual(
    normal.opening.days.map(({ from, value }) => [from, value]),
    [
      [
        '2023-01-01',
        {
          opens: { yearBefore: true, month: 9, day: 1 },
          closes: { yearBefore: false, month: 2, day: 'end' },
        },
      ],
      ['2025-01-01', 'none'],
    ],
  )
  assert.ok(late !== undefined && 'days' in late.opening)
  assert.deepEqual([late.cover, late.opening.days[0]?.source], [{ wait: 'latecomer' }, '示例第五条（推定：未载）'])
  assert.deepEqual(rules.holidays[0]?.off, ['2026-02-15', '2026-02-16', '2026-02-17'])
  assert.deepEqual(rules.household?.exempt, [{ fact: 'personStatus', oneOf: ['student'] }])
})

test('a reading replaces what has the same name and leaves the rest', () => {
  const { readings, windows } = read(text).rules
  assert.equal(readings.paymentFirst?.waits.latecomer?.dayOne, 'same-day')
  assert.deepEqual(readings.paymentFirst?.windows.length, 3)
  const [newborn, ...others] = readings.calendarDays?.windows ?? []
  assert.ok(newborn !== undefined && 'within' in newborn.opening && newborn.opening.within.unit === 'day')
  assert.deepEqual(
    others.map(({ name }) => name),
    windows.slice(1).map(({ name }) => name),
  )
  assert.equal(readings.calendarDays?.label, '按自然日')
})

/** What is changed, into what, and how the complaint begins. */
const mistakes: readonly (readonly [string, string, string, string])[] = [
  ['a day that is none', '09-01 of the year before', '09-31 of the year before', '`opens` is not a day of every year'],
  ['a leap day', '09-01 of the year before', '02-29 of the year before', '`opens` is not a day of every year'],
  ['a day of no year', '09-01 of the year before', '09-01', '`opens` is not a day of every year'],
  [
    'a window that closes before it opens',
    'closes: 12-31 of the year',
    'closes: 02-01 of the year',
    'a window that closes before it opens',
  ],
  ['a wait that does not exist', 'cover: latecomer', 'cover: lateday', '`cover` has no such value'],
  ['an event without one', 'cover: year', 'cover: event', 'a window of the calendar has no event'],
  ['an event that is no date', 'after: bornOn', 'after: age', '`age` is no fact that is a date'],
  ['a window that never opens', '    after: bornOn\n', '', 'a window that is never open'],
  ['two windows of one name', 'window: late\n', 'window: normal\n', 'two windows are called `normal`'],
  ['an unknown unit', 'unit: working-day', 'unit: week', '`unit` has no such value'],
  ['an unknown first day', 'dayOne: next-day, counts', 'dayOne: today, counts', '`dayOne` has no such value'],
  ['dates out of order', 'from: 2025-01-01, value: none', 'from: 2022-01-01, value: none', 'dates out of order'],
  ['a value without a source', ', source: 示例第六条', '', '`source` is missing'],
  ['a holiday that is no day', '2026-02-15..2026-02-17', '2026-02-17..2026-02-15', 'not a day or a range of days'],
  ['a holiday of another year', '2026-02-15..2026-02-17', '2025-12-31..2026-01-01', 'a day outside 2026'],
  [
    'a working day that is worked anyway',
    'worked: [2026-02-14]',
    'worked: [2026-02-13]',
    'a day that is worked anyway',
  ],
  ['a day off and worked', 'worked: [2026-02-14]', 'worked: [2026-02-15]', 'a day that is off and worked at once'],
  ['an unknown standing', 'patient-insured', 'insured', '`household` never has this value'],
  ['a wait that nothing uses', 'cover: latecomer', 'cover: payment', 'nothing uses `latecomer`'],
  [
    'a reading that replaces nothing',
    'readings:\n',
    'readings:\n  empty: { label: 空 }\n',
    'a reading that replaces nothing',
  ],
  [
    'a new formula that a reading does not use',
    'readings:\n',
    'readings:\n  more: { label: 多, formulas: { doubled: { label: 倍, is: { sum: [waitingDays, newbornDays] } } } }\n',
    'nothing uses `doubled`',
  ],
  [
    'a reading that reads the same',
    'unit: day, dayOne: same-day, counts: payment }',
    'unit: day, counts: payment, dayOne: next-day }',
    'the reading reads nothing else',
  ],
  [
    'windows that are no list',
    'readings:\n',
    'readings:\n  empty: { label: 空, windows: foo }\n',
    '`windows` is not a list',
  ],
  [
    'windows of none',
    'readings:\n',
    'readings:\n  empty: { label: 空, windows: [] }\n',
    '`windows` of a reading is empty',
  ],
]

describe('an author is told of', () => {
  for (const [name, from, to, what] of mistakes) {
    test(name, () => {
      assert.ok(text.includes(from), from)
      const problems = read(text.replace(from, to)).problems
      assert.ok(
        problems.some((problem) => problem.what.startsWith(what)),
        problems.map(problemText).join('\n'),
      )
    })
  }
})

test('a mistake that the rules and a reading share is told once', () => {
  const { problems } = read(text.replace('09-01 of the year before', '09-31 of the year before'))
  assert.deepEqual(
    problems.map(({ what }) => what),
    ['`opens` is not a day of every year'],
  )
})
