/** Writes a result: text with a line end, or a value as one JSON object. */
export function print(result: string | object): void {
  process.stdout.write(`${typeof result === 'string' ? result : JSON.stringify(result, null, 2)}\n`)
}
