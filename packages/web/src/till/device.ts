/** What a card reader or a scanner of codes gives. */
export interface ReadCard {
  /** National `mdtrt_cert_type`. */
  readonly certificateType: string
  readonly certificateNumber: string
}

/** Where card readers answer when nobody says otherwise; docs/till-devices.md describes what they answer. */
export const usualPort = 18_300

/** Somebody may have to lay the card on the reader. */
const patienceMs = 15_000

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most

/**
 * Asks the service of a card reader on this machine for the card that lies on it.
 *
 * @returns null when no such service answers, or what it answers is no card
 */
export async function readCard(port: number): Promise<ReadCard | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/read`, { signal: AbortSignal.timeout(patienceMs) })
    const card: unknown = await answer.json()
    if (typeof card !== 'object' || card === null) return null
    const { certificateType, certificateNumber } = card as Partial<Record<keyof ReadCard, unknown>>
    return isText(certificateType, 3) && isText(certificateNumber, 50) ? { certificateType, certificateNumber } : null
  } catch {
    // No service, no card, no JSON: the cashier types instead.
    return null
  }
}
