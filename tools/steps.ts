import { execFile } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Looks at what an otherwise successful step printed; returns what is wrong with it, or null. */
  readonly inspect?: (output: string) => string | null
}

interface Ended {
  readonly output: string
  /** Null when it ended with exit code 0. */
  readonly fault: string | null
}

function ended({ command, args }: Step): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      const fault = typeof error?.code === 'number' ? `exit code ${error.code}` : (error?.message ?? null)
      resolve({ output: `${out}${err}`, fault })
    })
  })
}

/** Runs one step, prints one line for it, and its whole output when it failed. */
export async function runStep(step: Step): Promise<boolean> {
  const begin = performance.now()
  const { output, fault } = await ended(step)
  const complaint = fault ?? step.inspect?.(output) ?? null
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  console.log(`${complaint === null ? '  ok ' : 'FAIL '} ${step.name} (${seconds} s)`)
  if (complaint !== null) console.log(`${output}\n${step.name}: ${complaint}\n`)
  return complaint === null
}
