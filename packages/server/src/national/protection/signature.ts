import { ambiguousField, type Envelope, type SignedFields, signedTexts } from '@yibao/contract/national'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { CryptoProvider } from '../../crypto/provider.ts'
import { type GatewayKey, type SignatureDemand, signatureDemands } from '../gateway/key.ts'
import type { GatewayRefusal } from '../gateway/refusals.ts'

/** A body that was read as an envelope before, so it is an object. */
const fieldsOf = (body: string): SignedFields => JSON.parse(body) as SignedFields

/**
 * How an envelope is signed, once its signature is proved right.
 *
 * `signtype` without `cainfo` is what clients send that do not sign: it counts as unsigned, which the key may allow.
 * SM3 is a digest that anybody can compute: it finds damage, it proves no sender.
 *
 * @returns `none`, `SM3` or `SM2`, or why the signature is not taken
 */
export async function signatureOf(
  crypto: CryptoProvider,
  key: GatewayKey,
  { signtype, cainfo }: Envelope,
  body: string,
): Promise<Result<SignatureDemand, GatewayRefusal>> {
  const { requires, sm2PublicKey, account } = key
  const found = cainfo === null ? 'none' : signtype === 'SM2' || signtype === 'SM3' ? signtype : null
  if (found === null || cainfo === null) {
    if (found === null) return refuse({ code: 'gateway.signature-without-type' })
    return requires === 'none' ? ok('none') : refuse({ code: 'gateway.signature-required', requires, found })
  }
  if (signatureDemands.indexOf(found) < signatureDemands.indexOf(requires)) {
    return refuse({ code: 'gateway.signature-required', requires, found })
  }
  const fields = fieldsOf(body)
  const field = ambiguousField(fields)
  if (field !== null) return refuse({ code: 'gateway.ambiguous-field', field })
  if (found === 'SM2' && sm2PublicKey === null) return refuse({ code: 'gateway.no-public-key', account })
  for (const text of signedTexts(fields)) {
    const right =
      found === 'SM2' && sm2PublicKey !== null
        ? await crypto.sm2Verifier(sm2PublicKey).verify(text, cainfo)
        : crypto.same(crypto.sm3(text), cainfo.toLowerCase())
    if (right) return ok(found)
  }
  return refuse({ code: 'gateway.wrong-cainfo', signtype: found })
}
