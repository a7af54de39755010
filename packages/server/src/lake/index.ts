export { checkIndicators } from './check.ts'
export { openLake } from './reader.ts'
export { digestOf, openLakeSink } from './sink.ts'
export { lakeSchema, lakeTableNames, lakeTables } from './tables.ts'
