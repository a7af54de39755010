import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Infno, samples } from '@yibao/contract/national'
import type { Provider } from '@yibao/core/encounter'
import { fen } from '@yibao/core/kernel'
import type { Database } from '../src/store/database.ts'
import { mutated, type Random, seeded, transmitted } from './support/mutations.ts'
import { newPerson } from './support/people.ts'
import { assertRefusalWords, businessTables, inOneWorld } from './support/refusals.ts'
import { newCode } from './support/stock.ts'
import { expectOk } from './support/visit.ts'
import { type Answer, hospital, items, pharmacy, secretOf, signedHeaders, today, type World } from './support/world.ts'

const messagesSent = 5_000
/** After so many messages the samples speak of another person, whose visit is still untouched. */
const messagesPerPerson = 50
const seed = 20_231_113

type Values = Readonly<Record<string, unknown>>

/** A sample about a person of the test world: same shape, other names and days. */
function placed(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, values[key] ?? placed(inner, values)]))
}

const numbers = Object.keys(samples) as Infno[]

const sampleOf = (infno: Infno, values: Values): unknown => placed(samples[infno].input, values)

interface Ground {
  readonly division: string
  readonly valuesFor: (infno: Infno) => Values
}

/** Who sends a message: a pharmacy sells, a hospital does the rest. */
const senderOf = (infno: Infno): Provider => (infno.startsWith('21') ? pharmacy : hospital)

/** A new person with an open visit, a settled visit and a settled purchase. */
async function newGround(world: World): Promise<Ground> {
  const who = await newPerson(world, { balance: fen(100_000) })
  const at = `${today} 08:30:00`
  const traced = { feedetl_sn: 'F0001', drug_trac_codg: newCode(), trdn_flag: '0', min_prcunt_type: '2' }
  const common: Values = {
    psn_no: who.insuredId,
    mdtrt_cert_no: who.certificateNumber,
    certno: who.certificateNumber,
    med_list_codg: items.shared.code,
    fee_ocur_time: at,
    diag_time: at,
    begntime: at,
    opter_no: '001',
    cum_ym: '202311',
    drug_trac_info: [traced],
  }
  const ask = async <N extends Infno>(infno: N, values: Values) =>
    expectOk(await world.till(senderOf(infno)).ask(infno, who, sampleOf(infno, { ...common, ...values })))
  const uploaded = async (): Promise<Values> => {
    const { mdtrt_id } = (await ask('2201', {})).output.data
    await ask('2203', { mdtrt_id })
    await ask('2204', { mdtrt_id })
    return { mdtrt_id }
  }
  const ipt_otp_no = (sampleOf('2201', {}) as { data: Values }).data.ipt_otp_no
  const open = await uploaded()
  const settled = await ask('2207', await uploaded())
  const { mdtrt_id, setl_id } = settled.output.setlinfo
  const bought = (await ask('2102', {})).output.setlinfo
  const valuesFor = (infno: Infno): Values => {
    if (infno === '1101') return { ...common, begntime: today }
    if (infno === '2103') return { ...common, mdtrt_id: bought.mdtrt_id, setl_id: bought.setl_id }
    if (infno === '2208' || infno === '5203') return { ...common, mdtrt_id, setl_id }
    if (infno === '2601') return { ...common, omsgid: settled.msgid, oinfno: '2207' }
    return { ...common, ...open, ipt_otp_no }
  }
  return { division: who.division, valuesFor }
}

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

/** Every answer has the form of the interface, whatever it answers. @returns the refusal's code, or `ok` */
function checkAnswer(answer: Answer & Values): string {
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
    timeout: 60_000,
  }, async (t) => {
    const random = seeded(seed)
    const { database } = world()
    const touches = await countTouches(database)
    const outcomes = new Map<string, number>()
    let ground = await newGround(world())
    let before = await touches()

    for (let count = 0; count < messagesSent; count += 1) {
      if (count % messagesPerPerson === messagesPerPerson - 1) {
        ground = await newGround(world())
        before = await touches()
      }
      const infno = numbers[random(numbers.length)] ?? '1101'
      const sender = senderOf(infno)
      const till = world().till(sender)
      const { body: good } = till.sign(infno, null, sampleOf(infno, ground.valuesFor(infno)), {
        insuplc_admdvs: ground.division,
      })
      const body = transmitted(mutated(JSON.parse(good), random), random)
      const note = `seed ${seed}, message ${count} (${infno}): ${body.toString().slice(0, 2_000)}`
      const answer = await till.send({ headers: headersFor(sender, random), body }, paths[random(paths.length)])
      let outcome = ''
      assert.doesNotThrow(() => {
        outcome = checkAnswer(answer as Answer & Values)
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
    assert.ok((outcomes.get('ok') ?? 0) > messagesSent / 20, 'enough of them got through to the decisions')
    const most = [...outcomes].sort(([, a], [, b]) => b - a).map(([code, times]) => `${times} ${code}`)
    t.diagnostic(`${outcomes.size} outcomes: ${most.join(', ')}`)
  })
})
