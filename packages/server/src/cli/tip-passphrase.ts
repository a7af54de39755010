import { readFile, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { passphraseLeast } from '../crypto/holder-key.ts'

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

/** @throws Error of a file that others than its owner can read */
async function firstLine(file: string): Promise<string> {
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) {
    throw new Error(`${file}：他人可读，请先 others can read it, first: chmod 600 ${file}`)
  }
  return ((await readFile(file, 'utf8')).split('\n')[0] ?? '').replace(/\r$/, '')
}

/**
 * A passphrase from the first line of a file, or typed at the terminal; never from the command line, where others can see it.
 *
 * @throws Error when there is neither, or others can read the file
 */
export async function passphraseOf(file: string | undefined, question: string): Promise<string> {
  if (file !== undefined) return firstLine(file)
  if (process.stdin.isTTY) return asked(question)
  throw new Error(
    '请在终端输入口令，或用 --passphrase-file type the passphrase at a terminal, or name a file that holds it',
  )
}

/**
 * A passphrase that is chosen now. Typed blind, it is typed twice: one slip would lose every identity that is sealed with it.
 *
 * @param ask how it is asked
 * @throws Error as `passphraseOf`, when it is too short, or not the same twice
 */
export async function newPassphraseOf(
  file: string | undefined,
  holder: string,
  ask: typeof passphraseOf = passphraseOf,
): Promise<string> {
  const passphrase = await ask(file, `${holder} 的新口令 a new passphrase: `)
  if (passphrase.length < passphraseLeast) {
    throw new Error(`口令至少 ${passphraseLeast} 个字符 a passphrase has at least ${passphraseLeast} characters`)
  }
  if (file === undefined && (await ask(file, '再输一次 once more: ')) !== passphrase) {
    throw new Error('两次输入不同 not the same twice: 请重试 try again')
  }
  return passphrase
}
