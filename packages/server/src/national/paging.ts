import { type Page, type PageRefusal, pageOf } from '@yibao/core/catalog'
import type { Result } from '@yibao/core/kernel'

/** The page that a query asks for. Refuses with `catalog.bad-page`. */
export function pageAsked(data: { readonly page_num: number; readonly page_size: number }): Result<Page, PageRefusal> {
  return pageOf({ number: data.page_num, size: data.page_size })
}

/** What every paged answer says about itself; the collected tables know these fields as text. */
export function pageFields({ number, size }: Page, rows: number, count: number) {
  const pages = Math.ceil(count / size)
  return {
    firstPage: String(number === 1),
    lastPage: String(number >= pages),
    size: String(rows),
    startRow: String(rows === 0 ? 0 : (number - 1) * size + 1),
    pageSize: String(size),
    pageNum: String(number),
    recordCounts: String(count),
    pages: String(pages),
  }
}

/** The rows of one page, of rows that are all there. */
export function rowsOn<Row>({ number, size }: Page, rows: readonly Row[]): readonly Row[] {
  return rows.slice((number - 1) * size, number * size)
}
