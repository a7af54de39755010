import type { Provider } from '@yibao/core/encounter'
import { localDateTime } from '@yibao/core/kernel'
import { localCrypto } from '../../src/crypto/local-crypto.ts'
import { csbSignature } from '../../src/national/gateway/csb.ts'
import { gatewayStyles } from '../../src/national/gateway/key.ts'
import { addKey, type StoredKey } from '../../src/store/key-store.ts'
import { today, type World } from './world.ts'

/** A further key of an institution of the test world, whose secrets are sealed by nothing. */
export interface TestKey {
  readonly account: string
  readonly secret: string
  readonly sm4Key: string | null
}

type Terms = Partial<Pick<StoredKey, 'styles' | 'requires' | 'sm2PublicKey' | 'sm4Mode'>> & { readonly sm4Key?: string }

/** Gives an institution a further key, and waits until the centre knows it. */
export async function giveKey(world: World, institution: Provider, terms: Terms = {}): Promise<TestKey> {
  const { sm4Key = null, ...rest } = terms
  const key = {
    account: `key_${localCrypto.random(4).toString('hex')}`,
    secret: localCrypto.random(8).toString('hex'),
    sm4Key,
  }
  await addKey(world.database.pool, {
    account: key.account,
    providerCode: institution.providerCode,
    sealedSecret: Buffer.from(key.secret),
    styles: gatewayStyles,
    requires: 'none',
    sm2PublicKey: null,
    sealedSm4Key: sm4Key === null ? null : Buffer.from(sm4Key),
    sm4Mode: 'cbc',
    createdAt: localDateTime(`${today} 08:00:00`),
    validFrom: null,
    validUntil: null,
    ...rest,
  })
  await world.centre.registry.refresh()
  return key
}

export type Signed = Readonly<Record<string, string>>

/** The headers of a CSB gateway; `more` replaces those that are signed. */
export function csbHeaders(key: Pick<TestKey, 'account' | 'secret'>, apiName: string, more: Signed = {}): Signed {
  const headers = {
    _api_access_key: key.account,
    _api_name: apiName,
    _api_timestamp: String(Date.now()),
    _api_version: '1.0.0',
    ...more,
  }
  return { ...headers, _api_signature: csbSignature(localCrypto, headers, key.secret) }
}

/** An answer of the interface, or the gateway's own for headers that let nobody in. */
type PostedBody = {
  readonly infcode: number
  readonly err_msg: string
  readonly signtype: string
  readonly cainfo: string
  readonly enc_type: string
  /** Text when it is encrypted. */
  readonly output: unknown
  readonly code: number
  readonly message: string
}

export interface PostedAnswer {
  readonly status: number
  readonly body: PostedBody
}

/** Posts a body with these headers, whatever the status of the answer. */
export async function post(world: World, headers: Signed, body: string): Promise<PostedAnswer> {
  const url = '/fsi/api/rsfComIfsService/callService'
  const answer = await world.centre.app.inject({ method: 'POST', url, headers: { ...headers }, payload: body })
  return { status: answer.statusCode, body: answer.json() }
}
