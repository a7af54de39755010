import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { PasswordHasher } from '../flows/users-ports.ts'

/**
 * argon2id with 19 MiB, two passes, one lane.
 *
 * @source OWASP Password Storage Cheat Sheet; RFC 9106 §4 allows more where there is memory to spare
 */
const terms = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1, outputLen: 32 } as const

/** At once, so that sign-ins leave the threads of the process to its other work. */
const mostAtOnce = 2
/** Waiting for their turn; whoever comes then is told that the centre is busy. */
const mostWaiting = 64

/** Without letters and digits that are taken for one another. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Lets so many work at once and so many wait. @returns null for whoever would be one too many */
function turnstile() {
  let working = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (working >= mostAtOnce) {
      if (waiting.length >= mostWaiting) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      working += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The turn is handed on, or given back when nobody waits.
      if (next === undefined) working -= 1
      else next()
    }
  }
}

/** Hashes passwords and compares them. */
export function passwordHasher(): PasswordHasher {
  const inTurn = turnstile()
  return {
    hash: (password) => inTurn(() => hash(password, terms)),
    matches: (kept, password) => inTurn(() => verify(kept, password)),
    nobodysHash: hash(randomBytes(32), terms),
    makePassword() {
      const letters = Array.from({ length: 20 }, () => readable[randomInt(readable.length)] ?? '')
      return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-')
    },
  }
}
