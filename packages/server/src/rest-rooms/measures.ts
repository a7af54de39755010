import { measureHandlers } from '../http/rest/measures.ts'
import type { RoomGround } from './ground.ts'

/** The law that review items and cases are held against, to be looked at. */
export const measureRoom = ({ law, source }: RoomGround) => measureHandlers({ law, now: source.now })
