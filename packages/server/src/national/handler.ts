import {
  type Envelope,
  type Infno,
  type InputOf,
  type Messages,
  type OutputOf,
  readInput,
} from '@yibao/contract/national'
import type { Provider } from '@yibao/core/encounter'
import type { Result } from '@yibao/core/kernel'
import type { IncomingMessage, Ports } from '../flows/ports.ts'
import type { Refusal } from './refusal-words.ts'

/** What a handler works with besides the input. */
export interface Context {
  readonly ports: Ports
  readonly envelope: Envelope
  readonly provider: Provider
  readonly message: IncomingMessage
  /** The messages as the region of the institution takes them. */
  readonly messages: Messages
  /** Writes a refusal into the whole answer of this message. */
  readonly refuse: (refusal: Refusal) => string
}

export interface Reply<Output> {
  /** The person the message is about, under whose key it is archived; empty when it names none. */
  readonly insuredId: string
  readonly outcome: Result<Output, Refusal>
}

/** Writes an output into the whole answer of this message. */
export type Present<Output> = (output: Output) => string

/** Bytes in the place of an answer (9102). */
export interface Delivery {
  readonly filename: string
  readonly content: Uint8Array
}

/**
 * Answers one message. A handler that records gets its answer written beforehand, so that answer and effect are
 * committed together, and gives that `answer`; the others give an `output` to be written, or a `file`.
 */
export interface Handler {
  readonly infno: Infno
  readonly gives: 'output' | 'answer' | 'file'
  readonly handle: (context: Context, input: unknown, present: Present<never>) => Promise<Reply<unknown>>
}

/** A message that changes nothing. */
export function answering<N extends Infno>(
  infno: N,
  handle: (context: Context, input: InputOf<Messages[N]>) => Promise<Reply<OutputOf<Messages[N]>>>,
): Handler {
  return {
    infno,
    gives: 'output',
    handle: async (context, input) => {
      const read = readInput<Messages[N]>(context.messages[infno], input)
      return read.ok ? await handle(context, read.value) : { insuredId: personNamedIn(input), outcome: read }
    },
  }
}

/** A message with an effect; the text it returns is what was committed with it. */
export function recording<N extends Infno>(
  infno: N,
  handle: (
    context: Context,
    input: InputOf<Messages[N]>,
    present: Present<OutputOf<Messages[N]>>,
  ) => Promise<Reply<string>>,
): Handler {
  return {
    infno,
    gives: 'answer',
    handle: async (context, input, present) => {
      const read = readInput<Messages[N]>(context.messages[infno], input)
      return read.ok
        ? await handle(context, read.value, present as Present<OutputOf<Messages[N]>>)
        : { insuredId: personNamedIn(input), outcome: read }
    },
  }
}

/** A message that fetches a file and changes nothing. */
export function delivering<N extends Infno>(
  infno: N,
  handle: (context: Context, input: InputOf<Messages[N]>) => Promise<Reply<Delivery>>,
): Handler {
  return {
    infno,
    gives: 'file',
    handle: async (context, input) => {
      const read = readInput<Messages[N]>(context.messages[infno], input)
      return read.ok ? await handle(context, read.value) : { insuredId: personNamedIn(input), outcome: read }
    },
  }
}

/** The person that an unreadable input names, so that its refusal is archived where one would look for it. */
function personNamedIn(input: unknown): string {
  if (typeof input !== 'object' || input === null) return ''
  for (const node of Object.values(input)) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    if (typeof row === 'object' && row !== null && 'psn_no' in row && typeof row.psn_no === 'string') {
      // A sign of two halves must not be cut between them.
      return row.psn_no.slice(0, 30).toWellFormed()
    }
  }
  return ''
}

/** Everybody whom any part of an input names, each once, in the order of the parts. */
export function peopleNamedIn(input: object): readonly string[] {
  const people = Object.values(input)
    .flat()
    .flatMap((row: unknown) => (typeof row === 'object' && row !== null && 'psn_no' in row ? [row.psn_no] : []))
    .filter((number) => number !== null && number !== '')
  // A sign of two halves must not be cut between them.
  return [...new Set(people.map((number) => String(number).slice(0, 30).toWellFormed()))]
}
