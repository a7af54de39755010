import { Command, CommanderError } from 'commander'
import { adjudicateCommand } from '../../src/cli/adjudicate.ts'
import { benchCommand } from '../../src/cli/bench.ts'
import { policyCommand } from '../../src/cli/policy.ts'

/** One command line to run, as the parent asks for it. */
export interface Asked {
  readonly id: number
  readonly args: readonly string[]
}

/** What it wrote and how it ended. */
export interface Ran {
  readonly id: number
  readonly code: number
  readonly out: string
  readonly err: string
}

function neverExiting(command: Command): Command {
  command.exitOverride()
  for (const inner of command.commands) neverExiting(inner)
  return command
}

async function run({ id, args }: Asked): Promise<Ran> {
  let [out, err] = ['', '']
  process.stdout.write = (text: unknown) => {
    out += String(text)
    return true
  }
  process.stderr.write = (text: unknown) => {
    err += String(text)
    return true
  }
  process.exitCode = 0
  const program = new Command('yibao')
  for (const command of [policyCommand(), adjudicateCommand(), benchCommand()]) program.addCommand(command)
  try {
    await neverExiting(program).parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return { id, code: error.exitCode, out, err }
    return { id, code: 1, out, err: `${err}yibao: ${error instanceof Error ? error.message : String(error)}\n` }
  }
  return { id, code: Number(process.exitCode), out, err }
}

// A process of its own, so that catching what the commands write does not disturb the report of the test runner, and so
// that dozens of command lines pay for starting only once. They run one after another.
let last = Promise.resolve()
process.on('message', (asked: Asked) => {
  last = last.then(async () => {
    process.send?.(await run(asked))
  })
})
