import { createHash, randomUUID } from 'node:crypto'
import type { GatewayKey } from './town.ts'

/**
 * The signature of a "tif" gateway: SHA-256 over timestamp, token, nonce and timestamp again, lower-case hex.
 *
 * @source what public clients of provincial gateways send; the national text leaves the gateway to the provinces
 */
export function gatewaySignature(parts: {
  readonly timestamp: string
  readonly token: string
  readonly nonce: string
}): string {
  const { timestamp, token, nonce } = parts
  return createHash('sha256').update(timestamp).update(token).update(nonce).update(timestamp).digest('hex')
}

/**
 * Headers of one message. A gateway compares the timestamp with real time, so it is this machine's, whatever business
 * date the message speaks of.
 */
export function gatewayHeaders(key: GatewayKey, sentAtMs: number = Date.now()): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAtMs / 1000))
  const nonce = randomUUID().replaceAll('-', '')
  return {
    'x-tif-paasid': key.account,
    'x-tif-timestamp': timestamp,
    'x-tif-nonce': nonce,
    'x-tif-signature': gatewaySignature({ timestamp, token: key.secret, nonce }),
  }
}
