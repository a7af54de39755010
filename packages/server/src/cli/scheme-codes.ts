import { readFile } from 'node:fs/promises'

/**
 * The codes of a code book: the first column of a text file, one code a line, with or without a header.
 *
 * @throws Error with the cure when the file is not there or holds no code
 */
export async function readCodes(path: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`${path} 读不了 cannot be read：请核对文件名 check its name (${error.message})`)
  })
  const cells = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => (/^[^\t,]*/.exec(line)?.[0] ?? '').trim().replace(/^"(.*)"$/, '$1'))
  // A code has a digit; the words of a header have none.
  const codes = new Set(cells.filter((cell) => /\d/.test(cell)))
  if (codes.size === 0) {
    throw new Error(
      `${path} 中没有编码 holds no code：第一列写编码，一行一个 write codes in the first column, one a line`,
    )
  }
  return codes
}
