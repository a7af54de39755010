import type { PaymentRun } from './payment-run-ports.ts'

/** `JS990200-310-202503-0001`, and `-2` behind it when the period was closed before. */
export function numberOf(word: string, { division, schemes, period, issue }: PaymentRun, place: number): string {
  const parts = [division, schemes.join('+'), period.replace('-', ''), String(place).padStart(4, '0')]
  return `${word}${[...parts, ...(issue === 1 ? [] : [String(issue)])].join('-')}`
}
