import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The name of the signer, as the interface uses it. */
const named = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']

const openssl = (...args: readonly string[]): Buffer => execFileSync('openssl', args, { stdio: 'pipe' })

/** Why the openssl of this machine cannot be the judge, or null when it can. */
export function opensslLacks(): string | null {
  const found = spawnSync('openssl', ['version'], { encoding: 'utf8' })
  if (found.status !== 0) return 'this machine has no openssl'
  try {
    return inFolder((file) => {
      const key = newPrivateKey(file)
      const signature = openssl('pkeyutl', '-sign', '-inkey', key, '-in', file('text', 'x'), ...named)
      return signature.length > 0 ? null : 'it signs nothing'
    })
  } catch (error) {
    return `${found.stdout.trim()} cannot sign with SM2: ${String(error).split('\n')[1] ?? ''}`
  }
}

type FileMaker = (name: string, content?: string | Uint8Array) => string

function inFolder<T>(work: (file: FileMaker) => T): T {
  const folder = mkdtempSync('/tmp/yibao-openssl-')
  try {
    return work((name, content) => {
      const path = join(folder, name)
      if (content !== undefined) writeFileSync(path, content)
      return path
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function newPrivateKey(file: FileMaker): string {
  const path = file('private.pem')
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', path)
  return path
}

/** A key pair that openssl made: how it signs, and its public key as PEM. */
export function opensslSigner(): { readonly publicPem: string; readonly sign: (text: string) => string } {
  const privatePem = inFolder((file) => openssl('pkey', '-in', newPrivateKey(file)).toString())
  return {
    publicPem: inFolder((file) => openssl('pkey', '-in', file('k', privatePem), '-pubout').toString()),
    sign: (text) =>
      inFolder((file) =>
        openssl('pkeyutl', '-sign', '-inkey', file('k', privatePem), '-in', file('t', text), ...named).toString('hex'),
      ),
  }
}

/** Whether openssl takes a signature (r and s in 128 hexadecimal digits) for that of the text. */
export function opensslVerifies(publicPem: string, text: string, signature: string): boolean {
  const integer = (hex: string): Buffer => {
    const bytes = Buffer.from(hex.replace(/^(?:00)+/, ''), 'hex')
    const value = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
    return Buffer.concat([Buffer.of(2, value.length), value])
  }
  const inside = Buffer.concat([integer(signature.slice(0, 64)), integer(signature.slice(64))])
  const der = Buffer.concat([Buffer.of(0x30, inside.length), inside])
  return inFolder((file) => {
    const files = ['-inkey', file('k', publicPem), '-in', file('t', text), '-sigfile', file('s', der)]
    return spawnSync('openssl', ['pkeyutl', '-verify', '-pubin', ...files, ...named]).status === 0
  })
}

/** The SM3 digest of a text, lower-case hex. */
export function opensslSm3(text: string): string {
  return inFolder((file) => openssl('dgst', '-sm3', '-r', file('t', text)).toString().slice(0, 64))
}

/** SM4 with PKCS#7 padding; the initialisation vector only for cbc. */
export function opensslSm4(
  direction: 'encrypt' | 'decrypt',
  key: string,
  content: Uint8Array,
  iv: string | null,
): Buffer {
  const mode = iv === null ? ['-sm4-ecb'] : ['-sm4-cbc', '-iv', iv]
  const way = direction === 'encrypt' ? '-e' : '-d'
  return inFolder((file) => openssl('enc', way, ...mode, '-K', key, '-in', file('c', content)))
}
