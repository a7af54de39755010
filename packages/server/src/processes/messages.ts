import type { Registry } from 'prom-client'
import type { Told } from '../flows/peer-ports.ts'

/** What was told since the last time: kind, told, kind, told … */
export type Batch = (string | Told)[]

/** What one process has measured, as `registry.getMetricsAsJSON()` gives it. */
export type Metrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export type ToWorker =
  | {
      readonly say: 'open'
      readonly number: number
      readonly of: number
      readonly host: string
      readonly port: number
      readonly settings: unknown
    }
  | { readonly say: 'peers'; readonly batch: Batch }
  | { readonly say: 'measure'; readonly id: number }
  | { readonly say: 'metrics'; readonly id: number; readonly text: string }
  | { readonly say: 'stop' }

export type ToPrimary =
  | { readonly say: 'listening'; readonly address: string }
  | { readonly say: 'failed'; readonly words: string; readonly code: string }
  | { readonly say: 'peers'; readonly batch: Batch }
  | { readonly say: 'measured'; readonly id: number; readonly metrics: Metrics }
  | { readonly say: 'metrics'; readonly id: number }

/** Libraries use the channel between the processes too; only what says something is ours. */
export function isOurs<Message extends ToWorker | ToPrimary>(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'say' in message
}
