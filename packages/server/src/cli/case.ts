import { Command } from 'commander'
import { caseActCommand } from './case-act.ts'
import { caseCreditCommand } from './case-credit.ts'
import { caseExampleCommand } from './case-example.ts'
import { caseMoneyCommands } from './case-money.ts'
import { caseShowCommands } from './case-show.ts'

/** Everything about review items and administrative cases; each kind of work has its own commands. */
export function caseCommand(): Command {
  const command = new Command('case').description('稽核处理 review items and cases: from a hit to its end')
  for (const one of [
    ...caseShowCommands(),
    caseActCommand(),
    ...caseMoneyCommands(),
    caseCreditCommand(),
    caseExampleCommand(),
  ]) {
    command.addCommand(one)
  }
  return command.addHelpText('after', '\nExample:\n  ./yibao case list')
}
