import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

test('a sender that never finishes its message does not keep the centre from stopping', {
  timeout: 30_000,
}, async () => {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const address = new URL(await world.centre.listen('127.0.0.1', 0))
    const sender = connect(Number(address.port), address.hostname)
    await once(sender, 'connect')
    sender.write('POST /2207 HTTP/1.1\r\nhost: centre\r\ncontent-length: 100\r\n\r\n{"infno"')
    const health = await fetch(new URL('/health', address))
    assert.equal(health.status, 200)
    const gone = once(sender, 'close')
    await world.close()
    await gone
  })
})
