/** Every cryptographic primitive of the national interface stands behind this one door, so that a hardware module can follow. */
export interface CryptoProvider {
  /** Unpredictable bytes. */
  random(bytes: number): Buffer
  /** SHA-256 of UTF-8 text, lower-case hex. */
  sha256(text: string): string
  /** SM3 of UTF-8 text, lower-case hex. */
  sm3(text: string): string
  /** HMAC-SHA1 of UTF-8 text under a UTF-8 key. */
  hmacSha1(key: string, text: string): Buffer
  /** Compares texts in a time that tells only whether their lengths agree. */
  same(left: string, right: string): boolean
  newSm2KeyPair(): Sm2KeyPair
  sm2Signer(pair: Sm2KeyPair): Sm2Signer
  /** @throws Error when the public key is no point of the curve */
  sm2Verifier(publicKey: string): Sm2Verifier
  /** @throws InvariantError when the key is not 32 hexadecimal digits */
  sm4(key: string, mode: Sm4Mode): Sm4Cipher
}

export interface Sm2KeyPair {
  /** 64 lower-case hexadecimal digits. */
  readonly privateKey: string
  /** The uncompressed point, 130 lower-case hexadecimal digits beginning with 04. */
  readonly publicKey: string
}

/** Asynchronous, because a hardware module is. */
export interface Sm2Signer {
  /** Signs UTF-8 text: 128 upper-case hexadecimal digits, r then s. */
  sign(text: string): Promise<string>
}

export interface Sm2Verifier {
  /** Whether the signature (r and s, or DER, in hexadecimal digits of either case) is that of this text; never throws. */
  verify(text: string, signature: string): Promise<boolean>
}

/** `cbc`: a fresh initialisation vector in the first sixteen bytes; `ecb`: none. Padding is PKCS#7 in both. */
export type Sm4Mode = 'cbc' | 'ecb'

export interface Sm4Cipher {
  encrypt(plain: Uint8Array): Buffer
  /** Null when these bytes were not made with this key and mode, without a word about what is wrong with them. */
  decrypt(hidden: Uint8Array): Buffer | null
}
