import { plantCodes } from './support/settlement-list.ts'
import { samples, type Infno } from '@yibao/contract/national'
import { createTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'
import { newGround, sampleOf, senderOf } from './support/fuzz-ground.ts'
const db = await createTestDatabase()
const world = await openWorld(db)
await plantCodes(world)
let t = performance.now()
for (const infno of Object.keys(samples) as Infno[]) {
  const ground = await newGround(world)
  const input = sampleOf(infno, ground.valuesFor(infno))
  const till = world.till(senderOf(infno))
  const sent = till.sign(infno, null, input, { insuplc_admdvs: ground.division })
  const res = await world.centre.app.inject({ method: 'POST', url: '/hsa/hgs/' + infno, headers: {...sent.headers}, payload: sent.body })
  let words = ''
  try { const a = res.json(); words = a.infcode === 0 ? 'ok' : a.err_msg } catch { words = 'file' }
  if (words !== 'ok') console.log(infno, words)
}
console.log('ms', performance.now() - t)
await world.close(); await db.close()
