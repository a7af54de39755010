import { openTransport } from '../transport.ts'
import { type SentMessage, type Verdict, verdictOf } from './sent-messages.ts'

export interface SecondAnswer extends Verdict {
  readonly status: number
  readonly text: string
}

const lanes = 16

/** Sends messages again byte for byte; the answers in the same order. @throws Error when none comes */
export async function sendAgain(url: string, messages: readonly SentMessage[]): Promise<readonly SecondAnswer[]> {
  const transport = openTransport({ url, connections: lanes })
  const answers: SecondAnswer[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let index = next++; index < messages.length; index = next++) {
      const message = messages[index]
      if (message === undefined) return
      const { status, text } = await transport.post(message.parcel)
      answers[index] = { status, text, ...verdictOf(text) }
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    return answers
  } finally {
    transport.close()
  }
}
