const atMostMs = 10 * 60_000

// A test file that something keeps alive fails after a while, so that the others still run.
setTimeout(() => {
  console.log(`still running after ${atMostMs / 60_000} minutes; alive: ${process.getActiveResourcesInfo().join(', ')}`)
  process.exit(1)
}, atMostMs).unref()
