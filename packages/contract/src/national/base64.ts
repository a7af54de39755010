const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Java writes a byte from -128 to 127, everybody else from 0 to 255. */
const isByte = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= -128 && value <= 255

function quartet(bytes: readonly number[], at: number): string {
  const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3).map((byte) => byte & 0xff)
  const word = (first << 16) | (second << 8) | third
  const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((word >> shift) & 63)).join('')
  const missing = Math.max(0, at + 3 - bytes.length)
  return digits.slice(0, 4 - missing) + '='.repeat(missing)
}

/** The bytes of a JSON array as Base64; null when something else stands among them. */
export function base64Of(bytes: readonly unknown[]): string | null {
  if (!bytes.every(isByte)) return null
  const quartets: string[] = []
  for (let at = 0; at < bytes.length; at += 3) quartets.push(quartet(bytes, at))
  return quartets.join('')
}

/** Some encoders break the lines; whatever else is no Base64 of whole bytes is null. */
export function plainBase64(text: string): string | null {
  const plain = text.replaceAll(/[\r\n]/g, '')
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(plain) ? plain : null
}
