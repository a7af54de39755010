import { searchHandlers } from '../http/rest/search.ts'
import { peopleStore } from '../store/rest-people.ts'
import { searchStore } from '../store/search-store.ts'
import type { RoomGround } from './ground.ts'

/** One search for people, institutions, settlements, messages and matters. */
export const searchRoom = ({ reads, source, log }: RoomGround) =>
  searchHandlers({ ...source, log, people: peopleStore(reads), search: searchStore(reads) })
