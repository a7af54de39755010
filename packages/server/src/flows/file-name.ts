/** No path, no drive, no wildcard, nothing that a screen would not show. */
const unfit = /[/\\:*?"<>|\p{C}]/u

const longest = 200

/** Whether a name names a file and nothing else: it may be written into a folder, a header or a log as it stands. */
export function isPlainName(name: string): boolean {
  return name.trim() !== '' && !/^\.+$/.test(name) && [...name].length <= longest && !unfit.test(name)
}
