/** A condition of fixed words with the places of its values, and what goes there. */
export interface Condition {
  readonly name: string
  readonly text: (first: number) => string
  readonly values: readonly unknown[]
}

/** A condition on one value; none when it is null. */
export const oneCondition = (name: string, text: (n: number) => string, value: unknown): readonly Condition[] =>
  value === null ? [] : [{ name, text, values: [value] }]

/** The same condition with its values behind others. */
export const shifted =
  (by: number) =>
  ({ name, text, values }: Condition): Condition => ({ name, text: (n) => text(n + by), values })

export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

/** A statement made of fixed words only: which conditions there are decides it, their values never do. */
export function statementOf(
  name: string,
  conditions: readonly Condition[],
  build: (where: string, next: number) => string,
): Statement {
  let next = 1
  const texts = conditions.map(({ text, values }) => {
    const written = text(next)
    next += values.length
    return written
  })
  const where = texts.length === 0 ? '' : `where ${texts.join(' and ')}`
  return {
    name: [name, ...conditions.map((condition) => condition.name)].join(' '),
    text: build(where, next),
    values: conditions.flatMap(({ values }) => values),
  }
}
