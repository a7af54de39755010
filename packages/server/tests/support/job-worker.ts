import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../src/store/database.ts'
import { openJobBench, testKind } from './job-bench.ts'

// A process that takes a job up and never ends it, until it is killed.
const database = await openDatabase({ databaseUrl: process.argv[2] })
openJobBench(database).work([
  testKind(async ({ progress }) => {
    for (let done = 1; ; done += 1) {
      await progress({ done, of: null, stage: null })
      await pause(100)
    }
  }),
])
