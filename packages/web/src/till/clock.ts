const inBeijing = 8 * 3_600_000

/** Beijing civil time of a moment: `2025-03-01 08:30:00`. */
const civil = (milliseconds: number): string =>
  new Date(milliseconds + inBeijing).toISOString().slice(0, 19).replace('T', ' ')

/** The time of the centre, which counts, as this machine can tell it. */
export interface CentreClock {
  readonly now: () => string
}

/**
 * @param told the time that the centre told
 * @param heardAt when it was heard, milliseconds of this machine
 */
export function centreClock(told: string, heardAt: number): CentreClock {
  const ahead = Date.parse(`${told.replace(' ', 'T')}+08:00`) - heardAt
  return { now: () => civil(Date.now() + ahead) }
}

/** A number for a message: institution, time, four digits. */
export function messageNumber(providerCode: string, clock: CentreClock): string {
  const [random = 0] = crypto.getRandomValues(new Uint16Array(1))
  return `${providerCode}${clock.now().replaceAll(/\D/g, '')}${String(random % 10_000).padStart(4, '0')}`
}
