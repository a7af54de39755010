import { Command } from 'commander'
import { budgetsOfYear } from '../flows/payment-budget.ts'
import { budgetLines, monthLines } from '../text/payment-budget.ts'
import { print } from './output.ts'
import { atPaymentDesk, required, type ScopeChoice, scopeOptions, yearArgument } from './payment-options.ts'

interface Options extends ScopeChoice {
  readonly year: string
  readonly institution?: string
}

async function budget(options: Options): Promise<void> {
  const { institution } = options
  const report = await atPaymentDesk(options, async (desk) => required(await budgetsOfYear(desk, options)), true)
  if (institution === undefined) return print(options.json === true ? report : budgetLines(report).join('\n'))
  const one = report.institutions.find(({ providerCode }) => providerCode === institution)
  if (one === undefined) {
    throw new Error(
      `${institution}：${options.year} 年没有记账，或方案没有机构预算 nothing was charged in the year, or the plan has no budgets of institutions: ./yibao payment budget`,
    )
  }
  const progress = required(one.progress)
  if (options.json === true) return print({ ...report, region: null, institutions: [one] })
  const head = budgetLines({ ...report, region: null, institutions: [one] })
  print([...head, ...monthLines(progress)].join('\n'))
}

/** Adds `payment budget`. */
export function registerBudgetCommand(payment: Command): void {
  payment.addCommand(
    scopeOptions(new Command('budget'))
      .description('总额预算进度 how far the budgets of a year are used against the calendar')
      .requiredOption('--year <year>', '年度 the year', yearArgument)
      .option('--institution <code>', '一家机构，逐月 one institution, month by month')
      .action(budget)
      .addHelpText('after', '\nExample:\n  ./yibao payment budget --year 2025 --division 330200 --scheme 310'),
  )
}
