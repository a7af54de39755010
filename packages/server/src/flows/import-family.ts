import type { Sharing } from './family-ports.ts'
import type { ImportListener } from './import-ports.ts'
import type { Examine } from './import-source.ts'

/** Of these person numbers, those on file. */
type KnownPeople = (insuredIds: readonly string[]) => Promise<ReadonlySet<string>>

/** Both people of an authorisation must be on file. */
export function examineSharings(known: KnownPeople, listener: ImportListener, file: string): Examine<Sharing> {
  return async (rows) => {
    const onFile = await known([...new Set(rows.flatMap(({ value }) => [value.memberId, value.ownerId]))])
    return rows.flatMap(({ line, labels, value }) => {
      const people = [
        ['psn_no', value.memberId],
        ['owner_psn_no', value.ownerId],
      ] as const
      const strangers = people.filter(([, insuredId]) => !onFile.has(insuredId))
      for (const [column, insuredId] of strangers) {
        listener.problem(file, {
          line,
          column: labels[column] ?? column,
          value: insuredId,
          what: '没有此人 (nobody on file has this number)',
          cure: '请先导入参保人员 (import the person first: import members)',
        })
      }
      return strangers.length > 0 ? [line] : []
    })
  }
}
