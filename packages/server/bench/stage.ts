import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IsoDate, invariant, localDateTime } from '@yibao/core/kernel'
import type { Member } from '../sim/people.ts'
import { plantTown } from '../sim/plant-town.ts'
import { businessDate, type Town, townOf } from '../sim/town.ts'
import { shiftedClock } from '../src/clock.ts'
import { policyFolder } from '../src/files/shipped.ts'
import { readStarter, type Starter } from '../src/files/starter.ts'
import type { Clock } from '../src/flows/ports.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { errorCode } from '../src/store/database-error.ts'
import { openSecretBox, type SecretBox } from '../src/store/secret-box.ts'
import type { Seat } from './load.ts'
import { billsOf } from './messages.ts'
import { type MessageNumbers, messageNumbers, type Patient } from './till.ts'

/** Who decides about a person: every second one is ours, the others are for the yardstick, so that what ours settled can be verified. */
export type Side = 'ours' | 'yardstick'
export const sides = ['ours', 'yardstick'] as const

/** A planted town in a database of its own. */
export interface Stage {
  readonly database: Database
  readonly dataDir: string
  readonly secretBox: SecretBox
  readonly town: Town
  readonly starter: Starter
  readonly clock: Clock
  /** The civil time at which every clock of this run began. */
  readonly from: string
  readonly numbers: MessageNumbers
  /** People of one side, one after another, everybody once before anybody again. */
  patients(side: Side): { next(): Patient }
  seats(tills: number): readonly Seat[]
  close(): Promise<void>
}

const seed = 2023
const billsPerTill = 20
/** Everybody born before is of age on the business date. */
const grownBefore = '2005-11-13' satisfies string as IsoDate

/** The side of a person, by the last digit of the number. */
export const sideOf = (insuredId: string): Side => (Number(insuredId.slice(-1)) % 2 === 0 ? 'ours' : 'yardstick')

/** A step that has no divisor in common with the count walks through all of them, far from one to the next. */
function strideFor(count: number): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (common(stride, count) !== 1) stride += 1
  return stride
}

const patientOf = ({ insured: { insuredId }, enrolment }: Member): Patient => ({
  person: insuredId,
  scheme: enrolment.scheme,
  voucher: `EC${insuredId}`,
})

/** Takes a data folder away, and the place to which it was moved when the server's user could not enter it. */
async function removeFolder(dataDir: string): Promise<void> {
  try {
    await rm((await readFile(join(dataDir, 'database.location'), 'utf8')).trim(), { recursive: true, force: true })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  await rm(dataDir, { recursive: true, force: true })
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** A database in a folder of its own; nothing is left of both when it is closed, also after Ctrl-C. */
interface OwnDatabase {
  readonly database: Database
  readonly dataDir: string
  close(): Promise<void>
}

export async function openOwnDatabase(): Promise<OwnDatabase> {
  const dataDir = join(tmpdir(), `yibao-bench-${randomBytes(6).toString('hex')}`)
  const remove = () => removeFolder(dataDir)
  const database = await openDatabase({ dataDir, log: () => undefined }).catch(async (error: Error) => {
    await remove()
    throw error
  })
  const interrupted = (): void => void close().finally(() => process.exit(130))
  const close = async (): Promise<void> => {
    for (const signal of signals) process.off(signal, interrupted)
    await database.close().finally(remove)
  }
  for (const signal of signals) process.on(signal, interrupted)
  return { database, dataDir, close }
}

/** Makes a folder and a database in it, and plants a town of so many people; nothing is left of both, also after Ctrl-C. */
export async function openStage(insured: number, note: (line: string) => void): Promise<Stage> {
  const { database, dataDir, close } = await openOwnDatabase()
  try {
    const [starter, secretBox] = await Promise.all([readStarter(policyFolder), openSecretBox(dataDir)])
    note(`正在建镇 planting ${insured} 参保人 insured …`)
    const town = townOf(seed, { insured })
    await plantTown({ pool: database.pool, secretBox, town, starter })
    await database.pool.query('vacuum analyze')
    const from = `${businessDate} 09:00:00`
    const grown = town.members.filter((member) => member.insured.birth < grownBefore)
    const patients = Object.fromEntries(
      sides.map((side) => {
        const ofSide = grown.filter((member) => sideOf(member.insured.insuredId) === side)
        const stride = strideFor(ofSide.length)
        let at = 0
        const next = (): Patient => {
          at = (at + stride) % ofSide.length
          const member = ofSide[at]
          invariant(member !== undefined, 'a stride stays within the people')
          return patientOf(member)
        }
        return [side, { next }]
      }),
    ) as Record<Side, { next(): Patient }>
    return {
      database,
      dataDir,
      secretBox,
      town,
      starter,
      clock: shiftedClock(localDateTime(from)),
      from,
      numbers: messageNumbers(businessDate),
      patients: (side) => patients[side],
      seats: (tills) => seatsOf(town, starter, tills),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Tills in hospitals, clinics and community centres in turn; pharmacies give no visits. */
function seatsOf(town: Town, { catalog }: Starter, tills: number): readonly Seat[] {
  const places = town.institutions.filter(({ provider }) => provider.kind !== 'pharmacy')
  const insuredAt = town.members[0]?.enrolment.division ?? ''
  return Array.from({ length: tills }, (_, index) => {
    const institution = places[index % places.length]
    const operator = institution?.operators[Math.floor(index / places.length) % institution.operators.length]
    invariant(institution !== undefined && operator !== undefined, 'every institution has an operator')
    const sender = { institution, operator, insuredAt, seed: seed + index, bills: billsPerTill }
    return { institution, bills: billsOf(town, catalog, sender) }
  })
}
