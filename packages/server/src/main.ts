import { Command } from 'commander'
import { adjudicateCommand } from './cli/adjudicate.ts'
import { benchCommand } from './cli/bench.ts'
import { demoCommand } from './cli/demo.ts'
import { importCommand } from './cli/import.ts'
import { institutionCommand } from './cli/institution.ts'
import { operatorCommand } from './cli/operator.ts'
import { policyCommand } from './cli/policy.ts'
import { serveCommand } from './cli/serve.ts'
import { verifyCommand } from './cli/verify.ts'
import { version } from './compose.ts'

const program = new Command('yibao')
  .description('OpenYibao 开放医保平台: an open platform for health-security bureaus, hospitals and pharmacies')
  .version(version)
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(importCommand())
  .addCommand(institutionCommand())
  .addCommand(operatorCommand())
  .addCommand(verifyCommand())
  .addCommand(policyCommand())
  .addCommand(adjudicateCommand())
  .addCommand(benchCommand())
  .showHelpAfterError('(./yibao --help lists the commands)')

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
