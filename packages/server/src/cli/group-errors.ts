import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { csvCell } from './group-row.ts'
import type { BlockProblem } from './group-work.ts'

/** A file of rows that could not be read, each with what is wrong and the row itself. */
export interface ErrorsFile {
  write(problems: readonly BlockProblem[]): Promise<void>
  /** @throws the file system's error when it could not be written */
  close(): Promise<void>
}

/** The file a path leads to, links followed; null when there is none, or it is a device. */
async function fileAt(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null)
  return facts?.isFile() === true ? `${facts.dev} ${facts.ino}` : null
}

/** @throws Error when the file of problems is one of the inputs: to write over them would lose them */
export async function requireOther(path: string, inputs: readonly string[]): Promise<void> {
  const file = await fileAt(path)
  for (const input of inputs) {
    if (file !== null && file === (await fileAt(input))) {
      throw new Error(`--errors ${path}：与输入 ${input} 是同一文件，请换一个 is the input itself, name another file`)
    }
  }
}

/**
 * It holds what the input holds, so only its maker may read it.
 *
 * @throws Error when it is one of the inputs, or cannot be written
 */
export async function errorsFile(path: string | undefined, inputs: readonly string[] = []): Promise<ErrorsFile> {
  if (path === undefined) return { write: async () => undefined, close: async () => undefined }
  await requireOther(path, inputs)
  const sheet = createWriteStream(path, { mode: 0o600 })
  const closed = finished(sheet)
  closed.catch(() => undefined)
  await Promise.race([once(sheet, 'open'), closed]).catch((error: Error) => {
    throw new Error(`--errors ${path}：无法写入，请核对路径 cannot be written, check the path (${error.message})`, {
      cause: error,
    })
  })
  sheet.write('\uFEFFline,field,value,what,cure,row\r\n')
  return {
    async write(problems) {
      for (const { line, field, value, what, cure, row } of problems) {
        const text = [String(line), field, value, what, cure, row].map(csvCell).join(',')
        if (!sheet.write(`${text}\r\n`)) await Promise.race([once(sheet, 'drain'), closed])
      }
    },
    async close() {
      sheet.end()
      await closed
    },
  }
}
