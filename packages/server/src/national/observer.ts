import type { Infno } from '@yibao/contract/national'
import type { Refusal } from './refusal-words.ts'

/** A message that was answered; nothing in here names a person. */
export interface AnsweredMessage {
  readonly messageId: string
  /** Null for a number that no table of ours has. */
  readonly infno: Infno | null
  /** Of the signature's account; '' when nobody known has signed. */
  readonly providerCode: string
  readonly msgid: string
  /** Null when it was carried out. */
  readonly refusal: Refusal['code'] | null
  readonly milliseconds: number
}

/** Hears of every message once it is answered. */
export type Observer = (message: AnsweredMessage) => void
