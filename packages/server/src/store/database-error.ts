/** What stops the database from opening, in words for the person at the keyboard: what happened, then what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'

  constructor(problem: string, cure: string, cause?: unknown) {
    super(`${problem}\n${cure}`, cause === undefined ? {} : { cause })
  }
}

/** The code of a system or PostgreSQL error (`ENOENT`, `28P01`), or an empty text when it carries none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The words of anything thrown; a refused connection to a name with several addresses has none of its own. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || errorCode(error) || error.name
}
