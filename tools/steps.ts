import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Looks at what an otherwise successful step printed; returns what is wrong with it, or null. */
  readonly inspect?: (output: string) => string | null
}

/** Runs one step, prints one line for it, and its whole output when it failed. */
export function runStep(step: Step): boolean {
  const begin = performance.now()
  const done = spawnSync(step.command, step.args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`
  const complaint =
    done.error?.message ?? (done.status === 0 ? (step.inspect?.(output) ?? null) : `exit code ${done.status}`)
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  console.log(`${complaint === null ? '  ok ' : 'FAIL '} ${step.name} (${seconds} s)`)
  if (complaint !== null) console.log(`${output}\n${step.name}: ${complaint}\n`)
  return complaint === null
}
