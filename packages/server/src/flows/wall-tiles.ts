/** Where the tile of a division stands, from 0, counted from the left and from above. */
export interface Tile {
  readonly division: string
  readonly x: number
  readonly y: number
}

/** Tiles stand in a field about so many times as wide as high. */
const aspect = 1.6

/**
 * Lays divisions out as tiles, in the order of their codes: a schematic map of our own, without borders and without a claim to lie where they
 * lie. Each prefecture (the first four digits) begins a row of its own.
 */
export function tilesOf(divisions: readonly string[]): readonly Tile[] {
  const codes = [...new Set(divisions)].sort()
  const width = Math.max(1, Math.ceil(Math.sqrt(codes.length * aspect)))
  let [x, y, prefecture] = [0, 0, codes[0]?.slice(0, 4)]
  return codes.map((division) => {
    const own = division.slice(0, 4)
    if (x === width || own !== prefecture) [x, y] = [0, x === 0 ? y : y + 1]
    prefecture = own
    const tile = { division, x, y }
    x += 1
    return tile
  })
}
