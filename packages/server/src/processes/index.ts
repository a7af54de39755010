export { runWorkers, type Workers } from './primary.ts'
export { asWorker } from './worker.ts'
