/**
 * Waits for the wish to stop: Ctrl-C, or the signal of a service manager.
 *
 * @param lost says that there is nothing left to work with (`Database.lost`); a service manager then starts us anew
 * @throws the reason of `lost` when that comes first
 */
export function untilStopped(lost: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    if (lost.aborted) reject(lost.reason)
    lost.addEventListener('abort', () => reject(lost.reason), { once: true })
  })
}
