import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personStore } from '../src/store/person-store.ts'
import { playEverything } from './support/hot-play.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld, type World } from './support/world.ts'

/** Holds every file that the centre decides from against what a store without memory reads; how many it held. */
function holdAgainstDatabase({ centre, database }: World): () => number {
  const { people } = centre.ports
  const gather = people.gather.bind(people)
  let compared = 0
  Object.assign(people, {
    async gather(question: Parameters<typeof gather>[0]) {
      const given = await gather(question)
      const read = await personStore(database.pool).gather(question)
      // Somebody may have come between the two readings.
      if (given?.file.version !== read?.file.version) return given
      assert.deepEqual(given, read)
      compared += 1
      return given
    },
  } satisfies Partial<typeof people>)
  return () => compared
}

describe('files that are not read again', () => {
  it('are those that the database would give, whatever messages came before', async () => {
    await withTestDatabase(async (database) => {
      const world = await openWorld(database)
      try {
        const compared = holdAgainstDatabase(world)
        await playEverything(world)
        assert.ok(compared() > 30, `only ${compared()} files were compared`)
      } finally {
        await world.close()
      }
    })
  })
})
