import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DipDirectory, directoryLayout, directoryOf, directoryText } from '@yibao/core/dip'

/** A directory with the sha256 of its text, in hexadecimal: what names it for good. */
export interface NamedDirectory {
  readonly directory: DipDirectory
  readonly digest: string
}

/** A file of a directory that cannot be used. */
class DirectoryRefused extends Error {
  override readonly name = 'DirectoryRefused'
}

/** The digest of a directory: of its whole text but the lines that name layout and digest. */
export function directoryDigest(directory: DipDirectory): string {
  const hash = createHash('sha256')
  for (const piece of directoryText(directory)) hash.update(piece)
  return hash.digest('hex')
}

const head = (digest: string): string => `{"layout":${JSON.stringify(directoryLayout)},\n"digest":"${digest}",\n`
const headForm = /^\{"layout":"([^"]{1,60})",\n"digest":"([0-9a-f]{64})",\n/

/** The file of a directory: one JSON object, one group a line. The same directory gives the same bytes. */
export function* directoryFileText(directory: DipDirectory, digest: string): Generator<string> {
  yield head(digest)
  yield* directoryText(directory)
}

/** Writes it beside its place first, so that nobody reads half of it. */
export async function writeDirectoryFile(path: string, { directory, digest }: NamedDirectory): Promise<void> {
  const draft = `${path}.${process.pid}.part`
  try {
    await pipeline(Readable.from(directoryFileText(directory, digest)), createWriteStream(draft))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Reads the text of a directory's file.
 *
 * @throws DirectoryRefused when it is no such file, of another layout, or was changed after it was made
 */
function directoryOfFileText(path: string, text: string): NamedDirectory {
  const match = headForm.exec(text)
  if (match === null) {
    throw new DirectoryRefused(
      `${path} 不是 DIP 目录文件 is no DIP directory; 用 make one with ./yibao dip build --out ${path}`,
    )
  }
  const [begin, layout = '', digest = ''] = match
  if (layout !== directoryLayout) {
    throw new DirectoryRefused(
      `${path} 的格式 layout ${layout} 不是 is not ${directoryLayout}; 用本版重新生成 build it again with this version`,
    )
  }
  const body = text.slice(begin.length)
  const found = createHash('sha256').update(body).digest('hex')
  if (found !== digest) {
    throw new DirectoryRefused(
      `${path} 生成后被改动 was changed after it was made (digest ${found.slice(0, 12)}…, ${digest.slice(0, 12)}… stated); 目录不可手改，请改规则后重新生成 change the rules and build it again`,
    )
  }
  return { directory: directoryOf(body), digest }
}

/** @throws DirectoryRefused as `directoryOfFileText`, and the file system's error when it cannot be read */
export async function readDirectoryFile(path: string): Promise<NamedDirectory> {
  const parts: Buffer[] = []
  for await (const part of createReadStream(path)) parts.push(part as Buffer)
  return directoryOfFileText(path, Buffer.concat(parts).toString('utf8'))
}
