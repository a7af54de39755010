import { receiptLinks } from '../crypto/receipt-links.ts'
import { receiptOf } from '../files/receipt-sheet.ts'
import { lookLimit } from '../http/rest/look-limit.ts'
import { receiptHandlers } from '../http/rest/receipts.ts'
import { centreSecret } from '../store/centre-secret-store.ts'
import { receiptStore } from '../store/receipt-store.ts'
import type { Words } from '../text/words.ts'
import type { RoomGround } from './ground.ts'

/** In a minute: one who reads a few statements, and a hall of people who scan theirs. */
const looks = { mostOfOne: 30, mostOfAll: 600, windowMs: 60_000 } as const

/** Settlement statements, and the links by which their owners look at them. */
export function receiptRoom({ reads, database, secretBox, source, packs, printer, log, publicUrl }: RoomGround) {
  let secret: Promise<Uint8Array> | null = null
  // What could not be read is asked for again next time.
  const secretOf = (): Promise<Uint8Array> => {
    secret ??= centreSecret(database.pool, secretBox, 'receipt-links', source.now()).catch((fault: unknown) => {
      secret = null
      throw fault
    })
    return secret
  }
  const regionName = (division: string): Words | null => {
    const pack = packs.find((one) => one.division === division)
    return pack === undefined ? null : [pack.name, pack.nameEn]
  }
  return receiptHandlers({
    ...source,
    receipts: receiptStore(reads, database.pool),
    links: receiptLinks(secretOf),
    receiptOf: (ground, settlementId) => receiptOf(ground, settlementId, regionName),
    print: printer.receipt,
    log,
    publicUrl,
    limit: lookLimit({ ...looks, clock: () => performance.now() }),
  })
}
