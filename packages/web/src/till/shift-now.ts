import type { Answer } from '@yibao/contract/rest'

/** Where a till stands, what time it is there, and what its shift has come to. */
export type ShiftNow = Answer<'till.shift'>
export type Shift = NonNullable<ShiftNow['shift']>
