import type { Message, OutputOf } from '../message.ts'

/** A valid message: `input` as a sender writes it, `output` as a handler answers it. */
export interface Sample<M extends Message> {
  readonly input: unknown
  readonly output: OutputOf<M>
}
