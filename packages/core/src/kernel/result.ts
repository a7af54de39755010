export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

export interface Refused<E> {
  readonly ok: false
  readonly error: E
}

/** The outcome of something the law or the other side may refuse. Our own mistakes are thrown by `invariant` instead. */
export type Result<T, E> = Ok<T> | Refused<E>

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

export function refuse<E>(error: E): Refused<E> {
  return { ok: false, error }
}
