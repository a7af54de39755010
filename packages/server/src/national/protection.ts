import { type Envelope, type SignedFields, signedText } from '@yibao/contract/national'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { CryptoProvider, Sm2Signer } from '../crypto/provider.ts'
import type { GatewayKey, SignatureDemand } from './gateway/key.ts'
import type { GatewayRefusal } from './gateway/refusals.ts'
import { type Hiding, hiddenOutput, plainInputOf } from './protection/encryption.ts'
import { signatureOf } from './protection/signature.ts'

/** How an answer is protected: as its request was, as far as that was found right. */
export interface AnswerProtection {
  readonly signature: SignatureDemand
  readonly hiding: Hiding | null
}

interface Opened {
  /** The envelope with its input in plain text. */
  readonly outcome: Result<Envelope, GatewayRefusal>
  readonly protection: AnswerProtection
}

/** The signatures and the encryption of envelopes, in both directions. */
export interface Protection {
  /** Proves the signature and deciphers the input of an envelope that came in under this key. */
  open(key: GatewayKey, envelope: Envelope, body: string): Promise<Opened>
  /** Hides the output of an answer and signs it; without protection the text stays as it is. */
  seal(answer: string, protection: AnswerProtection): Promise<string>
}

export const unprotected: AnswerProtection = { signature: 'none', hiding: null }

/**
 * Opens the protection of a centre.
 *
 * @param signer signs the answers with the centre's own key
 */
export function openProtection(crypto: CryptoProvider, signer: Sm2Signer): Protection {
  const signed = async (fields: SignedFields, signature: SignatureDemand): Promise<SignedFields> => {
    if (signature === 'none') return fields
    const named = { ...fields, signtype: signature }
    const text = signedText(named)
    return { ...named, cainfo: signature === 'SM2' ? await signer.sign(text) : crypto.sm3(text).toUpperCase() }
  }
  return {
    async open(key, envelope, body) {
      const signature = await signatureOf(crypto, key, envelope, body)
      if (!signature.ok) return { outcome: signature, protection: unprotected }
      const plain = plainInputOf(crypto, key, envelope)
      if (!plain.ok) return { outcome: refuse(plain.error), protection: { signature: signature.value, hiding: null } }
      const { input, hiding } = plain.value
      return { outcome: ok({ ...envelope, input }), protection: { signature: signature.value, hiding } }
    },
    async seal(answer, { signature, hiding }) {
      if (signature === 'none' && hiding === null) return answer
      const plain = JSON.parse(answer) as SignedFields
      const fields = hiding === null ? plain : { ...plain, enc_type: 'SM4', output: hiddenOutput(hiding, plain.output) }
      return JSON.stringify(await signed(fields, signature))
    },
  }
}
