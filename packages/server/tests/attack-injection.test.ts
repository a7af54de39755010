import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Infno, messages, type Table } from '@yibao/contract/national'
import { handlers } from '../src/national/messages/index.ts'
import { everything } from './support/catalogue.ts'
import { choiceInput, transferInput } from './support/filings.ts'
import { newGround } from './support/fuzz-ground.ts'
import { sampleOf, senderOf } from './support/fuzz-samples.ts'
import { newPerson, stranger } from './support/people.ts'
import { assertRefusalWords, expectRefusal, inOneWorld } from './support/refusals.ts'
import { plantCodes } from './support/settlement-list.ts'
import { admit } from './support/stay.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, otherHospital, today } from './support/world.ts'

const attacks = [
  `'); drop table settlement; --`,
  `' or '1'='1`,
  '$1; delete from message',
  '\\x27\\\\',
  '{{7*7}}#{7*7}%s%n',
  '<script>alert(1)</script>',
  'a\r\nx-tif-paasid: admin\r\n\r\n',
  '__proto__',
  '=cmd|"/c calc"!A1',
]

/** Messages that between them write to every kind of table. */
const chosen: readonly Infno[] = [
  '1312',
  '2201',
  '2203',
  '2204',
  '2301',
  '2401',
  '2402',
  '2501',
  '2505',
  '3101',
  '3103',
  '3301',
  '3505',
  '4101A',
  '9001',
  '9101',
]

type Row = Record<string, unknown>

/** Sets one field of every row of a node, at any depth, and says how many there are to set. */
interface Spot {
  readonly name: string
  readonly length: number
  readonly put: (input: Row, text: string) => void
}

const rowsIn = (value: unknown): readonly Row[] => {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value]
  return rows.filter((row): row is Row => typeof row === 'object' && row !== null)
}

/** Every free text of a message, also those that its sample leaves out. */
function textsOf(table: Table, reach: (input: Row) => readonly Row[] = (input) => [input]): readonly Spot[] {
  return Object.entries(table).flatMap(([name, entry]): readonly Spot[] => {
    if (entry.kind === 'one' || entry.kind === 'many') {
      return textsOf(entry.table, (input) => reach(input).flatMap((row) => rowsIn(row[name])))
    }
    if (entry.kind !== 'text') return []
    const put = (input: Row, text: string): void => {
      for (const row of reach(input)) row[name] = text
    }
    return [{ name, length: entry.length, put }]
  })
}

inOneWorld('text that is made to be more than text', (world) => {
  test('does nothing in any field of any message, and every answer is one of the interface', {
    timeout: 120_000,
  }, async () => {
    await plantCodes(world())
    const tables = async () => {
      const { rows } = await world().database.pool.query(
        "select count(*)::int as n from pg_tables where schemaname = 'public'",
      )
      return rows[0].n
    }
    const before = await tables()
    let taken = 0
    let sent = 0
    for (const infno of chosen) {
      let ground = await newGround(world())
      const till = world().till(senderOf(infno))
      for (const [index, { name, length, put }] of textsOf(messages[infno].input).entries()) {
        const input = structuredClone(sampleOf(infno, ground.valuesFor(infno))) as Row
        const attack = attacks[(index + sent) % attacks.length] ?? ''
        put(input, [...attack].slice(0, length).join(''))
        const answer = await till.ask(infno, null, input, { insuplc_admdvs: ground.division })
        sent += 1
        if (answer.infcode !== 0) {
          assertRefusalWords(answer, /\[([a-z.-]+)\]$/.exec(answer.err_msg)?.[1] ?? `${infno} ${name}`)
          continue
        }
        taken += 1
        // It may have used up what the next one needs.
        if (handlers[infno].gives === 'answer' && taken % 10 === 0) ground = await newGround(world())
      }
    }
    assert.equal(await tables(), before)
    assert.ok(sent > 200 && taken > 50, `${taken} of ${sent} were taken`)
    await verified(world())
  })

  test('is kept and told again letter by letter', async () => {
    for (const [index, attack] of attacks.entries()) {
      const text = attack.slice(0, 50)
      const who = await newPerson(world(), { person: stranger('990270') })
      const till = world().till(hospital)
      const visitId = await admit(till, who, { adm_dept_name: text })
      const period = { begntime: '2023-11-01 00:00:00', endtime: `${today} 09:00:00` }
      const data = { psn_no: who.insuredId, med_type: '21', ...period }
      const stays = expectOk(await till.ask('5201', who, { data })).output.mdtrtinfo
      assert.deepEqual(
        stays.map((stay) => [stay.mdtrt_id, stay.adm_dept_name]),
        [[visitId, text]],
      )

      const local = {
        fixmedins_hilist_id: `${index}${text}`.slice(0, 30),
        list_type: '101',
        med_list_codg: items.shared.code,
      }
      expectOk(await till.ask('3301', null, { data: [{ ...local, fixmedins_hilist_name: text }] }))
      const asked = { data: { ...everything, medins_list_codg: local.fixmedins_hilist_id } }
      const mapped = expectOk(await till.ask('1317', null, asked)).output.data
      assert.deepEqual(
        mapped.map((row) => [row.medins_list_codg, row.medins_list_name]),
        [[local.fixmedins_hilist_id, text]],
      )
    }
  })
})

inOneWorld('the last of all days', (world) => {
  const end = '2999-12-31'

  test('as the end of a filing or a mapping means that it has none', async () => {
    const who = await newPerson(world())
    const till = world().till(hospital)
    const transfer = { enddate: end, reflin_medins_no: otherHospital.providerCode, refl_date: today }
    expectOk(await till.ask('2501', who, transferInput(who, transfer)))
    expectOk(await till.ask('2505', who, choiceInput(who, { enddate: end, fixmedins_code: hospital.providerCode })))
    const chosen = expectOk(await till.ask('5302', who, { data: { psn_no: who.insuredId, biz_appy_type: '03' } }))
    assert.deepEqual(
      chosen.output.psnfixmedin.map(({ enddate }) => enddate),
      [''],
    )
    const row = { fixmedins_hilist_id: 'L-end', fixmedins_hilist_name: '无终止日期', list_type: '101', enddate: end }
    expectOk(await till.ask('3301', null, { data: [{ ...row, med_list_codg: items.shared.code }] }))
    const mapped = expectOk(await till.ask('1317', null, { data: { ...everything, medins_list_codg: 'L-end' } }))
    assert.deepEqual(
      mapped.output.data.map(({ enddate }) => enddate),
      [''],
    )
  })

  test('is in a month that is not over', async () => {
    const claim = {
      clr_type: '11',
      clr_way: '1',
      psntime: 0,
      medfee_sumamt: 0,
      med_sumfee: 0,
      fund_appy_sum: 0,
      cash_payamt: 0,
      acct_pay: 0,
    }
    const data = { ...claim, setlym: '299912', begndate: '2999-12-01', enddate: end }
    await expectRefusal(world(), 'reconciliation.month-not-over', () =>
      world().till(hospital).ask('3203', null, { data }),
    )
  })
})
