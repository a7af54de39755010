import { Command } from 'commander'
import { demoCommand } from './cli/demo.ts'
import { serveCommand } from './cli/serve.ts'
import { verifyCommand } from './cli/verify.ts'
import { version } from './compose.ts'

const program = new Command('yibao')
  .description('OpenYibao 开放医保平台: an open platform for health-security bureaus, hospitals and pharmacies')
  .version(version)
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(verifyCommand())
  .showHelpAfterError('(./yibao --help lists the commands)')

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
