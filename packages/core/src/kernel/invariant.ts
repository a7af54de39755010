/** A mistake of ours: a broken promise between two pieces of code, never a fact about the world. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/**
 * States what must hold here.
 *
 * @param message the promise that was broken; a function when the text quotes a value, so that it costs nothing while it holds
 * @throws InvariantError when `condition` is falsy
 */
export function invariant(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) throw new InvariantError(typeof message === 'string' ? message : message())
}
