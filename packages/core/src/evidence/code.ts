import { invariant } from '../kernel/index.ts'

/**
 * The check digit of a row of digits: every wrong digit and every swap of two neighbours changes it.
 *
 * @source ISO/IEC 7064, MOD 11,10
 */
function checkDigit(digits: string): number {
  let carry = 10
  for (const digit of digits) {
    const sum = (carry + Number(digit)) % 10
    carry = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - carry) % 10
}

/** The code of a piece: `E2023-000042-7`, year, running number of the year, check digit. */
export function pieceCode(year: number, serial: number): string {
  invariant(year >= 2000 && year <= 9999, 'a year of four digits')
  invariant(Number.isInteger(serial) && serial >= 1 && serial <= 999_999, 'a running number of at most six digits')
  const running = String(serial).padStart(6, '0')
  return `E${year}-${running}-${checkDigit(`${year}${running}`)}`
}

/** Whether a text is a code of a piece, check digit included. */
export function isPieceCode(text: string): boolean {
  const [, year = '', running = '', check = ''] = /^E(\d{4})-(\d{6})-(\d)$/.exec(text) ?? []
  return year !== '' && checkDigit(`${year}${running}`) === Number(check)
}
