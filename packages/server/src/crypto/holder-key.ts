import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { newSm2KeyPair } from './sm2.ts'

/** A holder's private key under a passphrase, as its file says. Bytes are base64. */
export interface HolderKeyFile {
  readonly format: 'openyibao-holder-key/1'
  readonly holder: string
  readonly keyId: string
  readonly publicKey: string
  readonly salt: string
  readonly nonce: string
  readonly tag: string
  readonly sealed: string
}

const cipherName = 'aes-256-gcm'

/** 64 MiB and some tenths of a second for each guess. @source RFC 7914 §2; OWASP Password Storage Cheat Sheet */
const stretch = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const

/** Below this a passphrase is guessed too soon, however slow each guess is. */
export const passphraseLeast = 12

const keyOf = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase.normalize('NFKC'), salt, 32, stretch)

/** A new pair of keys for a holder; only the public one leaves the file. */
export function newHolderKey(holder: string, keyId: string, passphrase: string): HolderKeyFile {
  const { publicKey, privateKey } = newSm2KeyPair()
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv(cipherName, keyOf(passphrase, salt), nonce).setAAD(Buffer.from(publicKey))
  const sealed = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final()])
  const text = (bytes: Buffer): string => bytes.toString('base64')
  return {
    format: 'openyibao-holder-key/1',
    holder,
    keyId,
    publicKey,
    salt: text(salt),
    nonce: text(nonce),
    tag: text(cipher.getAuthTag()),
    sealed: text(sealed),
  }
}

/** The private key of a file; null when the passphrase is wrong or the file was changed. */
export function privateKeyOf(file: HolderKeyFile, passphrase: string): string | null {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  try {
    const decipher = createDecipheriv(cipherName, keyOf(passphrase, bytes(file.salt)), bytes(file.nonce), {
      authTagLength: 16,
    })
    decipher.setAAD(Buffer.from(file.publicKey)).setAuthTag(bytes(file.tag))
    return Buffer.concat([decipher.update(bytes(file.sealed)), decipher.final()]).toString('utf8')
  } catch {
    // A wrong passphrase and a changed file cannot be told apart, nor need they be.
    return null
  }
}

const fields = ['holder', 'keyId', 'publicKey', 'salt', 'nonce', 'tag', 'sealed'] as const

/** A key file as it was read; null when it is none. */
export function readHolderKey(text: string): HolderKeyFile | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('format' in value)) return null
    const file = value as HolderKeyFile
    const whole = file.format === 'openyibao-holder-key/1' && fields.every((name) => typeof file[name] === 'string')
    return whole ? file : null
  } catch {
    // Whatever is no JSON is no key file.
    return null
  }
}
