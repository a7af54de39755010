import { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'
import { type TableLimits, UnreadableTable } from './table-raw.ts'

type PartLimits = Pick<TableLimits, 'entries' | 'textBytes'>

const sharedStrings = 'xl/sharedStrings.xml'

/** What must be known before the first row of a sheet can be read, in the order in which it is read. */
const before = ['xl/_rels/workbook.xml.rels', 'xl/workbook.xml', sharedStrings, 'xl/styles.xml']

const sheetName = /^xl\/worksheets\/sheet\d+[.]xml$/

/** Workbooks whose cells all hold their own text have no such part. */
const noStrings = Buffer.from('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')

/** Neither a damaged archive nor one of another sort keeps a stated size secret: beyond it, the reader breaks off. */
const options = { autoClose: false, validateEntrySizes: true }

/** The parts that rows are read from, the first sheet last. @throws UnreadableTable when they would unpack to too much */
async function partsOf(zip: ZipFile, { entries, textBytes }: PartLimits): Promise<readonly Entry[]> {
  if (zip.entryCount > entries) {
    throw new UnreadableTable(
      1,
      `工作簿内有 ${zip.entryCount} 个部件，超过 ${entries} 个 (more parts than a workbook has)`,
      '请复制到新工作簿，另存为 .xlsx (copy the list into a new workbook and save that)',
    )
  }
  const found = new Map<string, Entry>()
  let sheet: Entry | null = null
  for await (const entry of zip.eachEntry()) {
    if (before.includes(entry.fileName)) found.set(entry.fileName, entry)
    else if (sheet === null && sheetName.test(entry.fileName)) sheet = entry
  }
  const parts = before.flatMap((name) => found.get(name) ?? []).concat(sheet ?? [])
  const bytes = parts.reduce((sum, part) => sum + part.uncompressedSize, 0)
  if (bytes > textBytes) {
    const [is, most] = [Math.ceil(bytes / 1_000_000), Math.floor(textBytes / 1_000_000)]
    throw new UnreadableTable(
      1,
      `展开后有 ${is} MB，超过 ${most} MB (unpacks to ${is} MB, more than ${most} MB)`,
      '请删去多余的列和空行，或分成几个文件 (leave out what is not needed, or split the file)',
    )
  }
  return parts
}

/** Whether a workbook would unpack to more than is read of one; false of what is no workbook, which its reader tells. */
export async function unpacksBeyond(content: Uint8Array, limits: PartLimits): Promise<boolean> {
  try {
    await partsOf(await fromBufferPromise(Buffer.from(content), options), limits)
    return false
  } catch (error) {
    return error instanceof UnreadableTable
  }
}

/** Letters beyond ASCII as references, for the reader takes a text piece by piece and would cut some of them in two. */
const inAscii = (text: string): Buffer =>
  Buffer.from(text.replace(/\P{ASCII}/gu, (letter) => `&#${letter.codePointAt(0)};`))

export interface WorkbookParts {
  /** An archive of them, not packed. */
  readonly stream: Readable
  /** Why a part broke off, once it has. */
  readonly fault: () => unknown
  readonly close: () => void
}

/**
 * The parts of a workbook that its rows are read from, each before what is read by its help: a reader of rows need keep none of
 * them aside, in memory or on a disk. Nothing else of the archive is unpacked.
 *
 * @throws UnreadableTable when they would unpack to too much
 */
export async function openWorkbookParts(path: string, limits: PartLimits): Promise<WorkbookParts> {
  const zip = await openPromise(path, options)
  let fault: unknown = null
  // Whoever reads would wait for the rest of a part for ever; so a part that breaks off ends, and the fault is told.
  async function* contentOf(part: Entry): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    try {
      for await (const chunk of await zip.openReadStreamPromise(part)) {
        yield inAscii(decoder.decode(chunk as Buffer, { stream: true }))
      }
      yield inAscii(decoder.decode())
    } catch (error) {
      fault ??= error
    }
  }
  try {
    const parts = await partsOf(zip, limits)
    const writer = new ZipWriter()
    if (!parts.some(({ fileName }) => fileName === sharedStrings)) writer.addBuffer(noStrings, sharedStrings)
    const contents = parts.map((part) => {
      const content = Readable.from(contentOf(part), { objectMode: false })
      writer.addReadStream(content, part.fileName, { compress: false })
      return content
    })
    writer.end()
    const stream = writer.outputStream as Readable
    return {
      stream,
      fault: () => fault,
      close: () => {
        for (const content of contents) content.destroy()
        stream.destroy()
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}
