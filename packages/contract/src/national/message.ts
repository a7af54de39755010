import { type KnownRows, type Rows, type Table, type TableOf, type TableValue, table } from './table.ts'

/**
 * `session` signs in and out, `query` and `compute` store nothing, `write` changes what the centre knows, `download` prepares a
 * file and `file` carries one.
 */
export type Direction = 'session' | 'query' | 'compute' | 'write' | 'download' | 'file'

export interface Message<Input = Table, Output = Table> {
  readonly infno: string
  readonly name: string
  readonly english: string
  readonly direction: Direction
  readonly input: Input
  readonly output: Output
}

/** Defines one message of the interface by its two field tables. */
export function message<Input extends Rows, Output extends Rows>(
  definition: Message<Input & KnownRows<Input>, Output & KnownRows<Output>>,
): Message<TableOf<Input>, TableOf<Output>> {
  return { ...definition, input: table<Input>(definition.input), output: table<Output>(definition.output) }
}

/** What a handler is given: the input of message `M` once it has been read. */
export type InputOf<M> = M extends Message<infer Input, unknown> ? TableValue<Input> : never

/** What a handler answers: the output of message `M` before it is written. */
export type OutputOf<M> = M extends Message<unknown, infer Output> ? TableValue<Output> : never
