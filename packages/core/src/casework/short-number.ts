/** What the process that gave a number writes behind it, the same for all of its numbers. */
const ofTheProcess = 8

/** Six signs of a matter's number that tell it from others of the day: the end of its time and its counter. */
export const shortNumber = (matterId: string): string =>
  matterId.slice(0, Math.max(6, matterId.length - ofTheProcess)).slice(-6)
