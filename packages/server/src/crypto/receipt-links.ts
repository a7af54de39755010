import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseIsoDate } from '@yibao/core/kernel'
import type { ReceiptLinks } from '../flows/receipt-ports.ts'

/** Half of SHA-256: nobody guesses 128 bits, and the code on paper stays coarse enough for a cheap camera. */
const macBytes = 16

const tokenForm = /^([A-Za-z0-9]{1,40})\.(\d{8})\.([\w-]{22})$/

/**
 * Links as `settlement.day.signature`: HMAC-SHA-256 over settlement and last day with a secret of the centre. A token says
 * nothing of the person, neither plain nor hidden.
 *
 * @param secretOf 32 random bytes, asked for when they are first needed
 */
export function receiptLinks(secretOf: () => Promise<Uint8Array>): ReceiptLinks {
  const macOf = async (text: string): Promise<Buffer> =>
    createHmac('sha256', await secretOf())
      .update(`receipt ${text}`)
      .digest()
      .subarray(0, macBytes)
  return {
    async sign({ settlementId, expiresOn }) {
      const said = `${settlementId}.${expiresOn.replaceAll('-', '')}`
      return `${said}.${(await macOf(said)).toString('base64url')}`
    },
    async read(token) {
      const [, settlementId, day, mac] = tokenForm.exec(token) ?? []
      if (settlementId === undefined || day === undefined || mac === undefined) return null
      const given = Buffer.from(mac, 'base64url')
      const expected = await macOf(`${settlementId}.${day}`)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const expiresOn = parseIsoDate(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`)
      return expiresOn.ok ? { settlementId, expiresOn: expiresOn.value } : null
    },
  }
}
