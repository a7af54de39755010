import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'

interface Asked {
  readonly action: string
  /** The person whose rows were asked for; absent when the question names nobody. */
  readonly insuredId?: string | undefined
}

/**
 * Writes down whose rows a list shows, before it shows them. A page without a row is a look as well, when it was asked for
 * somebody; of nobody it shows nothing.
 *
 * @param rows one number for each row, empty where it belongs to nobody
 */
export async function noteShown(
  desk: OperationSource & { readonly log: Pick<OperationLog, 'note'> },
  actor: Actor,
  { action, insuredId, ...question }: Asked,
  rows: readonly string[],
): Promise<void> {
  const found = [...new Set(rows)].filter((number) => number !== '')
  if (found.length === 0 && insuredId === undefined) return
  await desk.log.note(operationOf(desk, actor, { action, target: insuredId ?? null, details: { ...question, found } }))
}
