import { ok, type Result, refuse } from '@yibao/core/kernel'
import { openRunSink } from './files/indicator-run-folder.ts'
import type { IndicatorGround, IndicatorOrder, IndicatorRun, IndicatorRunRefusal } from './flows/indicator-ports.ts'
import { runIndicators } from './flows/indicator-run.ts'
import { openLake } from './lake/index.ts'

interface RunPlace extends Pick<IndicatorGround, 'folder' | 'indicators' | 'book' | 'now' | 'progress'> {
  /** A new folder, or one whose run was broken off. */
  readonly out: string
}

/**
 * One run over a lake into a folder; whatever goes wrong, no half of a run stays there.
 *
 * @throws Error when the lake cannot be read, or the folder holds a finished run
 */
export async function runOverLake(
  { out, ...ground }: RunPlace,
  order: IndicatorOrder,
): Promise<Result<IndicatorRun, IndicatorRunRefusal>> {
  const lake = await openLake(ground.folder)
  try {
    const sink = await openRunSink(out)
    let done: Result<IndicatorRun, IndicatorRunRefusal> | null = null
    try {
      done = await runIndicators({ ...ground, lake, sink }, order)
    } finally {
      if (done?.ok !== true) await sink.abandon()
    }
    return done.ok ? ok(done.value) : refuse(done.error)
  } finally {
    await lake.close()
  }
}
