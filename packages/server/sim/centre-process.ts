import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PressureLimits } from '../src/national/pressure.ts'
import { type Program, startProgram } from './programs.ts'
import { businessDate } from './town.ts'

const programFile = fileURLToPath(new URL('./centre-program.ts', import.meta.url))

/** What the program says: where it answers, then its processes whenever it is asked. */
export interface CentreWord {
  readonly address: string
  /** The processes that answer; the program's own where there is only one. */
  readonly workers: readonly number[]
}

/** A centre in processes of its own, the child the first of them. */
export interface CentreProcess extends Program {
  readonly url: string
  /** @throws Error when the centre has ended */
  workers(): Promise<readonly number[]>
}

export interface CentreStart {
  readonly dataDir: string
  /** The town that is planted into an empty database. */
  readonly seed: number
  readonly insured: number
  /** The clock of the business date starts with this, `11:00:00`. */
  readonly from: string
  /** Processes behind the port. */
  readonly workers: number
  /** How much it takes at once; without, one institution may send what it likes. */
  readonly limits?: PressureLimits
  /** Stays up without its database, unlike `serve`, so that such a centre can be looked at in peace. */
  readonly stay?: boolean
  /** Told of the child at once, so that it can be ended whatever happens. */
  readonly onChild?: (child: ChildProcess) => void
}

/** The next word of the program. */
function word({ child, complaints }: Program): Promise<CentreWord> {
  return new Promise((resolve, reject) => {
    const over = (): void => reject(new Error(`中心已结束 the centre ended: ${complaints()}`))
    child.once('error', reject)
    child.once('close', over)
    child.once('message', (said: CentreWord) => {
      child.off('error', reject)
      child.off('close', over)
      resolve(said)
    })
  })
}

/**
 * Starts the centre of a data folder and waits until it answers. It stops by itself when its starter is gone.
 *
 * @throws Error with its complaints when it does not come up
 */
export async function startCentre(start: CentreStart): Promise<CentreProcess> {
  const { dataDir, seed, insured, from, workers, limits, stay = false, onChild } = start
  const size = ['--seed', String(seed), '--insured', String(insured), '--workers', String(workers)]
  const when = ['--start', `${businessDate} ${from}`, ...(stay ? ['--stay'] : [])]
  const much = limits === undefined ? [] : ['--limits', JSON.stringify(limits)]
  const program = startProgram([programFile, '--data-dir', dataDir, ...size, ...when, ...much])
  onChild?.(program.child)
  const { address } = await word(program)
  return {
    ...program,
    url: address,
    async workers() {
      const answer = word(program)
      program.child.send('workers')
      return (await answer).workers
    },
  }
}
