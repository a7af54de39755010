import type { LakeReader } from '../flows/lake-ports.ts'
import { type OpenLake, openLake, readManifest } from '../lake/index.ts'

interface KeptLakeOptions {
  readonly folder: string
  /** Aborted when nobody waits for the work at hand any more; null when nobody can hang up. */
  readonly asking: () => AbortSignal | null
  /** How long one piece of work may take. */
  readonly workMs: number
  /** A lake that nobody asked for so long is closed. */
  readonly idleMs: number
}

/** The lake of a centre, opened when somebody asks and kept for whoever asks next. */
export interface KeptLake {
  over<T>(work: (lake: LakeReader) => Promise<T>): Promise<T | 'none' | 'too-long'>
  close(): Promise<void>
}

/** A desk's look is small; the night has its own. */
const modest = { memoryLimit: '512MB', threads: 1 }

/**
 * Keeps a lake open between looks, for opening one reads every file of it. After the night has made another, that one is opened. Work is
 * never done at the same time: the caller sees to that.
 */
export function keepLake({ folder, asking, workMs, idleMs }: KeptLakeOptions): KeptLake {
  let kept: OpenLake | null = null
  let idle: NodeJS.Timeout | undefined

  const leave = async (): Promise<void> => {
    const before = kept
    kept = null
    await before?.close()
  }
  const opened = async (): Promise<OpenLake | null> => {
    const manifest = await readManifest(folder)
    if (manifest === null) return null
    if (kept !== null && kept.manifest.digest !== manifest.digest) await leave()
    kept ??= await openLake(folder, modest)
    return kept
  }
  return {
    close: leave,
    async over(work) {
      clearTimeout(idle)
      const lake = await opened()
      if (lake === null) return 'none'
      const [given, time] = [asking(), AbortSignal.timeout(workMs)]
      const either = given === null ? time : AbortSignal.any([given, time])
      const stop = (): void => lake.interrupt()
      either.addEventListener('abort', stop, { once: true })
      try {
        either.throwIfAborted()
        return await work(lake)
      } catch (fault) {
        given?.throwIfAborted()
        if (time.aborted) return 'too-long'
        throw fault
      } finally {
        either.removeEventListener('abort', stop)
        idle = setTimeout(() => void leave(), idleMs)
        idle.unref()
      }
    },
  }
}
