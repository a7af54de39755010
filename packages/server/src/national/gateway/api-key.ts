import { type LocalDateTime, ok, refuse } from '@yibao/core/kernel'
import { readHeader } from './headers.ts'
import type { Style } from './style.ts'

const secondsOf = (at: LocalDateTime): number => Date.parse(`${at.replace(' ', 'T')}+08:00`) / 1000

/**
 * Inner Mongolia: the secret itself, unsigned. No header tells the time, so `inf_time` of the envelope does; who has
 * read a message on its way can write it anew, so this is a check of clocks and nothing more.
 */
export const apiKey: Style = {
  name: 'apikey',
  owns: (header) => header === 'apikey',
  window: 1_800,
  read({ headers, envelope }, { keys, businessTime }) {
    const secret = readHeader(headers, 'apikey')
    if (!secret.ok) return secret
    const key = keys.bySecret(secret.value)
    if (key === null) return refuse({ code: 'gateway.unknown-api-key' })
    if (envelope === null) return ok({ key, secondsApart: null, nonce: null, names: null })
    if (envelope.infTime === null) return refuse({ code: 'gateway.missing-time' })
    const secondsApart = Math.abs(secondsOf(businessTime()) - secondsOf(envelope.infTime))
    return ok({ key, secondsApart, nonce: null, names: null })
  },
}
