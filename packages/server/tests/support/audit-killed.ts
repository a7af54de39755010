import { auditArchive } from '../../src/audit-desk.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { openDatabase } from '../../src/store/database.ts'
import { inDays, overQuantity, releaseOf, source, theDay } from './audit-archive.ts'

/** Audits the test day, a visit a bucket, and says how many are left; killed by whoever reads that. */
const [, , url = ''] = process.argv
const database = await openDatabase({ databaseUrl: url })
const release = releaseOf(overQuantity(5), inDays(30, 12))
const order = { scope: theDay, releases: [release], jobs: 1, dry: false, actor: atConsole, bucketVisits: 1 } as const
const done = await auditArchive(database, source, order, ({ left }) => process.stdout.write(`left ${left}\n`))
process.stdout.write(done.ok ? 'done\n' : `${done.error.code}\n`)
await database.close()
