import { administrationRoutes } from './administration.ts'
import { caseworkRoutes } from './casework.ts'
import { catalogueRoutes } from './catalogues.ts'
import { creditRoutes } from './credit.ts'
import { evidenceRoutes } from './evidence.ts'
import { filterRoutes } from './filters.ts'
import { findingRoutes } from './findings.ts'
import { groupingRoutes } from './grouping.ts'
import { importRoutes } from './imports.ts'
import { indicatorRoutes } from './indicators.ts'
import { jobRoutes } from './jobs.ts'
import { listRoutes } from './lists.ts'
import { mappingRoutes } from './mappings.ts'
import { matterFileRoutes } from './matter-files.ts'
import { measureRoutes } from './measures.ts'
import { messageRoutes } from './messages.ts'
import { oversightRoutes, sessionRoutes, userRoutes } from './office.ts'
import { paymentReviewRoutes } from './payment-reviews.ts'
import { paymentRunRoutes } from './payment-runs.ts'
import { paymentRoutes } from './payments.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plans.ts'
import { policyRoutes } from './policies.ts'
import { providerRoutes } from './providers.ts'
import { receiptRoutes } from './receipts.ts'
import { regionRoutes } from './regions.ts'
import { reportRoutes } from './reports.ts'
import type { AnswerOf, ErrorCodeOf, InputOf, Route } from './route.ts'
import { ruleRoutes } from './rules.ts'
import { searchRoutes } from './search.ts'
import { settlementRoutes } from './settlements.ts'
import { tillRoutes } from './till.ts'
import { tipRoutes } from './tips.ts'
import { todoRoutes } from './todo.ts'
import { visitRoutes } from './visits.ts'
import { wallRoutes } from './wall.ts'
import { paperRoutes, workbenchRoutes } from './workbench.ts'

/** The whole REST interface for our own clients, as one table. */
export const routes = [
  ...catalogueRoutes,
  ...mappingRoutes,
  ...providerRoutes,
  ...importRoutes,
  ...peopleRoutes,
  ...planRoutes,
  ...policyRoutes,
  ...visitRoutes,
  ...tillRoutes,
  ...settlementRoutes,
  ...receiptRoutes,
  ...searchRoutes,
  ...todoRoutes,
  ...messageRoutes,
  ...reportRoutes,
  ...paymentRunRoutes,
  ...paymentRoutes,
  ...paymentReviewRoutes,
  ...groupingRoutes,
  ...listRoutes,
  ...caseworkRoutes,
  ...creditRoutes,
  ...matterFileRoutes,
  ...evidenceRoutes,
  ...tipRoutes,
  ...findingRoutes,
  ...indicatorRoutes,
  ...measureRoutes,
  ...ruleRoutes,
  ...workbenchRoutes,
  ...paperRoutes,
  ...jobRoutes,
  ...filterRoutes,
  ...regionRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...oversightRoutes,
  ...administrationRoutes,
  ...wallRoutes,
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
