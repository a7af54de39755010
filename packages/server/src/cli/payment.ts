import { Command } from 'commander'
import { registerBudgetCommand } from './payment-budget.ts'
import { registerEntryCommands } from './payment-case.ts'
import { registerCompareCommand } from './payment-compare.ts'
import { registerSampleCommand } from './payment-compare-sample.ts'
import { registerPaperCommands } from './payment-papers.ts'
import { registerPlanCommands } from './payment-plan.ts'
import { registerReviewCommands } from './payment-review.ts'
import { registerRunCommands } from './payment-run.ts'

/** Everything about paying institutions; each kind of work registers its own commands. */
export function paymentCommand(): Command {
  const payment = new Command('payment').description(
    '支付 how institutions are paid: plans, month-end, year-end, special cases',
  )
  registerPlanCommands(payment)
  registerRunCommands(payment)
  registerBudgetCommand(payment)
  registerEntryCommands(payment)
  registerReviewCommands(payment)
  registerCompareCommand(payment)
  registerSampleCommand(payment)
  registerPaperCommands(payment)
  return payment.addHelpText('after', '\nExample:\n  ./yibao payment check')
}
