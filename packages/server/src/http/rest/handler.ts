import type { Answer, Changed, ErrorCode, ErrorFacts, Input, RouteName, RouteNamed } from '@yibao/contract/rest'
import type { Result } from '@yibao/core/kernel'
import type { Circumstances, Reach, Right, User } from '@yibao/core/office'
import type { Actor } from '../../flows/operation-log.ts'
import type { SignedIn } from '../../flows/sessions-ports.ts'

/** The cookie in which a browser keeps its session. */
interface SessionCookie {
  set(token: string): void
  clear(): void
}

/** A request that nobody needed to sign in for. */
export interface OpenContext {
  readonly from: Circumstances
  readonly cookie: SessionCookie
  /** Who sent it, if he is signed in all the same. */
  readonly signedIn: SignedIn | null
}

/** A request of somebody, and what lies within reach for the right of the route; nothing where the route asks for none. */
export interface SignedInContext extends OpenContext {
  readonly signedIn: SignedIn
  readonly user: User
  readonly reach: Reach
  /** What lies within reach for another right than the route's, in the region that is looked at. */
  readonly reachFor: (right: Right) => Reach
  readonly actor: Actor
  /**
   * Writes down that somebody asked for what lies beyond his reach; he is answered as if it did not exist.
   *
   * @param target what was asked for: a person's number, a message
   */
  readonly beyondReach: (target: string) => Promise<void>
  /** Who was faster, to be told with a refusal. */
  readonly changed: (room: string, target: string) => Promise<{ readonly changed: Changed }>
}

type ContextOf<Name extends RouteName> = RouteNamed<Name>['right'] extends 'anyone' ? OpenContext : SignedInContext

export type RefusalOf<Name extends RouteName> = ErrorFacts & { readonly code: ErrorCode<Name> | 'rest.bad-input' }

type Handler<Name extends RouteName> = (
  context: ContextOf<Name>,
  input: Input<Name>,
) => Promise<Result<Answer<Name>, RefusalOf<Name>>>

/** One handler for every route: a missing one does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> }

/** The handlers of one room. */
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<RouteName, `${Room}.${string}`>>
