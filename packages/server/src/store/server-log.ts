import { open, rename, stat } from 'node:fs/promises'
import { exists } from './data-folder.ts'

const ROTATE_BYTES = 20_000_000
const TAIL_BYTES = 64_000

/** Keeps one older log beside the current one, so that years of starts do not fill the disk. */
export async function rotateServerLog(file: string): Promise<void> {
  if ((await exists(file)) && (await stat(file)).size > ROTATE_BYTES) await rename(file, `${file}.1`)
}

/** The last lines written after byte `from`, indented for an error message. */
export async function readLogTail(file: string, from: number, lines: number): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const start = Math.max(from, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(size - start, 0)), 0, null, start)
    const text = buffer.subarray(0, bytesRead).toString('utf8').trimEnd()
    return text
      .split('\n')
      .slice(-lines)
      .map((line) => `  ${line}`)
      .join('\n')
  } finally {
    await handle.close()
  }
}
