import { messageRoutes } from './messages.ts'
import { oversightRoutes, sessionRoutes, userRoutes } from './office.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plans.ts'
import { reportRoutes } from './reports.ts'
import type { AnswerOf, ErrorCodeOf, InputOf, Route } from './route.ts'
import { settlementRoutes } from './settlements.ts'
import { visitRoutes } from './visits.ts'

/** The whole REST interface for our own clients, as one table. */
export const routes = [
  ...peopleRoutes,
  ...planRoutes,
  ...visitRoutes,
  ...settlementRoutes,
  ...messageRoutes,
  ...reportRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...oversightRoutes,
] as const satisfies readonly Route[]

type AnyRoute = (typeof routes)[number]
export type RouteName = AnyRoute['name']
export type RouteNamed<Name extends RouteName> = Extract<AnyRoute, { readonly name: Name }>

/** What a caller gives, by the name of the route. */
export type Input<Name extends RouteName> = InputOf<RouteNamed<Name>>
/** What the route answers. */
export type Answer<Name extends RouteName> = AnswerOf<RouteNamed<Name>>
/** The codes that its handler may refuse with. */
export type ErrorCode<Name extends RouteName> = ErrorCodeOf<RouteNamed<Name>>
