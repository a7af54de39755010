/** Why filings are not shown. */
export type FilingQueryRefusal =
  | { readonly code: 'filing.period-turned'; readonly from: string; readonly through: string }
  | { readonly code: 'filing.too-many'; readonly limit: number }
