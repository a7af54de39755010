import { invariant } from '@yibao/core/kernel'
import type pg from 'pg'
import { openWire, type Wire } from '../sim/wire.ts'
import { openCentre } from '../src/compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../src/files/shipped.ts'
import { nobodyElse } from '../src/flows/peer-ports.ts'
import { openDatabase } from '../src/store/database.ts'
import { textsOf } from '../src/store/sent-rows.ts'
import { statementName } from '../src/store/sql.ts'
import { asServing, type VisitMessage, visitMessages } from './messages.ts'
import { buffersOf, type PlanNode, shapeOf } from './plan-shape.ts'
import { sqlLiteral } from './sql-literal.ts'
import type { Stage } from './stage.ts'
import { benchTill, type Patient } from './till.ts'

/** One statement of one message, as the database carried it out. */
export interface ExplainedStatement {
  readonly infno: VisitMessage
  readonly name: string
  readonly shape: string
  readonly buffers: number
}

interface Statement {
  readonly name: string
  readonly text: string
  readonly values?: readonly unknown[]
}

function isStatement(asked: unknown): asked is Statement {
  return typeof asked === 'object' && asked !== null && 'name' in asked && 'text' in asked && asked.name !== undefined
}

/** Lets `before` finish ahead of every prepared statement of a connection. */
function hearStatements(client: pg.PoolClient, before: (statement: Statement) => Promise<void>): void {
  const query = client.query.bind(client) as (...asked: unknown[]) => unknown
  const heard = (...asked: unknown[]): unknown => {
    const [statement] = asked
    if (!isStatement(statement)) return query(...asked)
    const ready = before(statement)
    const answer = asked.at(-1)
    if (typeof answer !== 'function') return ready.then(() => query(...asked))
    ready.then(
      () => query(...asked),
      (error: Error) => answer(error),
    )
    return undefined
  }
  client.query = heard as typeof client.query
}

/** A prepared statement is planned for its values five times; then the server chooses a plan for good. */
const executionsBefore = 5

/** The only bytes among the parameters of these statements are arrays of texts. */
const literalOf = (value: unknown): string => sqlLiteral(Buffer.isBuffer(value) ? textsOf(value) : value)

/** Carries a statement out in a transaction that is rolled back, with the plan that the server has settled on. */
async function explain(client: pg.PoolClient, { text, values = [] }: Statement): Promise<PlanNode> {
  const execute = `execute explained(${values.map(literalOf).join(', ')})`
  await client.query('begin')
  try {
    await client.query(`prepare explained as ${text}`)
    for (let time = 0; time < executionsBefore; time += 1) {
      await client.query('savepoint before')
      await client.query(execute)
      await client.query('rollback to savepoint before')
    }
    const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
      `explain (analyze, buffers, timing off, format json) ${execute}`,
    )
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    invariant(plan !== undefined, 'an explanation has a plan')
    return plan
  } finally {
    await client.query('rollback')
    await client.query('deallocate all')
  }
}

/** Plays one visit for each of these people in this process and explains every statement just before it is carried out. */
export async function explainVisits(
  stage: Stage,
  patients: readonly Patient[],
): Promise<readonly (readonly ExplainedStatement[])[]> {
  const { database, secretBox, clock, numbers } = stage
  const [packs, profiles] = await Promise.all([loadPacks(policyFolder), loadInterface(policyFolder)])
  const own = await openDatabase({ databaseUrl: database.url, log: () => undefined, patience: asServing })
  const explainer = await database.pool.connect()
  let infno: VisitMessage | null = null
  let explained: ExplainedStatement[] = []
  own.pool.on('connect', (client) =>
    hearStatements(client, async (statement) => {
      const message = infno
      if (message === null) return
      const plan = await explain(explainer, statement)
      explained.push({
        infno: message,
        name: statementName(statement.name),
        shape: shapeOf(plan),
        buffers: buffersOf(plan),
      })
    }),
  )
  const said: string[] = []
  const log = (line: string): void => void said.push(line)
  try {
    // Upkeep would bring statements of its own among those of the visits: it is left to a process that is not there.
    const centre = await openCentre({ database: own, secretBox, clock, packs, profiles, log, peers: nobodyElse })
    try {
      const { hostname, port } = new URL(await centre.listen('127.0.0.1', 0))
      const wire = await openWire(hostname, Number(port))
      const [seat] = stage.seats(1)
      invariant(seat !== undefined, 'one till has one seat')
      const telling: Wire = {
        ...wire,
        post: (request) => {
          infno = visitMessages.find((one) => request.includes(`"infno":"${one}"`)) ?? null
          return wire.post(request)
        },
      }
      const till = benchTill({
        ...seat,
        wire: telling,
        numbers,
        now: clock.now,
        onSent: (sent) => sent.ending === 'ok' || said.push(`${sent.infno} ${sent.said}`),
      })
      const visits: ExplainedStatement[][] = []
      for (const patient of patients) {
        explained = []
        const settled = await till.visit(patient)
        infno = null
        invariant(settled, () => `a visit to be explained is settled: ${said.join('\n')}`)
        visits.push(explained)
      }
      wire.close()
      return visits
    } finally {
      await centre.close()
    }
  } finally {
    explainer.release()
    await own.close()
  }
}
