import type { ChildProcess } from 'node:child_process'
import type { VerifyReport } from '../../src/flows/verify.ts'
import type { PressureLimits } from '../../src/national/pressure.ts'
import type { Finding } from '../crash/compare.ts'
import type { Latency, Stretch } from './figures.ts'

export interface FloodOptions {
  /** How long the flood lasts. */
  readonly seconds: number
  /** Offered for each message that the centre can carry out. */
  readonly times: number
  readonly seed: number
  readonly insured: number
  readonly workers: number
  /** What each process takes at once, and from one institution. */
  readonly limits: PressureLimits
  /** A folder that does not exist yet or is empty; it keeps the database afterwards. */
  readonly dataDir: string
  /** Told what comes next. */
  readonly onPart?: (name: string) => void
  readonly onChild?: (child: ChildProcess) => void
}

export interface FloodReport {
  readonly seed: number
  readonly workers: number
  readonly limits: PressureLimits
  readonly tills: number
  /** Messages per second that tills in a closed loop had carried out. */
  readonly capacity: number
  readonly atCapacity: Stretch
  /** Half the capacity by schedule, before the flood. */
  readonly before: Stretch
  readonly flood: Stretch
  /** Of the flood, the institution that sends more than it may, and everybody else. */
  readonly crowd: Stretch
  readonly others: Stretch
  /** Half the capacity again, from the last moment of the flood on. */
  readonly firstSecond: Stretch
  readonly after: Stretch
  /** Seconds after the flood until the latency was as before. */
  readonly recoverySeconds: number | null
  /** Processor seconds of this client during the schedule, per second. */
  readonly clientCores: number
  /** What was told to come back or not answered, sent again until it had its end. */
  readonly again: {
    readonly messages: number
    readonly sendings: number
    readonly accepted: number
    readonly open: number
    readonly latency: Latency
  }
  /** Messages with an effect that were acknowledged, and of those how many were repeated to compare the answers. */
  readonly acknowledged: number
  readonly repeated: number
  readonly betrayals: readonly Finding[]
  readonly findings: readonly string[]
  readonly verify: VerifyReport
  readonly seconds: number
  readonly ok: boolean
}
