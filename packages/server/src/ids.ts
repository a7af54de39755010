import { randomBytes } from 'node:crypto'
import type { Peers } from './flows/peer-ports.ts'

/**
 * Numbers of at most 30 characters that are never given twice: milliseconds since 1970 (13), a counter (5) and the
 * process's own random part (8), all digits or capital letters, growing with time.
 */
export function idSource(milliseconds: () => number = Date.now): () => string {
  const own = randomBytes(4).toString('hex').toUpperCase()
  let counter = 0
  return () => {
    counter = (counter + 1) % 100_000
    return `${milliseconds()}${String(counter).padStart(5, '0')}${own}`
  }
}

/**
 * Numbers of at most ten digits of which no other process of the centre gives the same: each steps through its own.
 * They begin with the clock, so that a process started in the place of a dead one does not give that one's again.
 */
export function sequenceSource(
  { number, of }: Pick<Peers, 'number' | 'of'>,
  milliseconds: () => number = Date.now,
): () => number {
  const steps = Math.floor(1e10 / of)
  let step = milliseconds() % steps
  return () => {
    step = (step + 1) % steps
    return step * of + number - 1
  }
}
