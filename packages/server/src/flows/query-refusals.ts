/** Why a query is not answered. */
export type QueryRefusal =
  | { readonly code: 'query.period-turned'; readonly from: string; readonly through: string }
  | { readonly code: 'query.period-too-long'; readonly days: number; readonly limit: number }
  | { readonly code: 'query.too-many-rows'; readonly limit: number }
