import { localDateTime } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { Counter, Gauge, Registry } from 'prom-client'
import { shiftedClock } from '../../src/clock.ts'
import { openCentre } from '../../src/compose.ts'
import { asWorker } from '../../src/processes/index.ts'
import { type Database, joinDatabase } from '../../src/store/database.ts'
import { openBox, today } from './world.ts'

export interface TestSettings {
  readonly database: Pick<Database, 'url' | 'serverVersion' | 'embedded'>
  readonly packs: readonly RegionPack[]
}

/** A worker that answers like those of `serve`, and says in each answer which process it is. */
asWorker<TestSettings>(async ({ database: joined, packs }, crew) => {
  const log = (line: string): void => void process.stderr.write(`${line}\n`)
  const database = joinDatabase({ ...joined, maxConnections: 4, log })
  const clock = shiftedClock(localDateTime(`${today} 09:00:00`))
  const centre = await openCentre({ database, secretBox: openBox, clock, packs, log, peers: crew })
  const registry = new Registry()
  const registers = [registry]
  const answers = new Counter({ name: 'test_answers_total', help: 'Answers', registers })
  new Gauge({ name: 'test_processes', help: 'Always 1', registers }).set(1)
  centre.app.addHook('onSend', async (_request, reply) => {
    answers.inc()
    reply.header('x-process', `${process.pid}`)
  })
  centre.app.get('/sum', () => crew.sumOfMetrics())
  return {
    listen: centre.listen,
    metrics: () => registry.getMetricsAsJSON(),
    async close() {
      await centre.close()
      await database.close()
    },
  }
})
