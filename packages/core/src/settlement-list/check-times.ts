import { dateOf, type LocalDateTime } from '../kernel/index.ts'
import { finding, type Look, none } from './finding.ts'
import { minutesBetween, minutesOf, momentOf } from './time.ts'
import type { ListField, ListFinding, ListGround, SettlementList } from './types.ts'

interface Stay {
  readonly admittedAt: LocalDateTime | null
  readonly dischargedAt: LocalDateTime | null
}

/** The stay as the list states it, else as it was registered: the centre fills what it already knows. */
export const stayOf = (list: SettlementList, ground: ListGround): Stay => ({
  admittedAt: list.admittedAt ?? ground.admittedAt,
  dischargedAt: list.dischargedAt ?? ground.dischargedAt,
})

interface Point {
  readonly field: ListField
  readonly at: string | null
  readonly row?: number
}

/** Refuses a later point that lies before an earlier one; what is missing or no time is another check's. */
function inOrder(earlier: Point, later: Point): readonly ListFinding[] {
  if (earlier.at === null || later.at === null || earlier.at <= later.at) return none
  const row = later.row ?? earlier.row
  const where = { value: later.at, against: earlier.at, ...(row === undefined ? {} : { row }) }
  return [finding('refuse', 'out-of-order', later.field, where)]
}

const day = (at: LocalDateTime | null): string | null => (at === null ? null : dateOf(at))

export const stayInOrder: Look = (list, ground) => {
  const { admittedAt, dischargedAt } = stayOf(list, ground)
  const missing = [
    ...(admittedAt === null ? [finding('refuse', 'missing', 'admittedAt')] : []),
    ...(dischargedAt === null ? [finding('refuse', 'missing', 'dischargedAt')] : []),
  ]
  return [
    ...missing,
    ...inOrder({ field: 'admittedAt', at: admittedAt }, { field: 'dischargedAt', at: dischargedAt }),
    // Patients are often settled some hours before they leave: the day counts.
    ...inOrder({ field: 'dischargedAt', at: day(dischargedAt) }, { field: 'settledAt', at: dateOf(ground.settledAt) }),
    ...inOrder({ field: 'settledFrom', at: list.settledFrom }, { field: 'settledUntil', at: list.settledUntil }),
    ...inOrder({ field: 'admittedAt', at: day(admittedAt) }, { field: 'settledFrom', at: list.settledFrom }),
    ...inOrder({ field: 'settledUntil', at: list.settledUntil }, { field: 'settledAt', at: dateOf(ground.settledAt) }),
  ]
}

const operationTimes = [
  ['beginsAt', 'operationBeginsAt'],
  ['endsAt', 'operationEndsAt'],
  ['anaesthesiaBeginsAt', 'anaesthesiaBeginsAt'],
  ['anaesthesiaEndsAt', 'anaesthesiaEndsAt'],
] as const

export const operationsInOrder: Look = (list, ground) => {
  const stay = stayOf(list, ground)
  return list.operations.flatMap((operation, index) => {
    const row = index + 1
    const points = operationTimes.map(([name, field]) => {
      const sent = operation[name]
      return { name, field, row, sent, at: sent === null ? null : momentOf(sent) }
    })
    const [begins, ends, asleep, awake] = points
    const unread = points.flatMap(({ field, sent, at }) =>
      sent !== null && at === null ? [finding('refuse', 'bad-time', field, { row, value: sent })] : [],
    )
    const missing = operation.beginsAt === null ? [finding('warn', 'missing', 'operationBeginsAt', { row })] : []
    if (begins === undefined || ends === undefined || asleep === undefined || awake === undefined) return none
    // An emergency operation may begin before the desk has written the admission: the day counts.
    const inStay = [begins, ends].flatMap((point) => [
      ...inOrder({ field: 'admittedAt', at: day(stay.admittedAt) }, { ...point, at: day(point.at) }),
      ...inOrder({ ...point, at: day(point.at) }, { field: 'dischargedAt', at: day(stay.dischargedAt) }),
    ])
    return [
      ...unread,
      ...missing,
      ...inStay,
      ...inOrder(begins, ends),
      ...inOrder(asleep, awake),
      ...inOrder(asleep, ends),
      ...inOrder(begins, awake),
    ]
  })
}

export const intensiveCareInOrder: Look = (list, ground) => {
  const stay = stayOf(list, ground)
  return list.intensiveCare.flatMap(({ enteredAt, leftAt, duration }, index) => {
    const row = index + 1
    const entered = { field: 'intensiveCareEntered', at: enteredAt, row } as const
    const left = { field: 'intensiveCareLeft', at: leftAt, row } as const
    const stated = minutesOf(duration)
    const spent = minutesBetween(enteredAt, leftAt)
    const differs =
      stated === null
        ? [finding('refuse', 'bad-duration', 'intensiveCareDuration', { row, value: duration })]
        : Math.abs(stated - spent) > toleranceMinutes
          ? [
              finding('warn', 'duration-differs', 'intensiveCareDuration', {
                row,
                value: duration,
                against: `${spent}`,
              }),
            ]
          : none
    return [
      ...inOrder({ field: 'admittedAt', at: day(stay.admittedAt) }, { ...entered, at: dateOf(enteredAt) }),
      ...inOrder(entered, left),
      ...inOrder({ ...left, at: dateOf(leftAt) }, { field: 'dischargedAt', at: day(stay.dischargedAt) }),
      ...(spent < 0 ? none : differs),
    ]
  })
}

/** Wards write hours, not minutes; our own tolerance. */
const toleranceMinutes = 60

export const durationsReadable: Look = (list, ground) => {
  const { admittedAt, dischargedAt } = stayOf(list, ground)
  const stayMinutes = admittedAt === null || dischargedAt === null ? null : minutesBetween(admittedAt, dischargedAt)
  const inside = ['ventilator', 'comaAfter'] as const
  return (['ventilator', 'comaBefore', 'comaAfter'] as const).flatMap((field) => {
    const sent = list[field]
    if (sent === null) return none
    const minutes = minutesOf(sent)
    if (minutes === null) return [finding('refuse', 'bad-duration', field, { value: sent })]
    const limited = inside.some((name) => name === field)
    return limited && stayMinutes !== null && minutes > stayMinutes
      ? [finding('warn', 'duration-too-long', field, { value: sent, against: String(stayMinutes) })]
      : none
  })
}

export const registeredAgrees: Look = (list, ground) => {
  const pairs = [
    ['admittedAt', day(list.admittedAt), day(ground.admittedAt)],
    ['dischargedAt', day(list.dischargedAt), day(ground.dischargedAt)],
    ['dischargeWay', list.dischargeWay, ground.dischargeWay],
  ] as const
  return pairs.flatMap(([field, sent, registered]) =>
    sent === null || registered === null || sent === registered
      ? none
      : [finding('warn', 'registered-differs', field, { value: sent, against: registered })],
  )
}
