import { Command } from 'commander'
import { registerCaseFileCommands } from './evidence-case.ts'
import { registerCustodyCommands } from './evidence-custody.ts'
import { registerPieceCommands } from './evidence-pieces.ts'

/** Everything about evidence: pieces, custody, case files. */
export function evidenceCommand(): Command {
  const evidence = new Command('evidence').description(
    '证据 pieces of evidence, who had them, and case files that anybody can verify',
  )
  registerPieceCommands(evidence)
  registerCustodyCommands(evidence)
  registerCaseFileCommands(evidence)
  return evidence.addHelpText('after', '\nExample:\n  ./yibao evidence verify')
}
