import { embeddedConnections } from '../store/server-settings.ts'

/** Connections of all workers together and of each, unless told: a few do as much as many. */
export const connectionsTogether = 32
export const connectionsEach = 8
/** With fewer a worker's messages wait for each other. */
const connectionsLeast = 4
/** Besides its pool a worker has one for change notices, one that watches, two for looking at what is on file, and two for signing in. */
const connectionsBeside = 6
/** The primary looks after months and packs, and plants the sandbox. */
export const connectionsOfPrimary = 2
/** Kept free on the embedded server for its own emergencies and for other commands. */
const connectionsLeftFree = 12

/** How many connections each worker takes for messages; `connections` is what the operator grants to all of them. */
export function connectionsOf(workers: number, connections?: number): number {
  const each = Math.floor((connections ?? connectionsTogether) / workers)
  return Math.max(connectionsLeast, connections === undefined ? Math.min(connectionsEach, each) : each)
}

/** @throws Error with the cure when the embedded server does not take so many connections */
export function requireRoom(workers: number, each: number): void {
  const room = embeddedConnections - connectionsLeftFree - connectionsOfPrimary
  const all = each + connectionsBeside
  if (workers * all <= room) return
  throw new Error(
    `内置数据库容不下 the embedded database has no room for ${workers} × ${all} connections, it takes ${room}.\n请减少 --workers 或 --connections，或自备 PostgreSQL Use fewer --workers or --connections, or a PostgreSQL of your own with --database-url.`,
  )
}
