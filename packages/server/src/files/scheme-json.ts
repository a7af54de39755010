/** The way from the top of a JSON text to one value in it. */
export type JsonPath = readonly (string | number)[]

interface Frame {
  readonly kind: 'object' | 'array'
  /** Where each key stands, so that a second one can name the first. */
  readonly keys: Map<string, number>
  at: string | number
}

export interface JsonFault {
  readonly offset: number
  readonly path: JsonPath
  readonly what: 'broken' | 'duplicate' | 'deep'
}

/** Deeper nesting is nobody's scheme. */
const deepest = 64

const blank = /[ \t\r\n]*/y
const text = /"[^"\\]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\]*)*"/y
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function match(pattern: RegExp, source: string, offset: number): number {
  pattern.lastIndex = offset
  return pattern.test(source) ? pattern.lastIndex : -1
}

const pathOf = (frames: readonly Frame[]): JsonPath => frames.map(({ at }) => at)

/**
 * Walks a JSON text without building it and tells the first place that is no JSON, nested too deep, or a key that stands
 * twice in one object: `JSON.parse` would silently keep the second.
 *
 * @param visit hears of every value with its path and offset
 */
export function walkJson(
  source: string,
  visit: (path: JsonPath, offset: number) => void = () => undefined,
): JsonFault | null {
  const frames: Frame[] = []
  const skip = (offset: number) => match(blank, source, offset)
  const fault = (what: JsonFault['what'], offset: number): JsonFault => ({ what, offset, path: pathOf(frames) })
  let offset = skip(0)
  for (;;) {
    // A value begins here.
    visit(pathOf(frames), offset)
    const opening = source[offset]
    if (opening === '{' || opening === '[') {
      if (frames.length >= deepest) return fault('deep', offset)
      const isObject = opening === '{'
      const inside = skip(offset + 1)
      if (source[inside] === (isObject ? '}' : ']')) {
        offset = inside + 1
      } else {
        frames.push({ kind: isObject ? 'object' : 'array', keys: new Map(), at: isObject ? '' : 0 })
        offset = inside
        if (isObject) {
          const key = keyAt(offset)
          if ('what' in key) return key
          offset = key.next
        }
        continue
      }
    } else {
      const end = opening === '"' ? match(text, source, offset) : match(plain, source, offset)
      if (end < 0) return fault('broken', offset)
      offset = end
    }
    // A value has ended: close what ends with it, then go on behind the comma.
    for (;;) {
      offset = skip(offset)
      const frame = frames.at(-1)
      if (frame === undefined) return offset === source.length ? null : fault('broken', offset)
      const sign = source[offset]
      if (sign === (frame.kind === 'object' ? '}' : ']')) {
        frames.pop()
        offset += 1
        continue
      }
      if (sign !== ',') return fault('broken', offset)
      offset = skip(offset + 1)
      if (frame.kind === 'object') {
        const key = keyAt(offset)
        if ('what' in key) return key
        offset = key.next
      } else {
        frame.at = Number(frame.at) + 1
      }
      break
    }
  }

  function keyAt(start: number): JsonFault | { readonly next: number } {
    const frame = frames.at(-1)
    const end = match(text, source, start)
    const colon = end < 0 ? -1 : skip(end)
    if (frame === undefined || end < 0 || source[colon] !== ':') return fault('broken', end < 0 ? start : colon)
    const parsed = parseJson(source.slice(start, end))
    if ('what' in parsed) return fault('broken', start)
    const key = String(parsed.value)
    const isSecond = frame.keys.has(key)
    frame.keys.set(key, start)
    frame.at = key
    return isSecond ? fault('duplicate', start) : { next: skip(colon + 1) }
  }
}

/** The value of a text that the walk found nothing wrong with; a raw line end within a text is the one fault left. */
export function parseJson(source: string): { readonly value: unknown } | JsonFault {
  try {
    return { value: JSON.parse(source) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = /position (\d+)/.exec(error.message)?.[1] ?? '0'
    return { what: 'broken', offset: Number(position), path: [] }
  }
}

/** The line of an offset; 1 is the first. */
export function lineAt(source: string, offset: number): number {
  let line = 1
  for (let end = source.indexOf('\n'); end >= 0 && end < offset; end = source.indexOf('\n', end + 1)) line += 1
  return line
}

/** The line of each path in a JSON text; of a path that is not there, the line of what would hold it. */
export function linesOfPaths(source: string, paths: readonly JsonPath[]): readonly number[] {
  const offsets = new Map<string, number>()
  const wanted = new Set(paths.flatMap((path) => path.map((_, index) => keyOfPath(path.slice(0, index + 1)))))
  const depth = Math.max(0, ...paths.map(({ length }) => length))
  walkJson(source, (path, offset) => {
    if (path.length > depth) return
    const key = keyOfPath(path)
    if (wanted.has(key)) offsets.set(key, offset)
  })
  return paths.map((path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsets.get(keyOfPath(path.slice(0, length)))
      if (offset !== undefined) return lineAt(source, offset)
    }
    return 1
  })
}

const keyOfPath = (path: JsonPath): string => path.join('\u0000')

/** `mdcs.MDCA.steps[3].when`, as one would write it in a program. */
export function pathText(path: JsonPath): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`
    const isPlain = /^[\w-]+$/.test(part)
    if (!isPlain) return `${before}[${JSON.stringify(part)}]`
    return before === '' ? part : `${before}.${part}`
  }, '')
}

/** The way that such a text names, where no key has a dot or a bracket of its own. */
export function pathOfText(text: string): JsonPath {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, index]) => (index === undefined ? part : Number(index)))
}
