import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Swallows what would show the letters as they are typed. */
const silent = new Writable({ write: (_chunk, _encoding, done) => done() })

/** Asks on the terminal without showing what is typed. */
async function asked(question: string): Promise<string> {
  process.stderr.write(question)
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once('close', () => reject(new Error('没有输入口令 no passphrase was typed')))
      reader.question('', resolve)
    })
  } finally {
    reader.removeAllListeners('close')
    reader.close()
    process.stderr.write('\n')
  }
}

/**
 * A passphrase from the first line of a file, or typed at the terminal; never from the command line, where others can see it.
 *
 * @throws Error when there is neither
 */
export async function passphraseOf(file: string | undefined, question: string): Promise<string> {
  if (file !== undefined) return ((await readFile(file, 'utf8')).split('\n')[0] ?? '').trim()
  if (process.stdin.isTTY) return asked(question)
  throw new Error(
    '请在终端输入口令，或用 --passphrase-file type the passphrase at a terminal, or name a file that holds it',
  )
}
