import { runMonth } from '../../src/flows/payment-month.ts'
import { createPool } from '../../src/store/pool.ts'
import { deskAt, monthOrder } from './payment.ts'

/** A process that runs a month-end and tells how far it is, to be killed on the way. */
const [url = ''] = process.argv.slice(2)
const pool = createPool({ url, maxConnections: 3, readOnly: false, log: () => undefined })
const done = await runMonth(deskAt({ pool }), monthOrder, (stage, count) => process.stdout.write(`${stage} ${count}\n`))
process.stdout.write(done.ok ? 'done\n' : `${done.error.code}\n`)
await pool.end()
