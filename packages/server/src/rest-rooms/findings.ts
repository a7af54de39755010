import { caseworkDesk } from '../casework-desk.ts'
import { findingHandlers } from '../http/rest/findings.ts'
import { findingReads } from '../store/rest-findings.ts'
import type { RoomGround } from './ground.ts'

/** The desk of findings: what audit rules found, and how it becomes a review item. */
export const findingRoom = ({ reads, database, source, law }: RoomGround) =>
  findingHandlers({ findings: findingReads(reads), casework: caseworkDesk(database.pool, source, law) })
