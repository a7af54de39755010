import { complain, type Spot, textOf } from './policy-sheet.ts'

/** A whole number, zero or more. */
export function wholeOf(spot: Spot): number {
  const text = textOf(spot)
  if (text !== null && !/^\d{1,6}$/.test(text))
    complain(spot, `\`${spot.name}\` is no whole number`, 'write it as 10', text)
  return text === null ? 0 : Number(text)
}

/** `2..5`, or `2` for both ends. */
export function betweenOf(spot: Spot): readonly [number, number] {
  const text = textOf(spot) ?? ''
  const match = /^(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(text)
  const least = Number(match?.[1] ?? 0)
  const most = Number(match?.[2] ?? least)
  if (match === null || most < least) complain(spot, `\`${spot.name}\` is no range`, 'write it as 2..5', text)
  return [least, most]
}
