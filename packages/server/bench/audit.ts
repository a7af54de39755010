import { type AuditGround, type AuditRelease, auditGround, compileRelease, interpretRelease } from '@yibao/core/audit'
import { invariant } from '@yibao/core/kernel'
import { type BenchClaims, benchGrounds, breaks, factsOf, rulesByItem } from './audit-claims.ts'
import { type MissingPeer, openPeers, type Peer } from './audit-peers.ts'
import { type BenchRule, benchRelease, benchRules } from './audit-rules.ts'

/** One pass over some lines. */
interface AuditPass {
  readonly lines: number
  readonly ms: number
  /** What the processor did meanwhile: what the clock would show if nobody else used the machine. */
  readonly processorMs: number
}

export interface WayPasses {
  readonly way: string
  readonly passes: readonly AuditPass[]
}

export interface AuditBench extends BenchClaims {
  readonly rules: number
  readonly passes: number
}

export interface MemoryMeasured {
  readonly compileMs: number
  readonly lines: number
  readonly hits: number
  readonly compiled: WayPasses
}

function pass(lines: number, work: () => void): AuditPass {
  const [processor, begin] = [process.threadCpuUsage(), performance.now()]
  work()
  const ms = performance.now() - begin
  const { user, system } = process.threadCpuUsage(processor)
  return { lines, ms, processorMs: (user + system) / 1_000 }
}

const linesOf = (grounds: readonly AuditGround[]): number =>
  grounds.reduce((sum, { visits }) => sum + visits.reduce((of, { lines }) => of + lines.length, 0), 0)

/** How many rules the lines break, by the plain tests of the rules: what every engine must find. */
function expectedHits(rules: readonly BenchRule[], grounds: readonly AuditGround[]): number {
  const byItem = rulesByItem(rules)
  return factsOf(grounds).reduce(
    (sum, facts) => sum + (byItem.get(facts.item) ?? []).filter(({ test }) => breaks(test, facts)).length,
    0,
  )
}

/**
 * The compiled rules over claims in memory, one thread; the first pass warms the code and is not counted.
 *
 * @throws InvariantError when it does not find what the tests of the rules say
 */
export function measureMemory({ rules: count, passes, ...claims }: AuditBench): MemoryMeasured {
  const rules = benchRules(claims.seed, count)
  const grounds = benchGrounds(rules, claims)
  const begin = performance.now()
  const program = compileRelease(benchRelease(rules, []))
  const compileMs = performance.now() - begin
  const [lines, expected] = [linesOf(grounds), expectedHits(rules, grounds)]
  const measured: AuditPass[] = []
  for (let number = 0; number <= passes; number += 1) {
    let hits = 0
    const one = pass(lines, () => {
      for (const ground of grounds) hits += auditGround(program, ground, { moment: 'post' }).findings.length
    })
    invariant(hits === expected, () => `${hits} findings, ${expected} lines break a rule`)
    if (number > 0) measured.push(one)
  }
  return { compileMs, lines, hits: expected, compiled: { way: 'compiled', passes: measured } }
}

/** The plain interpreter of the same rules: every rule on every line, nothing indexed; over so many visits. */
export function measureInterpreted({ rules: count, passes, ...claims }: AuditBench, visits: number): WayPasses {
  const rules = benchRules(claims.seed, count)
  const grounds = benchGrounds(rules, { ...claims, visits })
  const release: AuditRelease = benchRelease(rules, [])
  const [lines, expected] = [linesOf(grounds), expectedHits(rules, grounds)]
  const measured = Array.from({ length: passes }, () => {
    let hits = 0
    const one = pass(lines, () => {
      for (const ground of grounds) hits += interpretRelease(release, ground, { moment: 'post' }).findings.length
    })
    invariant(hits === expected, () => `the interpreter finds ${hits}, ${expected} lines break a rule`)
    return one
  })
  return { way: 'interpreted', passes: measured }
}

/** Lines under way at a time: an engine that answers from threads of its own may use them. */
const inFlight = [1, 64] as const

async function peerPass(peer: Peer, facts: ReturnType<typeof factsOf>, together: number) {
  const [processor, begin] = [process.cpuUsage(), performance.now()]
  const found: (readonly string[])[] = []
  for (let at = 0; at < facts.length; at += together) {
    found.push(...(await Promise.all(facts.slice(at, at + together).map((one) => peer.one(one)))))
  }
  const ms = performance.now() - begin
  const { user, system } = process.cpuUsage(processor)
  return { found, pass: { lines: facts.length, ms, processorMs: (user + system) / 1_000 } }
}

/** Another engine over the first lines of the same claims. @throws InvariantError when it finds something else */
async function measurePeer(
  peer: Peer,
  rules: readonly BenchRule[],
  facts: ReturnType<typeof factsOf>,
  passes: number,
): Promise<readonly WayPasses[]> {
  const byItem = rulesByItem(rules)
  const expected = facts.map((one) =>
    (byItem.get(one.item) ?? []).flatMap(({ code, test }) => (breaks(test, one) ? [code] : [])).sort(),
  )
  const ways: WayPasses[] = []
  for (const together of inFlight) {
    const measured: AuditPass[] = []
    for (let number = 0; number < passes; number += 1) {
      const { found, pass: one } = await peerPass(peer, facts, together)
      const same = found.every((codes, index) => [...codes].sort().join() === expected[index]?.join())
      invariant(same, `${peer.name} finds the same`)
      measured.push(one)
    }
    const way = `${peer.name} ${peer.version}${together === 1 ? '' : `, ${together} at a time`}`
    ways.push({ way, passes: measured })
  }
  return ways
}

/** The same rules in other engines, over so many lines; one that is not installed is named as missing. */
export async function measurePeers(
  { rules: count, passes, ...claims }: AuditBench,
  lines: number,
): Promise<{ readonly ways: readonly WayPasses[]; readonly missing: readonly MissingPeer[] }> {
  const rules = benchRules(claims.seed, count)
  const facts = factsOf(benchGrounds(rules, { ...claims, visits: lines })).slice(0, lines)
  const peers = await openPeers(rules)
  const ways: WayPasses[] = []
  for (const peer of peers) if (!('missing' in peer)) ways.push(...(await measurePeer(peer, rules, facts, passes)))
  return { ways, missing: peers.filter((peer) => 'missing' in peer) }
}
