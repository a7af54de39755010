import { todoHandlers } from '../http/rest/todo.ts'
import { todoStore } from '../store/todo-store.ts'
import type { RoomGround } from './ground.ts'

/** What waits for somebody, and the reminders that were given. */
export const todoRoom = ({ reads, source }: RoomGround) => todoHandlers({ todo: todoStore(reads), now: source.now })
