import type { Catalog } from '@yibao/core/catalog'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import { runBusyHour } from '../busy-hour.ts'
import { openTill } from '../till.ts'
import { type Institution, type Town, townDivision } from '../town.ts'
import { openTransport, type Transport } from '../transport.ts'
import { hourOf } from '../visits.ts'
import { openWard } from '../ward.ts'
import { mappingsOf } from './mappings.ts'
import type { PastClock } from './past-clock.ts'
import { staysOf } from './stays.ts'

interface PastCare {
  /** Where a centre listens whose clock this is. */
  readonly url: string
  readonly clock: PastClock
  readonly town: Town
  readonly catalog: Catalog
}

/** The last is the day before the demo's. */
const days = ['2023-09-18', '2023-10-09', '2023-10-23', '2023-11-12'].map(isoDate)
const mappingDay = isoDate('2023-09-04')

/**
 * An hour of some days of the past.
 *
 * @param visits visits and purchases of each
 * @throws Error when something did not go as planned
 */
export async function playDays({ url, clock, town, catalog }: PastCare, visits: number, lost: AbortSignal) {
  for (const [index, on] of days.entries()) {
    const then = { ...town, on, members: town.members.filter(({ insured }) => insured.birth <= on) }
    // Played in a moment: whoever came in the hour is settled when it is over.
    clock.setTime(localDateTime(`${on} 10:00:00`))
    const episodes = hourOf(town.seed + index + 1, then, catalog, { visits })
    const { stopped, findings } = await runBusyHour({ url, town: then, episodes, lost })
    const [wrong] = [...stopped, ...findings]
    if (wrong !== undefined) throw new Error(`${on} 未按计划进行 did not go as planned: ${wrong}`)
  }
}

const windowOf = (institution: Institution, transport: Transport) => openTill({ institution, window: 0, transport })

/** Two places hand in how their own items are called. */
async function uploadMappings({ clock, town, catalog }: PastCare, transport: Transport): Promise<void> {
  const at = localDateTime(`${mappingDay} 10:00:00`)
  clock.setTime(at)
  for (const { institution, data } of mappingsOf(town, catalog, mappingDay)) {
    const { outcome } = await windowOf(institution, transport).send('3301', { data }, { at })
    if (outcome.kind !== 'success') throw new Error(`3301: ${JSON.stringify(outcome)}`)
  }
}

/** Two months of stays at the hospitals, and what institutions call their items. @throws Error when a message is refused */
export async function playStays(care: PastCare): Promise<void> {
  const { url, clock, town, catalog } = care
  const transport = openTransport({ url, connections: 1 })
  try {
    await uploadMappings(care, transport)
    const wards = new Map(
      town.institutions.map((institution) => [
        institution,
        openWard({
          till: windowOf(institution, transport),
          insuredAt: townDivision,
          setTime: clock.setTime,
        }),
      ]),
    )
    for (const { institution, stay, isListed } of staysOf(town.seed, town, catalog)) {
      await wards.get(institution)?.bill(stay, isListed)
    }
  } finally {
    transport.close()
  }
}
