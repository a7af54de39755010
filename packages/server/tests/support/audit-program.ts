// The commands of `audit` alone: a test that runs several of them need not load everything that `main.ts` knows.
import { auditCommand } from '../../src/cli/audit.ts'

try {
  await auditCommand().parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
