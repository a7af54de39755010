/**
 * Thrown by a port that could not begin: it is certain that nothing was done, so the same message may simply come
 * again. Whoever began and does not know how it ended throws anything else.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}
