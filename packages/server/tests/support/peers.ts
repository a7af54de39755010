import type { Peers, Told } from '../../src/flows/peer-ports.ts'

/** Two processes of a centre, each of which hears at once what the other tells. */
export function talkingPeers(): readonly [Peers, Peers] {
  const hearers = [new Map<string, (told: Told) => void>(), new Map<string, (told: Told) => void>()] as const
  const peer = (number: 1 | 2): Peers => ({
    number,
    of: 2,
    tell: (kind, told) => hearers[number === 1 ? 1 : 0].get(kind)?.(told),
    heard: (kind, hear) => void hearers[number === 1 ? 0 : 1].set(kind, hear),
  })
  return [peer(1), peer(2)]
}
