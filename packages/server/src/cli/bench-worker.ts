import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { measure } from './bench-adjudicate.ts'

const { packs, count, seed } = workerData as {
  readonly packs: readonly RegionPack[]
  readonly count: number
  readonly seed: number
}
invariant(parentPort !== null, 'a worker has a parent')
const port = parentPort
port.postMessage(measure(packs, count, seed, ['plain', 'traced'], () => undefined))
