import { Command } from 'commander'
import { schemeCommand } from '../../src/cli/scheme.ts'

/** What a command line wrote and how it ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

// The commands of `./yibao scheme` alone: a dozen command lines start sooner than with all the others.
try {
  await new Command('yibao').addCommand(schemeCommand()).parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
