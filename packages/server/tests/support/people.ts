import { fen } from '@yibao/core/kernel'
import { type PlantedPerson, person, type TestPerson, type World } from './world.ts'

let number = 100

/** A person nobody used yet, not planted. */
export function stranger(division?: string): TestPerson {
  number += 1
  return person(number, division)
}

/** Plants a person of their own for one test. */
export async function newPerson(world: World, more: Partial<PlantedPerson> = {}): Promise<TestPerson> {
  const planted = { person: stranger(), balance: fen(10_000), ...more }
  await world.plant([planted])
  return planted.person
}
