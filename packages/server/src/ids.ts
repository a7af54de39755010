import { randomBytes } from 'node:crypto'

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
