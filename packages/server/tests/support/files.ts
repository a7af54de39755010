import assert from 'node:assert/strict'
import { zeroFen } from '@yibao/core/kernel'
import { zipArchives } from '../../src/files/archives.ts'
import { newPerson, stranger } from './people.ts'
import { expectRefusal } from './refusals.ts'
import { expectOk, settleInput, upload } from './visit.ts'
import {
  type Answer,
  type Envelope,
  items,
  type OutputOn,
  type TestPerson,
  type Till,
  today,
  type World,
} from './world.ts'

const archives = zipArchives()

/** A zip with one text file. */
export async function zipOf(text: string | Uint8Array, name = 'details.txt'): Promise<Buffer> {
  return Buffer.from(await archives.pack([{ name, content: typeof text === 'string' ? Buffer.from(text) : text }]))
}

/** A zip whose only entry would leave the folder it is unpacked into. */
export async function pathZip(text: string): Promise<Buffer> {
  const name = 'abcdefgh'
  const packed = await zipOf(text, name)
  for (let at = packed.indexOf(name); at !== -1; at = packed.indexOf(name)) packed.write('../a.txt', at)
  return packed
}

/** The smallest zip: the record that ends an archive of nothing. */
export const emptyZip = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='

/** What 9101 asks. */
export function uploadInput(till: Till, content: Uint8Array, more: Envelope = {}) {
  const base64 = Buffer.from(content).toString('base64')
  return { fsUploadIn: { in: base64, filename: 'details.zip', fixmedins_code: till.institution.providerCode, ...more } }
}

/** Uploads a file and gives its number. */
export async function uploadFile(till: Till, content: Uint8Array): Promise<string> {
  return expectOk(await till.ask('9101', null, uploadInput(till, content))).output.file_qury_no
}

/** What 9102 asks. */
export function downloadInput(till: Till, fileNo: string, more: Envelope = {}) {
  const { providerCode } = till.institution
  return { fsDownloadIn: { file_qury_no: fileNo, filename: 'plc', fixmedins_code: providerCode, ...more } }
}

/** Fetches a file as a client does; the whole response. */
export function download(world: World, till: Till, fileNo: string, more: Envelope = {}) {
  const { headers, body } = till.sign('9102', null, downloadInput(till, fileNo, more))
  return world.centre.app.inject({ method: 'POST', url: '/hsa/hgs/9102', headers: { ...headers }, payload: body })
}

/** A fresh person of the region in which the fund pays seventy of a hundred, without a balance. */
export function personOfSeventy(world: World): Promise<TestPerson> {
  return newPerson(world, { person: stranger('990280'), balance: zeroFen })
}

/** Moves all settlements away from today, so that each test has its own day. */
export async function emptyDay({ database }: World): Promise<void> {
  await database.pool.query(`update settlement set settled_at = settled_at - interval '40 days'`)
}

/** What an institution keeps of a settlement or a refund. */
type Kept = 'setl_id' | 'mdtrt_id' | 'psn_no' | 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay'
export type Setlinfo = Pick<OutputOn<'2207'>['setlinfo'], Kept>

/** A visit of one line of an item that the fund pays seventy percent of, settled. */
export async function settleOne(till: Till, who: TestPerson, price: number) {
  const bill = await upload(till, who, [{ code: items.whole.code, price, quantity: 1 }])
  const settled = expectOk(await till.ask('2207', who, settleInput(bill)))
  return { msgid: settled.msgid, setlinfo: settled.output.setlinfo }
}

/** A settlement or refund as a row of an institution's file. */
export function detailRow(setlinfo: Setlinfo, flag: '0' | '1' = '0', more: Envelope = {}): string {
  const { setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay } = setlinfo
  const row = { setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, flag, note: 'null', ...more }
  return Object.values(row).join('\t')
}

export interface Books {
  readonly count: number
  readonly total: number
  readonly fund: number
}

const yuanOf = (fen: number): number => Math.round(fen * 100) / 100

export const booksOf = (rows: readonly Setlinfo[]): Books => ({
  count: rows.length,
  total: yuanOf(rows.reduce((sum, row) => sum + row.medfee_sumamt, 0)),
  fund: yuanOf(rows.reduce((sum, row) => sum + row.fund_pay_sumamt, 0)),
})

/** What 3201 asks of today; `more` replaces single fields. */
export function totalsInput({ count, total, fund }: Books, more: Envelope = {}) {
  return {
    data: {
      insutype: '310',
      clr_type: '11',
      setl_optins: '990280',
      stmt_begndate: today,
      stmt_enddate: today,
      medfee_sumamt: total,
      fund_pay_sumamt: fund,
      acct_pay: 0,
      fixmedins_setl_cnt: count,
      refd_setl_flag: '0',
      ...more,
    },
  }
}

/** What 3202 asks of today. */
export function detailsInput(fileNo: string, { count, total, fund }: Books, more: Envelope = {}) {
  return {
    data: {
      setl_optins: '990280',
      file_qury_no: fileNo,
      stmt_begndate: today,
      stmt_enddate: today,
      medfee_sumamt: total,
      fund_pay_sumamt: fund,
      cash_payamt: 0,
      fixmedins_setl_cnt: count,
      clr_type: '11',
      refd_setl_flag: '0',
      ...more,
    },
  }
}

const resultColumns = [
  'psn_no',
  'mdtrt_id',
  'setl_id',
  'msgid',
  'stmt_rslt',
  'refd_setl_flag',
  'memo',
  'medfee_sumamt',
  'fund_pay_sumamt',
  'acct_pay',
  'exp_content',
] as const

type ResultRow = Readonly<Record<(typeof resultColumns)[number], string>>

/** Uploads the rows, sends 3202, fetches its file: the rows of the result. */
export async function reconciled(
  world: World,
  till: Till,
  text: string,
  books: Books,
  more: Envelope = {},
): Promise<readonly ResultRow[]> {
  const fileNo = await uploadFile(till, await zipOf(text))
  const { fileinfo } = expectOk(await till.ask('3202', null, detailsInput(fileNo, books, more))).output
  const { rawPayload } = await download(world, till, fileinfo.file_qury_no, { filename: fileinfo.filename })
  const unpacked = await archives.unpack(rawPayload)
  assert.ok(unpacked.ok && unpacked.value.length === 1)
  const lines = Buffer.from(unpacked.value[0]?.content ?? [])
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
  return lines.map((line) => {
    const cells = line.split('\t')
    assert.equal(cells.length, resultColumns.length, line)
    return Object.fromEntries(resultColumns.map((column, index) => [column, cells[index]])) as ResultRow
  })
}

const ownTables = ['carried_file', 'clearing_application', 'institution_effect'] as const

/** As `expectRefusal`, and nothing changed in the tables of files, clearing and institutions' effects either. */
export async function expectNoEffect(world: World, code: string, send: () => Promise<Answer>): Promise<Answer> {
  const digests = () =>
    Promise.all(
      ownTables.map(async (table) => {
        const { rows } = await world.database.pool.query(
          `select md5(string_agg(t::text, ',' order by t::text)) as digest from ${table} t`,
        )
        return rows[0].digest
      }),
    )
  const before = await digests()
  const answer = await expectRefusal(world, code, send)
  assert.deepEqual(await digests(), before)
  return answer
}
