import type { InterfaceProfile } from '@yibao/contract/national'
import { invariant, isoDate, type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { auditDayBefore } from '../../src/audit-nightly.ts'
import { caseworkDesk, shippedCaseworkLaw } from '../../src/casework-desk.ts'
import { openCentre } from '../../src/compose.ts'
import type { Starter } from '../../src/files/starter.ts'
import { dailyCasework } from '../../src/flows/casework-daily.ts'
import { sealLog } from '../../src/flows/log-seal.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { addUser, resetPassword } from '../../src/flows/users.ts'
import { sealDesk } from '../../src/log-seals.ts'
import { officeDesk } from '../../src/office-desk.ts'
import { paymentDesk } from '../../src/payment-desk.ts'
import type { Database } from '../../src/store/database.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'
import { nightlyStatistics } from '../../src/supervision-night.ts'
import { demoUser } from '../demo-people.ts'
import { fillSettlements } from '../fill/fill.ts'
import { type Town, townDivision } from '../town.ts'
import { playDays, playStays } from './care.ts'
import { comparePayments } from './comparison.ts'
import { type EvidenceRoom, openEvidenceRoom } from './evidence.ts'
import { reviewMappings } from './mapping-review.ts'
import type { PastClock } from './past-clock.ts'
import { askForReview, closeMonth, payByGroups } from './payments.ts'
import { colleagueOf } from './staff.ts'
import { recover, supervise } from './supervision.ts'

export interface PastOptions {
  readonly database: Database
  readonly secretBox: SecretBox
  readonly packs: readonly RegionPack[]
  readonly profiles: readonly InterfaceProfile[]
  readonly clock: PastClock
  readonly newId: () => string
  readonly town: Town
  readonly starter: Starter
  /** Where lake and statistics are kept. */
  readonly dataDir: string
  /** Visits and purchases of each of four days. */
  readonly visits: number
  /** As many settlements are on file before the stays. */
  readonly settlements: number
  /** Told what is being done. */
  readonly log: (line: string) => void
}

/** From when on the town's people and institutions are on file, so that they can have a past. */
export const pastBegins: LocalDateTime = localDateTime('2023-09-01 00:00:00')

const quiet = (): void => undefined

/** Visits, copies of people who had some, and stays, through the door of a centre that closes again. */
async function liveThrough(options: PastOptions): Promise<void> {
  const { database, secretBox, packs, profiles, clock, town, starter, visits, settlements, log } = options
  const centre = await openCentre({ database, secretBox, clock, packs, profiles, log })
  try {
    const care = { url: await centre.listen('127.0.0.1', 0), clock, town, catalog: starter.catalog }
    await playDays(care, visits, database.lost)
    await fillSettlements(database, settlements, quiet)
    await playStays(care)
  } finally {
    await centre.close()
  }
}

/** Things that belong to no matter yet: one waits to be handed out, one is out and should have been back. */
async function fillEvidenceRoom(room: EvidenceRoom, clock: PastClock): Promise<void> {
  clock.setTime(localDateTime('2023-10-30 09:00:00'))
  const taken = { matterId: null, source: '示例市第二医院收费处', file: null } as const
  const ledger = await room.take({ ...taken, kind: 'object', title: '收费处手工台账一册' })
  const disk = await room.take({ ...taken, kind: 'object', title: '收费系统备份硬盘' })
  await room.approve(ledger, demoUser('auditor'), isoDate('2023-11-20'))
  await room.approve(disk, demoUser('auditor'), isoDate('2023-11-20'))
  await room.handOut(disk, demoUser('auditor'), isoDate('2023-11-10'))
}

/** Somebody forgot his password: it was made anew, and the account waits for the security administrator. */
async function forgetPassword({ database, clock, newId }: PastOptions): Promise<void> {
  const { actor } = await colleagueOf(database.pool, demoUser('system-admin'), 'users.manage')
  const desk = officeDesk(database.pool, { now: clock.now, newId })
  const userId = 'clerk.zhou'
  const grants = [{ role: 'clerk', scope: { kind: 'region', division: townDivision } }] as const
  const made = await addUser(desk, atConsole, { userId, name: '周经办', staffNumber: 'S0108', grants })
  const reset = made.ok ? await resetPassword(desk, actor, userId) : made
  if (!reset.ok) throw new Error(reset.error.code)
}

/**
 * The two months before the demo, lived through the same doors and flows as everything after: visits and stays, an audit with its
 * findings, review items and a case at every stage, evidence, two month-ends, mappings, a night of statistics. Filled up with copies of
 * people to as many settlements as told. The town is planted and its people have accounts.
 *
 * @throws Error when something was refused
 */
export async function livePast(options: PastOptions): Promise<void> {
  const { database, secretBox, clock, newId, town, dataDir, log } = options
  const { pool } = database
  const source = { now: clock.now, newId }
  const hospital = town.institutions.find(({ provider }) => provider.kind === 'hospital')?.provider
  invariant(hospital !== undefined, 'a town has a hospital')
  log('  九、十月的门诊和住院 visits and stays of September and October …')
  await liveThrough(options)

  log('  审核、核查、月结、统计 audit, casework, month-ends, statistics …')
  const payer = paymentDesk(pool, source)
  clock.setTime(localDateTime('2023-10-10 09:00:00'))
  await payByGroups(pool, source)
  const september = await closeMonth(pool, payer, '310', '2023-09')
  await closeMonth(pool, payer, '390', '2023-09')
  await askForReview(pool, source, september, true)

  const desk = caseworkDesk(pool, source, await shippedCaseworkLaw())
  const evidence = await openEvidenceRoom(pool, source)
  const stage = { database, desk, clock, evidence, providerCode: hospital.providerCode }
  await fillEvidenceRoom(evidence, clock)
  await supervise(stage)
  clock.setTime(localDateTime('2023-11-08 09:30:00'))
  await askForReview(pool, source, await closeMonth(pool, payer, '310', '2023-10'), false)
  await recover(stage)

  await reviewMappings(pool, source, hospital.providerCode)
  await forgetPassword(options)
  for (const day of [10, 13]) {
    clock.setTime(localDateTime(`2023-11-${day} 06:10:00`))
    await dailyCasework(desk, atConsole)
  }
  await comparePayments(pool, source, town.seed)
  await auditDayBefore({ database, source, log: quiet }, town.on)
  await nightlyStatistics({ pool, dataDir, now: clock.now, log: quiet, refused: new Set() })
  await sealLog(await sealDesk({ pool, secretBox, source, dataDir }))
}
