/**
 * The statements of the hot road say what they do for several persons at once. Where the rows of persons lie on several
 * machines (Citus), a statement is sent to one of them only if each table in it is held against the person's key as a
 * value: held against the key of another row it is asked on every machine, and a join with the batch cannot be planned.
 * Here the same statements are made into those for one person, so that both forms have one source.
 */

/** The key of one row held against that of another: of one person's statement both are the person. */
const sameKey = /\b(\w+)\.insured_id = (\w+)\.insured_id\b/g

/** A statement about one person, $1, in which every row is held against that key as a value. */
export function ofOnePerson(text: string): string {
  return text.replaceAll(sameKey, '$1.insured_id = $$1 and $2.insured_id = $$1')
}

/** @throws Error when the statement no longer has the part, so that a test sees it */
function replacePart(text: string, part: RegExp, by: string): string {
  if (!part.test(text)) throw new Error(`this statement has no part ${part.source}: ${text.slice(0, 200)}`)
  return text.replace(part, () => by)
}

const manyQuestions =
  /from unnest\([^)]*\)\s+with ordinality as q\([^)]*\)\s+join insured i on i\.insured_id = q\.insured_id\s+join person_state s on s\.insured_id = q\.insured_id/

const questionParameters: Readonly<Record<string, string>> = {
  insured_id: '$1',
  provider_code: '$2',
  msgid: '$3',
  about: '$4',
  known: '$5::bigint',
  past_day: '$6::int',
  past_days: '$7::int',
  past_items: '$8::text',
  place: '1',
}

const manyKnown =
  /from unnest\([^)]*\)\s+with ordinality as q\([^)]*\)\s+join person_state s on s\.insured_id = q\.insured_id/

const knownParameters: Readonly<Record<string, string>> = {
  insured_id: '$1',
  provider_code: '$2',
  msgid: '$3',
  known: '$4::bigint',
  place: '1',
}

/** The columns of the question, each as the parameter that brings it. */
const bind = (text: string, parameters: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\bq\.(\w+)/g, (whole, column: string) => parameters[column] ?? whole)

/**
 * A gathering statement about one person: $1 the person, $2 the institution, $3 the msgid, $4 what is asked about, $5 the
 * version that is known, $6 to $8 what is asked of the past, each a single value.
 */
export function gatherForOne(text: string): string {
  const one = replacePart(text, manyQuestions, 'from insured i cross join person_state s')
  return `${ofOnePerson(bind(one, questionParameters))}
where i.insured_id = $1 and s.insured_id = $1 and coalesce($2::text, $3::text, $4::text, $6::text, $7::text, $8::text, '') is not null`
}

/** Whether one known file still stands: $1 the person, $2 the institution, $3 the msgid, $4 the version, each a single value. */
export function knownForOne(text: string): string {
  const one = replacePart(text, manyKnown, 'from person_state s')
  return `${ofOnePerson(bind(one, knownParameters))}
where s.insured_id = $1`
}

/** From the versions sent to the versions moved on. */
const manyGuards = /with sent as \([\s\S]*?\breturning p\.insured_id, p\.version\n\)/

const oneGuard = `with guard as (
  update person_state set version = version + 1, account_balance = $3::bigint
  where insured_id = $1::text and version = $2::bigint
  returning insured_id, version
)`

/**
 * The recording statement of one decision or one archived message: $1 the person, $2 the version, $3 the balance, each a
 * single value (null when there is no decision); all others as in the statement for several.
 */
export function recordForOne(text: string): string {
  return ofOnePerson(replacePart(text, manyGuards, oneGuard))
}

/** The values of a statement for several, with the first `count` of them, which are lists of one, taken out of their lists. */
export function valuesForOne(values: readonly unknown[], count: number): readonly unknown[] {
  return values.map((value, index) => (index < count && Array.isArray(value) ? (value[0] ?? null) : value))
}
