import type { Readable } from 'node:stream'
import { errorCodes, type FastifyRequest } from 'fastify'

/** What the network may take of this process. */
export interface ServerLimits {
  /** Open connections, resting ones too; one more is closed at once. */
  readonly connections: number
  /** Bytes of bodies that are on their way in at one moment. */
  readonly bodyBytes: number
  /** From opening the connection, or from the first byte of the next message, to the last byte of its headers. */
  readonly headersMs: number
  /** The same to the last byte of the message. */
  readonly messageMs: number
  /** Between two messages. */
  readonly restMs: number
  /** While a message is worked on or its answer fetched, without a byte in either direction. */
  readonly silenceMs: number
  /** How often late senders are looked for. */
  readonly checkMs: number
}

/**
 * Whoever trickles, falls silent in the middle or never says a word keeps no connection for itself; a slow line of a
 * village clinic still has a minute for its million bytes, and a proxy lets go of a resting connection before we do.
 */
export const serverLimits: ServerLimits = {
  connections: 2_000,
  bodyBytes: 256_000_000,
  headersMs: 15_000,
  messageMs: 60_000,
  restMs: 75_000,
  silenceMs: 90_000,
  checkMs: 5_000,
}

/** The limits of time as Fastify and Node call them. */
export const timeouts = ({ headersMs, messageMs, restMs, silenceMs, checkMs }: ServerLimits) => ({
  requestTimeout: messageMs,
  connectionTimeout: silenceMs,
  keepAliveTimeout: restMs,
  http: { headersTimeout: headersMs, connectionsCheckingInterval: checkMs },
})

/** More bodies are coming in than there is memory for. */
export class BodiesFull extends Error {
  override readonly name = 'BodiesFull'
}

type Done = (error: Error | null, body?: Buffer) => void

/** Counts what comes in. */
export interface BodyMeter {
  /** Bytes held of bodies that are not whole yet. */
  readonly bytes: number
  /** Reads one body of at most so many bytes; ends in `FST_ERR_CTP_BODY_TOO_LARGE` or `BodiesFull` beyond. */
  reader(limit: number): (request: FastifyRequest, payload: Readable, done: Done) => void
}

/** Bounds the bytes of all bodies together: a limit for each alone is no limit when a thousand come at once. */
export function bodyMeter(most: number): BodyMeter {
  let held = 0

  function read(limit: number, payload: Readable, done: Done): void {
    const chunks: Buffer[] = []
    let length = 0
    const end = (error: Error | null): void => {
      payload.off('data', onData).off('end', onEnd).off('error', end)
      held -= length
      if (error === null) done(null, Buffer.concat(chunks, length))
      else done(error)
    }
    const onEnd = (): void => end(null)
    const onData = (chunk: Buffer): void => {
      held += chunk.length
      length += chunk.length
      chunks.push(chunk)
      if (length > limit) end(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
      else if (held > most) end(new BodiesFull())
    }
    payload.on('data', onData).on('end', onEnd).on('error', end)
  }

  return {
    get bytes() {
      return held
    },
    reader: (limit) => (request, payload, done) => {
      const announced = Number(request.headers['content-length'])
      if (announced > limit) done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
      else read(limit, payload, done)
    },
  }
}
