import type { Right } from '@yibao/core/office'
import Type, { type Static, type TObject, type TSchema } from 'typebox'

/** Words for people, Chinese first. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** What a route may be refused with: a stable code, its HTTP status, what happened and what to do about it. */
export interface RestError<Code extends string = string> {
  readonly code: Code
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503
  readonly message: Words
  readonly cure: Words
}

/** One error of a room; the code begins with the room. */
export const restError = <const E extends RestError>(error: E): E => error

/** One error of a room that has many: what happened, then what to do about it, each in both languages. */
export const saidError = <const Code extends string, const Status extends RestError['status']>(
  code: Code,
  status: Status,
  [zh, en]: readonly [zh: string, en: string],
  [cureZh, cureEn]: readonly [zh: string, en: string],
) => restError({ code, status, message: { zh, en }, cure: { zh: cureZh, en: cureEn } })

/** A right of core/office, or: whoever has a session, or anybody at all. */
export type RouteRight = Right | 'signed-in' | 'anyone'

/**
 * One route of the REST interface: its shapes as schemas, from which types, checks, the client and the OpenAPI document
 * are derived. The fields of params, query and body have different names, so that a caller gives them as one object.
 */
export interface Route {
  /** room.verb */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Parameters as `{insuredId}`. */
  readonly path: `/api/${string}`
  readonly right: RouteRight
  readonly summary: Words
  /** More than the summary can say, where there is more. */
  readonly description?: Words
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TObject
  /** How many bytes the body may have, where a route takes files. */
  readonly bodyBytes?: number
  readonly answer: TSchema
  /** What this route may be refused with beside the errors that every route shares. */
  readonly errors: readonly RestError[]
}

/** One route, with its name and shapes kept as literal types. */
export const route = <const R extends Route>(made: R): R => made

/** A file instead of JSON. */
export interface RestFile {
  readonly filename: string
  readonly content: Uint8Array
}

/** The answer of a route that gives a file of this media type. */
export const fileAnswer = (mediaType: string) =>
  Type.Unsafe<RestFile>({ type: 'string', format: 'binary', contentMediaType: mediaType })

/** The media type of a route's file; null when the route answers JSON. */
export function fileTypeOf({ answer }: Pick<Route, 'answer'>): string | null {
  const type = 'contentMediaType' in answer ? answer.contentMediaType : null
  return typeof type === 'string' ? type : null
}

/** Nobody changes what travelled. */
type Frozen<T> = T extends string | number | boolean | null | undefined | Uint8Array
  ? T
  : { readonly [K in keyof T]: Frozen<T[K]> }

type Fields<S> = S extends TObject ? Frozen<Static<S>> : unknown
type Part<R, K extends string> = R extends { readonly [P in K]: infer S } ? Fields<S> : unknown

/** Everything that a caller of a route gives, as one object. */
export type InputOf<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>
export type AnswerOf<R extends Route> = Frozen<Static<R['answer']>>
/** The codes that a handler of a route may refuse with. */
export type ErrorCodeOf<R extends Route> = R['errors'][number]['code']
