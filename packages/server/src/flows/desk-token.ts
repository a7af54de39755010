import { createHash, randomBytes } from 'node:crypto'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { DeskStore, DeskToken } from './desk.ts'

/** How a token begins, so that one found in a log or a file is known for what it is. */
const prefix = 'ydesk_'
const form = /^ydesk_[0-9a-f]{64}$/

const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest()

/** Makes a token; it is told once and kept as its hash. */
export async function makeToken(
  store: Pick<DeskStore, 'keepToken'>,
  name: string,
  at: LocalDateTime,
): Promise<DeskToken & { readonly token: string }> {
  const token = prefix + randomBytes(32).toString('hex')
  const made = { tokenId: `T${randomBytes(6).toString('hex').toUpperCase()}`, name }
  await store.keepToken({ ...made, hash: hashOf(token), at })
  return { ...made, token }
}

/** Whose token this is; null when it is nobody's. */
export async function tokenHolder(store: Pick<DeskStore, 'tokenWith'>, token: string): Promise<DeskToken | null> {
  return form.test(token) ? await store.tokenWith(hashOf(token)) : null
}
