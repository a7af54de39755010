import { join } from 'node:path'
import { loadIndicators } from '../../src/files/indicator-folder.ts'
import { openRunSink } from '../../src/files/indicator-run-folder.ts'
import { loadTopics } from '../../src/files/supervision-topics.ts'
import { runIndicators } from '../../src/flows/indicator-run.ts'
import { comparedLake } from '../../src/flows/indicator-testing.ts'

/** Leaves a run of March 2025 where the night would: twelve hospitals over two years, H3 dear and H4 since the end of 2024. */
export async function plantRun(dataDir: string): Promise<void> {
  const indicators = await loadIndicators()
  const done = await runIndicators(
    {
      lake: comparedLake(),
      folder: 'lake',
      indicators,
      book: await loadTopics(indicators.definitions.map(({ code }) => code)),
      sink: await openRunSink(join(dataDir, 'supervision', 'monthly', '2025-03')),
      now: () => '2025-04-06 02:30:00',
      progress: () => undefined,
    },
    { period: '2025-03', topics: ['cost'], indicators: [], grains: ['provider'] },
  )
  if (!done.ok) throw new Error(`no run was made: ${done.error.code}`)
}
