import { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { commands } from './cli/commands.ts'
import { faultText } from './cli/fault-text.ts'

/** The command that was asked for; none for the version; all of them for help, or to guess what was mistyped. */
function needed(first: string | undefined): Promise<readonly Command[]> {
  if (first === '--version' || first === '-V') return Promise.resolve([])
  const asked = first === undefined ? undefined : Object.entries(commands).find(([name]) => name === first)
  const load = asked === undefined ? Object.values(commands) : [asked[1]]
  return Promise.all(load.map((make) => make()))
}

/** Whoever mistyped a command or an option hears where its help is. */
function pointToHelp(command: Command, words: string): void {
  command.showHelpAfterError(`(用法 usage: ${words} --help)`)
  for (const inner of command.commands) pointToHelp(inner, `${words} ${inner.name()}`)
}

// Whoever reads through `head` has seen enough; that is no fault of ours. Commands that write much listen for themselves.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && process.stdout.listenerCount('error') === 1) throw error
})

try {
  const program = new Command('yibao')
    .description('OpenYibao 开放医保平台: an open platform for health-security bureaus, hospitals and pharmacies')
    .version(manifest.version)
    .addHelpText(
      'after',
      '\nBefore a commit:\n  ./yibao check   类型、格式等检查 types, format, import rules, unused code, documents',
    )
    .addHelpText('after', '  ./yibao test    检查并运行全部测试 the check and every test')
  for (const command of await needed(process.argv[2])) program.addCommand(command)
  pointToHelp(program, './yibao')
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${faultText(error)}\n`)
  process.exitCode = 1
}
