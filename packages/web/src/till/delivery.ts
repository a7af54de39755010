import { useQueryClient } from '@tanstack/react-query'
import type { Answer, Input } from '@yibao/contract/rest'
import { useRef, useState } from 'react'
import { CallFailure, call, isUnknown } from '../kit/index.ts'
import { type CentreClock, messageNumber } from './clock.ts'

export type Infno = Input<'till.send'>['infno']
export type TillAnswer = Answer<'till.send'>

/** A message that the centre refused: nothing of it happened. */
export class TillRefusal extends Error {
  readonly answer: TillAnswer

  constructor(answer: TillAnswer) {
    super(answer.err_msg)
    this.name = 'TillRefusal'
    this.answer = answer
  }
}

/** A message whose outcome is not known yet. */
export interface Pending {
  readonly infno: Infno
  readonly msgid: string
  readonly tries: number
}

const againAfterMs = 3_000

/** A change may have been made although its answer was lost on the way, or the database went away behind it. */
const isLost = (error: unknown): boolean =>
  error instanceof CallFailure && (isUnknown(error) || error.failure.code === 'rest.unavailable')

interface Sender {
  readonly providerCode: string
  readonly clock: CentreClock
}

/** A message to be sent. */
export interface Order {
  readonly infno: Infno
  readonly input: Input<'till.send'>['input']
  readonly insuredDivision?: string
  readonly reason?: string
}

/**
 * Sends messages and sees each of them through: while an outcome is unknown, the same message goes out again under the same
 * number, by itself every few seconds or when asked, until the centre says what became of it.
 */
export function useDelivery({ providerCode, clock }: Sender) {
  const [pending, setPending] = useState<Pending | null>(null)
  const wake = useRef<() => void>(() => undefined)
  /** The reversal for which nobody waits any longer. */
  const reversal = useRef<Order | null>(null)
  const queries = useQueryClient()

  const later = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, againAfterMs)
      wake.current = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const once = async (message: Input<'till.send'>): Promise<TillAnswer | null> => {
    try {
      const answer = await call('till.send', message)
      return answer.state === 'unknown' ? null : answer
    } catch (error) {
      if (isLost(error)) return null
      throw error
    }
  }

  /** @throws TillRefusal, or CallFailure when the message could not go out at all */
  const deliver = async ({ infno, input, ...more }: Order): Promise<TillAnswer> => {
    const msgid = messageNumber(providerCode, clock)
    const message: Input<'till.send'> = { providerCode, infno, msgid, input, ...more }
    try {
      for (let tries = 1; ; tries += 1) {
        const answer = await once(message)
        if (answer?.state === 'refused') throw new TillRefusal(answer)
        if (answer !== null) return answer
        setPending({ infno, msgid, tries })
        await later()
        await reverse()
      }
    } finally {
      setPending(null)
      reversal.current = null
      void queries.invalidateQueries({
        predicate: ({ queryKey: [asked] }) =>
          /^(?:till\.(?:shift|shifts|receipts|reconcile)|visits\.get)$/.test(String(asked)),
      })
    }
  }

  /** Sends the reversal that somebody gave up for. Whatever comes of it, asking once more tells the outcome. */
  const reverse = async (): Promise<void> => {
    const order = reversal.current
    if (order === null) return
    reversal.current = null
    try {
      await deliver(order)
    } catch (fault) {
      if (!(fault instanceof TillRefusal)) throw fault
    }
  }

  const giveUp = (order: Order): void => {
    reversal.current = order
    wake.current()
  }
  return { deliver, pending, askNow: () => wake.current(), giveUp }
}

export type Delivery = ReturnType<typeof useDelivery>
