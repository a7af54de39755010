import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

test('the health of the centre is told to machines', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const up = await world.centre.app.inject('/health')
    await world.close()
    assert.equal(up.statusCode, 200)
    assert.equal(up.json().institutions, 4)
  }))
