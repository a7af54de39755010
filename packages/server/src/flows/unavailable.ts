/**
 * Thrown by a port that could not begin: it is certain that nothing was done, so the same message may simply come
 * again. Whoever began and does not know how it ended throws anything else.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

/**
 * The error to throw where an earlier message of the same msgid may have had its effect: of its sender it would be wrong to
 * say that nothing was done, although this time nothing was.
 */
export function outcomeUnknown(error: unknown): unknown {
  if (!(error instanceof Unavailable)) return error
  return new Error('an earlier message of this msgid may have had its effect', { cause: error })
}
