import { beginBeats } from '../centre-process.ts'
import { diskOf } from '../files/disk.ts'
import { version } from '../files/shipped.ts'
import type { SealDesk } from '../flows/log-seal-ports.ts'
import { administrationHandlers } from '../http/rest/administration.ts'
import { sealDesk } from '../log-seals.ts'
import { centreStore, keyListStore, processStore } from '../store/centre-store.ts'
import type { RoomGround } from './ground.ts'

/** Keys of the interface, seals of the operation log, and how the centre is; this process tells the others how it is itself. */
export function administrationRoom({
  reads,
  database,
  source,
  secretBox,
  crypto,
  dataDir,
  log,
  sight,
  atClose,
}: RoomGround) {
  const { now } = source
  const { number, state } = sight
  atClose(beginBeats({ store: processStore(database.pool), number, version, now, state }))
  let opened: Promise<SealDesk> | null = null
  const seals = (): Promise<SealDesk> => {
    const opening = opened ?? sealDesk({ pool: database.pool, reads, secretBox, source, dataDir, crypto })
    opened = opening
    opening.catch(() => {
      opened = null
    })
    return opening
  }
  return administrationHandlers({
    log,
    seals,
    centre: {
      now,
      version,
      store: centreStore(reads),
      keys: keyListStore(reads),
      disk: async () => (dataDir === null ? null : diskOf(dataDir)),
    },
  })
}
