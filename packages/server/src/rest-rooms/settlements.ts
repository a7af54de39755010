import { settlementHandlers } from '../http/rest/settlements.ts'
import { settlementStore } from '../store/rest-settlements.ts'
import type { RoomGround } from './ground.ts'

/** Settlements as a desk asks for them. */
export const settlementRoom = ({ reads, source, jobs }: RoomGround) =>
  settlementHandlers({ ...source, jobs, settlements: settlementStore(reads) })
