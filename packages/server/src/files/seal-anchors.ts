import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SealAnchor } from '@yibao/core/office'
import type { SealAnchors } from '../flows/log-seal-ports.ts'

/** One line a seal in the data folder, beside the database and not in it: `centre number hash`. */
const anchorFile = 'operation-seals.txt'

/** So much of the centre's public key names it; another centre's seals say nothing of ours. */
const nameLength = 32

const lineForm = /^([0-9a-f]{32}) (\d{1,9}) ([0-9a-f]{64})$/

/**
 * Keeps the seals of the operation log in a file of the data folder, so that an end which is cut off in the database is missed.
 *
 * @param centre the centre's public key, 130 hexadecimal digits
 */
export function sealAnchors(dataDir: string, centre: string): SealAnchors {
  const path = join(dataDir, anchorFile)
  const name = centre.slice(2, 2 + nameLength)
  return {
    async all() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return text.split('\n').flatMap((line): readonly SealAnchor[] => {
        const [, of, number, hash] = lineForm.exec(line) ?? []
        return of === name && hash !== undefined ? [{ number: Number(number), hash }] : []
      })
    },

    async add({ number, hash }) {
      await mkdir(dataDir, { recursive: true })
      const file = await open(path, 'a', 0o600)
      try {
        await file.write(`${name} ${number} ${hash}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
  }
}
