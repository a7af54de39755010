import { readdirSync, readFileSync } from 'node:fs'

/** Kernel ticks in one second; Linux shows 100 to every program, whatever it counts by itself. */
const ticksPerSecond = 100

interface ProcessLine {
  readonly pid: number
  readonly parent: number
  /** Ticks of the process and of its ended children. */
  readonly ticks: number
}

function lineOf(pid: number): ProcessLine | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name stands in brackets and may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    return { pid, parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) }
  } catch {
    // It ended between the listing and the reading.
    return null
  }
}

/** The parent of a process; null where the platform does not tell. */
export function parentOf(pid: number): number | null {
  return process.platform === 'linux' ? (lineOf(pid)?.parent ?? null) : null
}

/** Processor milliseconds of a process and all below it since they began; null where the platform does not tell. */
export function processorMs(root: number): number | null {
  if (process.platform !== 'linux') return null
  const lines = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (lineOf(Number(name)) ?? []) : []))
  const below = new Set([root])
  for (let grown = true; grown; ) {
    const before = below.size
    for (const { pid, parent } of lines) if (below.has(parent)) below.add(pid)
    grown = below.size > before
  }
  const ticks = lines.filter(({ pid }) => below.has(pid)).reduce((sum, line) => sum + line.ticks, 0)
  return (ticks * 1000) / ticksPerSecond
}

/** Processor milliseconds of the whole machine since it began, idle time left out; null where the platform does not tell. */
export function machineMs(): number | null {
  if (process.platform !== 'linux') return null
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (
    readFileSync('/proc/stat', 'latin1').split('\n')[0] ?? ''
  )
    .split(/ +/)
    .map(Number)
  return ((user + nice + system + irq + softIrq) * 1000) / ticksPerSecond
}
