import { runStep, type Step } from './steps.ts'

const bin = (name: string) => `node_modules/.bin/${name}`

/** The longest first. */
const types = [
  'packages/server/tsconfig.json',
  'packages/core/tsconfig.json',
  'packages/core/tsconfig.test.json',
  'packages/contract/tsconfig.json',
  'packages/contract/tsconfig.test.json',
  'packages/web/tsconfig.json',
  'tools/tsconfig.json',
]

/** Fewer modules than this means that the import rules looked at nothing, not that all is well. */
const modulesAtLeast = 100

const steps: readonly Step[] = [
  ...types.map((project) => ({ name: `types ${project}`, command: bin('tsc'), args: ['-p', project] })),
  { name: 'Biome', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  {
    name: 'import rules',
    command: bin('depcruise'),
    args: ['--config', '.dependency-cruiser.cjs', '--ts-config', 'tsconfig.base.json', 'packages', 'tools'],
    inspect: (output) => {
      const seen = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
      return seen >= modulesAtLeast ? null : `only ${seen} modules were seen, at least ${modulesAtLeast} expected`
    },
  },
  { name: 'unused code', command: bin('knip'), args: ['--no-progress'] },
  { name: 'generated documents', command: process.execPath, args: ['tools/documents.ts', '--check'] },
]

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(
    `Usage: yibao check\n\n检查 runs, without changing anything:\n${steps.map(({ name }) => `  ${name}`).join('\n')}`,
  )
  process.exit(0)
}

let failed = 0
const waiting = steps.values()
async function workThrough(): Promise<void> {
  for (const step of waiting) if (!(await runStep(step))) failed += 1
}
// Two at a time: each of them keeps one core busy, and the types of the server take as long as half of the rest.
await Promise.all([workThrough(), workThrough()])
console.log(failed === 0 ? 'check: all is well' : `check: ${failed} of ${steps.length} steps failed`)
process.exitCode = failed === 0 ? 0 : 1
