import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makePassableFolder, syncFolder } from './data-folder.ts'
import { errorCode, errorText } from './database-error.ts'

/** Keeps secrets that the database stores but must not be able to read by itself. */
export interface SecretBox {
  seal(text: string): Buffer
  /** @throws SecretBoxError when the bytes were sealed with another master key, or were changed */
  open(sealed: Uint8Array): string
}

/** What is wrong with the master key, then what to do about it. */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError'

  constructor(problem: string, cure: string, cause?: unknown) {
    super(`${problem}\n${cure}`, cause === undefined ? {} : { cause })
  }
}

/** Names the layout of the bytes: this byte, nonce, tag, ciphertext. */
const LAYOUT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const CIPHER = 'aes-256-gcm'
const KEY_FORM = /^[0-9a-f]{64}$/i

/**
 * Opens the box with the master key of `YIBAO_MASTER_KEY` (64 hexadecimal digits) or, without it, of `master.key` in
 * the data folder, which is made on first use and readable by its owner only.
 *
 * @param environmentKey the value of the variable; an empty one counts as absent
 * @throws SecretBoxError when the key is malformed, readable by others, or cannot be read or made
 */
export async function openSecretBox(
  dataDir: string,
  environmentKey: string | undefined = process.env.YIBAO_MASTER_KEY,
): Promise<SecretBox> {
  if (environmentKey !== undefined && environmentKey !== '') {
    if (KEY_FORM.test(environmentKey)) return boxOf(Buffer.from(environmentKey, 'hex'))
    throw new SecretBoxError(
      'YIBAO_MASTER_KEY 不是 64 位十六进制数 is not 64 hexadecimal digits.',
      '请设为本平台的主密钥，或去掉它而用数据目录的 master.key Set it to the key of this installation, or unset it to use the file master.key of the data folder.',
    )
  }
  return boxOf(await keyOfFolder(dataDir))
}

function boxOf(key: Buffer): SecretBox {
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce)
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(LAYOUT), nonce, cipher.getAuthTag(), hidden])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const hiddenAt = 1 + NONCE_BYTES + TAG_BYTES
      if (bytes[0] !== LAYOUT || bytes.length < hiddenAt) {
        throw new SecretBoxError(
          '存储的密钥格式不明 a stored secret has an unknown layout.',
          '请从备份恢复，或重新签发 Restore it from a backup, or issue it anew.',
        )
      }
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, hiddenAt))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(hiddenAt)), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new SecretBoxError(
          '存储的密钥由另一主密钥加密，或被改动 a stored secret was sealed with another master key, or was changed.',
          '请恢复原来的 master.key（或 YIBAO_MASTER_KEY），或重新签发 Bring back the master.key (or YIBAO_MASTER_KEY) it was sealed with, or issue the secret anew.',
          error,
        )
      }
    },
  }
}

async function keyOfFolder(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'master.key')
  try {
    return await readKey(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  await makeKey(file)
  return readKey(file)
}

async function readKey(file: string): Promise<Buffer> {
  try {
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0) {
      throw new SecretBoxError(`${file} 可被其他用户读取 can be read by other users.`, `请运行 Run: chmod 600 ${file}`)
    }
    const text = (await readFile(file, 'utf8')).trim()
    if (KEY_FORM.test(text)) return Buffer.from(text, 'hex')
  } catch (error) {
    if (error instanceof SecretBoxError || errorCode(error) === 'ENOENT') throw error
    throw new SecretBoxError(
      `${file} 无法读取 cannot be read: ${errorText(error)}`,
      '请以数据目录的所有者运行 Run this as the owner of the data folder.',
      error,
    )
  }
  throw new SecretBoxError(
    `${file} 内容不是主密钥 does not hold 64 hexadecimal digits.`,
    '请从备份恢复 Restore it from a backup.',
  )
}

/** Written aside and linked into place: whole, and of two starters that come at once only one makes the key. */
async function makeKey(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await makePassableFolder(dirname(file), process.getuid?.() === 0 ? 0o711 : 0o700)
    await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
    await link(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    throw new SecretBoxError(
      `主密钥无法建立 the master key cannot be made in ${dirname(file)}: ${errorText(error)}`,
      '请用 --data-dir 选一个可写的目录，或设 YIBAO_MASTER_KEY Choose a data folder that this user may write with --data-dir, or set YIBAO_MASTER_KEY.',
      error,
    )
  } finally {
    await rm(draft, { force: true })
  }
}
