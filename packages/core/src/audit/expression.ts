/**
 * A CEL expression as a plain tree, checked and typed by whoever read it.
 *
 * A value is a number, a text, a truth, null, or a list of values or rows. Amounts are fen, unit prices millionths of a yuan and
 * quantities ten-thousandths only inside fields whose names say so; the reader writes `yuan(50)` as the number of fen.
 */
export type AuditExpression =
  | { readonly op: 'value'; readonly value: number | string | boolean | null }
  /** A root (`line`, `visit`, `person`, `provider`, `point`, `param`, `side`, `a`, `b`, a bound name) and the fields below it. */
  | { readonly op: 'field'; readonly root: string; readonly path: readonly string[] }
  | { readonly op: 'list'; readonly items: readonly AuditExpression[] }
  | { readonly op: 'not' | 'negate'; readonly of: AuditExpression }
  | { readonly op: 'and' | 'or'; readonly left: AuditExpression; readonly right: AuditExpression }
  | { readonly op: Comparison; readonly left: AuditExpression; readonly right: AuditExpression }
  | { readonly op: Arithmetic; readonly left: AuditExpression; readonly right: AuditExpression }
  | { readonly op: 'in'; readonly left: AuditExpression; readonly right: AuditExpression }
  | {
      readonly op: 'choose'
      readonly when: AuditExpression
      readonly then: AuditExpression
      readonly otherwise: AuditExpression
    }
  | { readonly op: 'call'; readonly name: FunctionName; readonly args: readonly AuditExpression[] }
  | {
      readonly op: 'each'
      readonly take: 'exists' | 'all' | 'filter' | 'map'
      readonly over: AuditExpression
      readonly as: string
      readonly body: AuditExpression
    }
  /** Whether a fact is known: `has(line.supplyDays)`. Never "not evaluated" itself. */
  | { readonly op: 'known'; readonly of: AuditExpression }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%'

export type FunctionName =
  | 'size'
  | 'sum'
  | 'least'
  | 'greatest'
  /** How many different values a list has. */
  | 'distinct'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'matches'
  /** `startsWithAny(code, ['S','T'])` */
  | 'startsWithAny'
  /** `anyStartsWith(codes, prefixes)`: some code of the list begins with some prefix. */
  | 'anyStartsWith'
  /** The codes of all diagnoses of a visit. */
  | 'codes'
  /** Whole years between a birth and a day or time. */
  | 'years'
  /** Whole days, hours, minutes from the first to the second; negative when the second is earlier. */
  | 'days'
  | 'hours'
  | 'minutes'
  /** The day of a time. */
  | 'day'
  /** 0 to 23. */
  | 'hourOf'
  /** 1 Monday to 7 Sunday. */
  | 'weekday'
  /** The first n characters. */
  | 'first'
  | 'abs'
