import { ok, type Result, refuse } from '../kernel/index.ts'

/** A part of a long answer: `number` counts from 1. */
export interface Page {
  readonly number: number
  readonly size: number
}

export type PageRefusal = {
  readonly code: 'catalog.bad-page'
  readonly number: number
  readonly size: number
  readonly largestSize: number
}

/** As many rows as an answer can carry without being a download; who wants all takes the catalogue's file. */
const largestPage = 500
/** Four digits in the interface. */
const lastPage = 9_999

/** Refuses with `catalog.bad-page` when there is no such page or it is too large to be one. */
export function pageOf({ number, size }: Page): Result<Page, PageRefusal> {
  const fits = number >= 1 && number <= lastPage && size >= 1 && size <= largestPage
  return fits ? ok({ number, size }) : refuse({ code: 'catalog.bad-page', number, size, largestSize: largestPage })
}
