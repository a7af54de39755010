import { ok } from '@yibao/core/kernel'
import type { Gateway } from './gateway.ts'

/**
 * Lets in what somebody sends in a session of ours: who he is and for which institution he may speak was found out before,
 * so there is nothing to sign and no nonce to keep.
 */
export function sessionGateway(providerCode: string, account: string): Gateway {
  const key = {
    account,
    providerCode,
    secret: '',
    styles: [],
    requires: 'none',
    validFrom: null,
    validUntil: null,
    sm2PublicKey: null,
    sm4: null,
  } as const
  return {
    admit: () => ok({ key, nonce: null, names: null }),
    remember: () => undefined,
  }
}
