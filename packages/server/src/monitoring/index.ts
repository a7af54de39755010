export { type Log, logOn, openLog, silentLog } from './log.ts'
export { type Metrics, openMetrics } from './metrics.ts'
export { type Monitor, openMonitor } from './monitor.ts'
