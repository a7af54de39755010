import assert from 'node:assert/strict'
import { zipArchives } from '../../src/files/archives.ts'
import { download } from './files.ts'
import { expectOk } from './visit.ts'
import type { Till, World } from './world.ts'

/** A catalogue file as its client reads it: the text, cut into rows and cells. */
export interface Fetched {
  readonly fileNo: string
  readonly filename: string
  readonly count: number
  readonly rows: readonly (readonly string[])[]
}

type DownloadInfno = '1301' | '1302' | '1303' | '1305' | '1306' | '1306A' | '1307' | '1308' | '1309' | '1320'

/** Asks for a catalogue newer than a version, and fetches the file. */
export async function fetchCatalogue(world: World, till: Till, infno: DownloadInfno, ver: string): Promise<Fetched> {
  const { output } = expectOk(await till.ask(infno, null, { data: { ver } }))
  const fetched = await download(world, till, output.file_qury_no)
  const unpacked = await zipArchives().unpack(fetched.rawPayload)
  assert.ok(unpacked.ok, `${infno} is a zip`)
  const [entry] = unpacked.value
  assert.equal(unpacked.value.length, 1)
  const lines = Buffer.from(entry?.content ?? [])
    .toString('utf8')
    .split('\n')
  assert.equal(lines.pop(), '', 'every row ends with a line feed')
  const rows = lines.map((line) => line.split('\t'))
  return { fileNo: output.file_qury_no, filename: output.filename ?? '', count: output.data_cnt ?? -1, rows }
}

/** What a paged query asks of everything, all on one page. */
export const everything = { updt_time: '2000-01-01 00:00:00', page_num: 1, page_size: 500 }
