import { type Reach, regionHolds, wholeRegion } from '@yibao/core/office'
import type { ImportReachStore, RowPlace, Strangers } from './import-desk-ports.ts'
import type { ImportProblem, ImportSource } from './import-ports.ts'
import type { SourceRow } from './import-source.ts'

/** Rows that are looked up together. */
const batchRows = 2_000

interface Guard<T> {
  readonly reach: Reach
  readonly store: ImportReachStore
  readonly placeOf: (value: T) => RowPlace
}

const cure = '请由当地经办机构导入 (let the bureau of that place import it)'

function problemsOf<T>({ line, value, labels }: SourceRow<T>, { reach, placeOf }: Guard<T>, strangers: Strangers) {
  const { people = [], providers = [], divisions = [] } = placeOf(value)
  const problems: ImportProblem[] = []
  const tell = (column: string, told: string, what: string) =>
    problems.push({ line, column: labels[column] ?? '', value: told, what, cure })
  for (const division of divisions) {
    if (reach.regions.some((region) => regionHolds(region, division))) continue
    tell('division', division, '不在您的辖区 (not in a region of yours)')
  }
  for (const code of providers) {
    if (strangers.providers.has(code))
      tell('provider_code', code, '机构不在您的辖区 (an institution of another region)')
  }
  for (const insuredId of people) {
    if (strangers.people.has(insuredId)) tell('psn_no', insuredId, '此人不在您的辖区 (a person of another region)')
  }
  return problems
}

/** A source of which rows beyond a reach are bad ones; the same source where everything lies within it. */
export function withinImporterReach<T>(source: ImportSource<T>, guard: Guard<T>): ImportSource<T> {
  const { reach, store, placeOf } = guard
  if (reach.regions.includes(wholeRegion)) return source
  async function* judged(batch: readonly SourceRow<T>[]) {
    const places = batch.map(({ value }) => placeOf(value))
    const people = [...new Set(places.flatMap((place) => place.people ?? []))]
    const providers = [...new Set(places.flatMap((place) => place.providers ?? []))]
    const strangers = await store.strangers(reach, people, providers)
    for (const row of batch) {
      const problems = problemsOf(row, guard, strangers)
      if (problems.length === 0) yield row
      else yield { kind: 'bad', line: row.line, problems } as const
    }
  }
  return {
    file: source.file,
    async *rows() {
      let batch: SourceRow<T>[] = []
      for await (const item of source.rows()) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        batch.push(item)
        if (batch.length < batchRows) continue
        yield* judged(batch)
        batch = []
      }
      yield* judged(batch)
    },
  }
}
