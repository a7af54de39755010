import { Command } from 'commander'
import { adjudicateCommand } from './cli/adjudicate.ts'
import { benchCommand } from './cli/bench.ts'
import { centreCommand } from './cli/centre.ts'
import { correctionsCommand } from './cli/corrections.ts'
import { dbCommand } from './cli/db.ts'
import { demoCommand } from './cli/demo.ts'
import { dipCommand } from './cli/dip.ts'
import { familyCommand } from './cli/family.ts'
import { faultText } from './cli/fault-text.ts'
import { groupCommand } from './cli/group.ts'
import { importCommand } from './cli/import.ts'
import { institutionCommand } from './cli/institution.ts'
import { mappingCommand } from './cli/mapping.ts'
import { messagesCommand } from './cli/messages.ts'
import { operatorCommand } from './cli/operator.ts'
import { paymentCommand } from './cli/payment.ts'
import { policyCommand } from './cli/policy.ts'
import { retentionCommand } from './cli/retention.ts'
import { sandboxCommand } from './cli/sandbox.ts'
import { schemeCommand } from './cli/scheme.ts'
import { serveCommand } from './cli/serve.ts'
import { simCommand } from './cli/sim.ts'
import { userCommand } from './cli/user.ts'
import { verifyCommand } from './cli/verify.ts'
import { version } from './files/shipped.ts'

const program = new Command('yibao')
  .description('OpenYibao 开放医保平台: an open platform for health-security bureaus, hospitals and pharmacies')
  .version(version)
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(sandboxCommand())
  .addCommand(importCommand())
  .addCommand(institutionCommand())
  .addCommand(operatorCommand())
  .addCommand(userCommand())
  .addCommand(familyCommand())
  .addCommand(mappingCommand())
  .addCommand(centreCommand())
  .addCommand(messagesCommand())
  .addCommand(correctionsCommand())
  .addCommand(verifyCommand())
  .addCommand(retentionCommand())
  .addCommand(dbCommand())
  .addCommand(policyCommand())
  .addCommand(adjudicateCommand())
  .addCommand(groupCommand())
  .addCommand(dipCommand())
  .addCommand(schemeCommand())
  .addCommand(paymentCommand())
  .addCommand(benchCommand())
  .addCommand(simCommand())
  .addHelpText(
    'after',
    '\nBefore a commit:\n  ./yibao check   类型、格式等检查 types, format, import rules, unused code, documents',
  )
  .addHelpText('after', '  ./yibao test    检查并运行全部测试 the check and every test')

/** Whoever mistyped a command or an option hears where its help is. */
function pointToHelp(command: Command, words: string): void {
  command.showHelpAfterError(`(用法 usage: ${words} --help)`)
  for (const inner of command.commands) pointToHelp(inner, `${words} ${inner.name()}`)
}
pointToHelp(program, './yibao')

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${faultText(error)}\n`)
  process.exitCode = 1
}
