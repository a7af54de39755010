// The commands of `dip` alone: a test that runs twenty of them need not load everything that `main.ts` knows.
import { dipCommand } from '../../src/cli/dip.ts'

try {
  await dipCommand().parseAsync()
} catch (error) {
  process.stderr.write(`yibao: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
