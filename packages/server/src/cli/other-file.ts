import { realpath } from 'node:fs/promises'
import { errorCode } from '../store/database-error.ts'

/** @throws Error when what is written would take the place of what is read */
export async function requireOther(out: string, ...inputs: readonly string[]): Promise<void> {
  const place = await realpath(out).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (place === null) return
  for (const input of inputs) {
    if ((await realpath(input)) === place) {
      throw new Error(`${out}：这是要读的文件，请换名 is the file to be read: choose another name`)
    }
  }
}
