import { caseworkRoutes } from './casework.ts'
import { creditRoutes } from './credit.ts'
import { matterFileRoutes } from './matter-files.ts'
import { messageRoutes } from './messages.ts'
import { oversightRoutes, sessionRoutes, userRoutes } from './office.ts'
import { paymentRoutes } from './payments.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plans.ts'
import { reportRoutes } from './reports.ts'
import type { AnswerOf, ErrorCodeOf, InputOf, Route } from './route.ts'
import { settlementRoutes } from './settlements.ts'
import { visitRoutes } from './visits.ts'
import { paperRoutes, workbenchRoutes } from './workbench.ts'

/** The whole REST interface for our own clients, as one table. */
export const routes = [
  ...peopleRoutes,
  ...planRoutes,
  ...visitRoutes,
  ...settlementRoutes,
  ...messageRoutes,
  ...reportRoutes,
  ...paymentRoutes,
  ...caseworkRoutes,
  ...creditRoutes,
  ...matterFileRoutes,
  ...workbenchRoutes,
  ...paperRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...oversightRoutes,
] as const satisfies readonly Route[]

type AnyRoute = (typeof routes)[number]
export type RouteName = AnyRoute['name']

/** The routes by their names; mapped once, for a search through all of them at every use would cost the compiler minutes. */
type RouteTable = { readonly [R in AnyRoute as R['name']]: R }
type Inputs = { readonly [Name in RouteName]: InputOf<RouteTable[Name]> }
type Answers = { readonly [Name in RouteName]: AnswerOf<RouteTable[Name]> }
type ErrorCodes = { readonly [Name in RouteName]: ErrorCodeOf<RouteTable[Name]> }

export type RouteNamed<Name extends RouteName> = RouteTable[Name]
/** What a caller gives, by the name of the route. */
export type Input<Name extends RouteName> = Inputs[Name]
/** What the route answers. */
export type Answer<Name extends RouteName> = Answers[Name]
/** The codes that its handler may refuse with. */
export type ErrorCode<Name extends RouteName> = ErrorCodes[Name]
