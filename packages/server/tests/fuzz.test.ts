import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Infno, samples } from '@yibao/contract/national'
import type { Provider } from '@yibao/core/encounter'
import type { Database } from '../src/store/database.ts'
import { newGround } from './support/fuzz-ground.ts'
import { sampleOf, senderOf, type Values } from './support/fuzz-samples.ts'
import { mutated, type Random, seeded, transmitted } from './support/mutations.ts'
import { assertRefusalWords, businessTables, inOneWorld } from './support/refusals.ts'
import { plantCodes } from './support/settlement-list.ts'
import { verified } from './support/verified.ts'
import { type Answer, secretOf, signedHeaders, type World } from './support/world.ts'

const messagesSent = Number(process.env.YIBAO_FUZZ_MESSAGES ?? 5_000)
/** After so many messages the samples speak of other people and things, which are still untouched. */
const messagesPerGround = 100
const seed = 20_231_113
/** Far above what it takes, so that a slow machine passes and one that hangs does not. */
const timeout = 60_000 + messagesSent * 20

const numbers = Object.keys(samples) as Infno[]

/**
 * An institution's message takes its msgid and what it books on before it decides, and gives all of it back when it is
 * refused: `expectRefusal` compares those tables.
 */
const takenFirst: readonly string[] = [
  'institution_effect',
  'stock_entry',
  'stock_batch',
  'trace_code',
  'trace_code_use',
  'carried_file',
  'clearing_application',
  'local_mapping',
]

/** Counts every row that is written to a business table from now on, also by what is rolled back. */
async function countTouches({ pool }: Database): Promise<() => Promise<number>> {
  await pool.query('create sequence touch')
  await pool.query(`create function count_touch() returns trigger language plpgsql as
    $$ begin perform nextval('touch'); return null; end $$`)
  for (const table of businessTables.filter((name) => !takenFirst.includes(name))) {
    await pool.query(`create trigger touched after insert or update or delete on ${table}
      for each row execute function count_touch()`)
  }
  return async () => {
    const { rows } = await pool.query<{ n: number }>(
      'select case when is_called then last_value else 0 end as n from touch',
    )
    return Number(rows[0]?.n)
  }
}

/** Mostly the headers of a good client. */
function headersFor(sender: Provider, random: Random): Record<string, string> {
  const headers = signedHeaders(sender.providerCode, secretOf(sender))
  const names = Object.keys(headers)
  const name = names[random(names.length)] ?? ''
  const fate = random(40)
  if (fate === 0) delete headers[name]
  if (fate === 1) headers[name] = headers[name]?.slice(1) ?? ''
  if (fate === 2) headers['content-type'] = ['json', 'application/json; charset=gbk', ';', 'text/xml'][random(4)] ?? ''
  return headers
}

const paths = ['/fsi/api/rsfComIfsService/callService', '/hsa/hgs/2207', '/fsi/api/1101', '/9999']

type Response = Awaited<ReturnType<World['centre']['app']['inject']>>

/** Every answer has the form of the interface, whatever it answers. @returns the refusal's code, or `ok` */
function checkAnswer(response: Response): string {
  assert.equal(response.statusCode, 200, response.body)
  // A fetched file comes bare.
  if (response.headers['content-type'] === 'application/octet-stream') return 'ok'
  const answer: Answer & Values = response.json()
  assert.ok(answer.infcode === 0 || answer.infcode === -1)
  assert.match(String(answer.inf_refmsgid), /^\d{30}$/)
  assert.match(String(answer.refmsg_time), /^\d{17}$/)
  assert.match(String(answer.respond_time), /^\d{17}$/)
  assert.equal(typeof answer.output, 'object')
  if (answer.infcode === 0) return 'ok'
  const code = /\[([a-z.-]+)\]$/.exec(answer.err_msg)?.[1] ?? ''
  assertRefusalWords(answer, code)
  assert.notEqual(code, 'gateway.internal')
  return code
}

inOneWorld('spoiled messages', (world) => {
  test(`${messagesSent} of them are all answered and leave no trace but their refusal`, {
    timeout,
  }, async (t) => {
    const random = seeded(seed)
    const { database } = world()
    const touches = await countTouches(database)
    const outcomes = new Map<string, number>()
    await plantCodes(world())
    let ground = await newGround(world())
    let before = await touches()

    for (let count = 0; count < messagesSent; count += 1) {
      if (count % messagesPerGround === messagesPerGround - 1) {
        ground = await newGround(world())
        before = await touches()
      }
      const infno = numbers[random(numbers.length)] ?? '1101'
      const sender = senderOf(infno)
      const till = world().till(sender)
      const input = sampleOf(infno, ground.valuesFor(infno))
      // A spoiled msgid must not be one that a ground will need.
      const msgid = `FUZZ-${count}`
      const { body: good } = till.sign(infno, null, input, { insuplc_admdvs: ground.division, msgid })
      const body = transmitted(mutated(JSON.parse(good), random), random)
      const note = `seed ${seed}, message ${count} (${infno}): ${body.toString().slice(0, 2_000)}`
      const url = paths[random(paths.length)] ?? '/'
      const headers = headersFor(sender, random)
      const response = await world().centre.app.inject({ method: 'POST', url, headers, payload: body })
      let outcome = ''
      assert.doesNotThrow(() => {
        outcome = checkAnswer(response)
      }, note)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)

      const now = await touches()
      const mayTouch = outcome === 'ok' || outcome === 'flow.nothing-to-reverse'
      assert.ok(mayTouch || now === before, `${outcome} changed a business table; ${note}`)
      before = now
    }
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(*)::int as n from message where outcome = $1',
      ['gateway.internal'],
    )
    assert.equal(rows[0]?.n, 0)
    await verified(world())
    assert.ok((outcomes.get('ok') ?? 0) > messagesSent / 10, 'enough of them got through to the decisions')
    const most = [...outcomes].sort(([, a], [, b]) => b - a).map(([code, times]) => `${times} ${code}`)
    t.diagnostic(`${outcomes.size} outcomes: ${most.join(', ')}`)
  })
})
