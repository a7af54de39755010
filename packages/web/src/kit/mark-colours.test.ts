import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markColours } from './mark-colours.ts'

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** The papers and grounds that charts are drawn on. */
const grounds = { light: ['#ffffff', '#f5f5f5'], dark: ['#000000', '#141414', '#1f1f1f'] } as const

for (const looks of ['light', 'dark'] as const) {
  test(`every mark of a chart stands out when the console is ${looks}`, () => {
    const faint = markColours[looks].flatMap((mark) =>
      grounds[looks].filter((ground) => contrast(mark, ground) < 3).map((ground) => `${mark} on ${ground}`),
    )
    assert.deepEqual(faint, [])
  })

  test(`no two marks are the same when the console is ${looks}`, () => {
    assert.equal(new Set(markColours[looks]).size, markColours[looks].length)
  })
}
