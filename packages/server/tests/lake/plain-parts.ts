import { has, num, str, sum } from './plain-rows.ts'
import type { Fact } from './plain-views.ts'

/** One indicator as a plain program computes it over the facts of one subject and period. */
export interface PlainIndicator {
  readonly facts: readonly Fact[]
  readonly top: (facts: readonly Fact[]) => number
  readonly bottom?: (facts: readonly Fact[]) => number
  readonly factor: number
}

export type Test = (row: Fact) => boolean
export const all: Test = () => true
export const total =
  (name: string, where: Test = all) =>
  (facts: readonly Fact[]) =>
    sum(facts.filter(where), (row) => num(row, name))
export const count =
  (where: Test = all) =>
  (facts: readonly Fact[]) =>
    facts.filter(where).length
export const distinct =
  (name: string, where: Test = all) =>
  (facts: readonly Fact[]) =>
    new Set(facts.filter((row) => where(row) && has(row, name)).map((row) => str(row, name))).size
export const is =
  (name: string): Test =>
  (row) =>
    row[name] === true
export const both =
  (...tests: Test[]): Test =>
  (row) =>
    tests.every((test) => test(row))
export const equal =
  (name: string, ...values: string[]): Test =>
  (row) =>
    values.includes(str(row, name))
