import type { GatewayStyle, SignatureDemand } from './key.ts'

/** Why the gateway does not let a message in. */
export type GatewayRefusal =
  | { readonly code: 'gateway.missing-header'; readonly header: string }
  | { readonly code: 'gateway.bad-header'; readonly header: string; readonly reason: 'repeated' | 'too-long' | 'unfit' }
  | { readonly code: 'gateway.mixed-styles'; readonly styles: readonly GatewayStyle[] }
  | { readonly code: 'gateway.unknown-account'; readonly account: string }
  | { readonly code: 'gateway.unknown-api-key' }
  | { readonly code: 'gateway.wrong-signature'; readonly style: GatewayStyle }
  | { readonly code: 'gateway.style-not-allowed'; readonly style: GatewayStyle; readonly account: string }
  | { readonly code: 'gateway.key-not-in-force'; readonly account: string; readonly since: 'not-yet' | 'no-longer' }
  | { readonly code: 'gateway.missing-time' }
  | { readonly code: 'gateway.stale-timestamp'; readonly seconds: number; readonly window: number }
  | { readonly code: 'gateway.replayed-nonce' }
  | { readonly code: 'gateway.wrong-api-name'; readonly named: string; readonly infno: string }
  | { readonly code: 'gateway.other-institution'; readonly stated: string }
  | { readonly code: 'gateway.unknown-institution'; readonly stated: string }
  | { readonly code: 'gateway.signature-required'; readonly requires: SignatureDemand; readonly found: SignatureDemand }
  | { readonly code: 'gateway.signature-without-type' }
  | { readonly code: 'gateway.no-public-key'; readonly account: string }
  | { readonly code: 'gateway.ambiguous-field'; readonly field: string }
  | { readonly code: 'gateway.wrong-cainfo'; readonly signtype: string }
  | { readonly code: 'gateway.encryption-not-served'; readonly encType: string }
  | { readonly code: 'gateway.undecipherable' }
  | { readonly code: 'gateway.body-too-large'; readonly limit: number }
  | { readonly code: 'gateway.too-deep'; readonly limit: number }
  | { readonly code: 'gateway.unfit-text'; readonly field: string }
  | { readonly code: 'gateway.mixed-rows'; readonly row: number }
  | { readonly code: 'gateway.internal'; readonly reference: string }
  | { readonly code: 'gateway.busy'; readonly places: number }
  | { readonly code: 'gateway.institution-busy'; readonly places: number; readonly perSecond: number }
  | { readonly code: 'gateway.database-unavailable' }
