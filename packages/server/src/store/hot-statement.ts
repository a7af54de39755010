import { gatherForOne, knownForOne, ofOnePerson, recordForOne, valuesForOne } from './one-person.ts'
import { type Queryable, queryGrowing } from './sql.ts'

/** A statement that messages about persons run. */
export interface HotStatement {
  /** Its name as a prepared statement. */
  readonly name: string
  /** As it runs on one machine; it may be about several persons. */
  readonly text: string
  /** The same about one person, $1, held against that key as a value everywhere: as it must run on several machines. */
  readonly forOne: string
  /** How many parameters, counted from the first, are lists of persons' values in `text` and single values in `forOne`. */
  readonly lists: number
}

export const gathering = (name: string, text: string): HotStatement => ({
  name,
  text,
  forOne: gatherForOne(text),
  lists: 8,
})
export const knowing = (name: string, text: string): HotStatement => ({
  name,
  text,
  forOne: knownForOne(text),
  lists: 4,
})
export const recording = (name: string, text: string): HotStatement => ({
  name,
  text,
  forOne: recordForOne(text),
  lists: 3,
})
export const single = (name: string, text: string): HotStatement => ({
  name,
  text,
  forOne: ofOnePerson(text),
  lists: 0,
})

/** @param spread whether the rows of two persons may lie on two machines; then there is one person in each list */
export function queryHot<T extends object>(
  on: Queryable,
  { name, text, forOne, lists }: HotStatement,
  values: readonly unknown[],
  spread: boolean,
): Promise<T[]> {
  return spread
    ? queryGrowing<T>(on, `${name}-one`, forOne, valuesForOne(values, lists))
    : queryGrowing<T>(on, name, text, values)
}
