import fc from 'fast-check'

// Loaded before each test file: every property of a run draws from the one seed that the run has printed.
fc.configureGlobal({ seed: Number(process.env.YIBAO_SEED) })
