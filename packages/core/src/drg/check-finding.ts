/** What is wrong with a scheme so that it cannot be grouped by as it stands. */
export type SchemeRefusalCode =
  | 'scheme.range-reversed'
  | 'scheme.mdc-unknown'
  | 'scheme.mdc-twice'
  | 'scheme.mdc-not-in-order'
  | 'scheme.adrg-unknown'
  | 'scheme.list-unknown'
  | 'scheme.result-empty'
  | 'scheme.condition-empty'
  | 'scheme.condition-several-keys'
  | 'scheme.condition-unknown-key'
  | 'scheme.condition-value'
  | 'scheme.condition-cyclic'
  | 'scheme.condition-contradicts'
  | 'scheme.level-both'

/** What can be grouped by, and yet is hardly what the writer of the scheme meant. */
export type SchemeWarningCode =
  | 'scheme.mdc-never'
  | 'scheme.step-never'
  | 'scheme.adrg-never'
  | 'scheme.adrg-against-mdc'
  | 'scheme.adrg-shadowed'
  | 'scheme.adrg-behind-mdcs'
  | 'scheme.adrg-unused'
  | 'scheme.split-never'
  | 'scheme.split-against-gate'
  | 'scheme.split-after-unconditional'
  | 'scheme.split-implied'
  | 'scheme.split-behind'
  | 'scheme.reach-suspect'
  | 'scheme.list-empty'
  | 'scheme.list-unused'
  | 'scheme.drg-without-rule'
  | 'scheme.drg-without-name'
  | 'scheme.name-contradicts'
  | 'scheme.name-untested'
  | 'scheme.name-silent'
  | 'scheme.name-untidy'
  | 'scheme.table-without-complication'
  | 'scheme.table-without-principal'
  | 'scheme.table-several'
  | 'scheme.code-untidy'
  | 'scheme.code-unknown'

export type Facts = Readonly<Record<string, string | number | readonly string[]>>

/** One defect of a scheme: what, where in the pack, and the facts a sentence about it needs. */
export type SchemeFinding =
  | { readonly severity: 'refuse'; readonly code: SchemeRefusalCode; readonly where: string; readonly facts: Facts }
  | { readonly severity: 'warn'; readonly code: SchemeWarningCode; readonly where: string; readonly facts: Facts }

export function refusal(code: SchemeRefusalCode, where: string, facts: Facts = {}): SchemeFinding {
  return { severity: 'refuse', code, where, facts }
}

export function warning(code: SchemeWarningCode, where: string, facts: Facts = {}): SchemeFinding {
  return { severity: 'warn', code, where, facts }
}
