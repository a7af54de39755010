import { Command } from 'commander'
import { indicatorCardCommand } from './indicator-card.ts'
import { indicatorIntakeCommand } from './indicator-intake.ts'
import { indicatorListCommand } from './indicator-list.ts'
import { indicatorRowsCommand } from './indicator-rows.ts'
import { indicatorRunCommand } from './indicator-run.ts'
import { indicatorShowCommand } from './indicator-show.ts'

/** `yibao indicator`. */
export function indicatorCommand(): Command {
  return new Command('indicator')
    .description(
      '监管指标 indicators: tell them, judge them against set values, peers and time, open the rows behind each number',
    )
    .addCommand(indicatorListCommand())
    .addCommand(indicatorRunCommand())
    .addCommand(indicatorShowCommand())
    .addCommand(indicatorCardCommand())
    .addCommand(indicatorRowsCommand())
    .addCommand(indicatorIntakeCommand())
    .addHelpText('after', '\nExample:\n  ./yibao indicator run --lake lake --period 2025-03 --out run-2025-03')
}
