import { evidenceDesk } from '../evidence-desk.ts'
import { evidenceHandlers } from '../http/rest/evidence.ts'
import { pieceReads } from '../store/rest-evidence.ts'
import type { RoomGround } from './ground.ts'

/** The desk of evidence: pieces, their chains of custody, and what is done with them. */
export const evidenceRoom = ({ reads, database, source }: RoomGround) =>
  evidenceHandlers({ desk: evidenceDesk(database.pool, source), pieces: pieceReads(reads) })
