import { Command } from 'commander'
import { serveCommand } from './cli/serve.ts'
import { version } from './compose.ts'

const program = new Command('yibao')
  .description('OpenYibao 开放医保平台: an open platform for health-security bureaus, hospitals and pharmacies')
  .version(version)
  .addCommand(serveCommand())
  .showHelpAfterError('(./yibao --help lists the commands)')

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
