import { defaultDataDir } from '../store/data-folder.ts'

/** A file in a demo's data folder that says it may be emptied. */
export const demoMark = 'DEMO'

/** Where the demo keeps its data unless told. */
export const demoDataDir = `${defaultDataDir()}-demo`
