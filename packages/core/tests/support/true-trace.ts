import assert from 'node:assert/strict'
import type { Condition, Failed, GroupTrace, Hit, Scheme, StepTried, Walk } from '../../src/drg/index.ts'
import type { DischargeRecord } from '../../src/encounter/index.ts'
import { plainConditions } from './plain-grouper.ts'

/** Asserts of one record, as it stands or with one operation alone. */
interface Truth {
  readonly holds: (condition: Condition | undefined, expected: boolean) => void
  readonly hits: (hits: readonly Hit[]) => void
  readonly failed: (failed: Failed) => void
}

/** Asserts that a trace says nothing untrue about a record, and leaves out nothing that an in-order walk meets. */
export type TraceAuditor = (record: DischargeRecord, trace: GroupTrace) => void

/** Holds traces against a plain reading of the scheme. */
export function traceAuditor(scheme: Scheme): TraceAuditor {
  const plain = plainConditions(scheme)
  const sets = new Map(Object.entries(scheme.lists).map(([list, codes]) => [list, new Set(codes)]))

  const truthOf = (record: DischargeRecord, operations: 'all' | number): Truth => {
    const seen =
      operations === 'all' ? record : { ...record, operations: record.operations.slice(operations, operations + 1) }
    const holds = (condition: Condition | undefined, expected: boolean) => {
      assert.ok(condition !== undefined, 'the scheme has what the trace names')
      assert.equal(plain(condition, seen), expected, JSON.stringify(condition))
    }
    const hits = (all: readonly Hit[]) => {
      for (const { by, list, code, index } of all) {
        assert.equal(code, (by.startsWith('op') ? record.operations : record.diagnoses)[index])
        if (list !== null) assert.ok(sets.get(list)?.has(code))
        if (by.startsWith('op') && operations !== 'all') assert.equal(index, operations)
        if (by.endsWith('2In') || list === null) assert.ok(index > 0)
      }
    }
    const failed = ({ condition, hits: all }: Failed) => {
      assert.ok(!('all' in condition), 'of an all the part that fails is told')
      holds(condition, false)
      hits(all)
    }
    return { holds, hits, failed }
  }

  const auditStep = (truth: Truth, tried: StepTried, mdc: string, place: number): void => {
    const declared = scheme.mdcs[mdc]?.steps[place]
    assert.ok(declared !== undefined)
    assert.equal(tried.step, 'adrg' in declared ? declared.adrg : declared.result)
    if (tried.outcome === 'refused') {
      truth.failed(tried.failed)
      return
    }
    truth.hits(tried.hits)
    if ('result' in declared) {
      assert.equal(tried.outcome, 'result')
      truth.holds(declared.when, true)
      return
    }
    const adrg = scheme.adrgs[declared.adrg]
    truth.holds(adrg?.when, true)
    for (const [at, split] of tried.splits.entries()) {
      assert.equal(split.drg, adrg?.drgs[at]?.drg)
      if (split.holds) truth.hits(split.hits)
      else truth.failed(split.failed)
      truth.holds(adrg?.drgs[at]?.when, split.holds)
    }
    assert.equal(tried.splits.at(-1)?.holds === true, tried.outcome === 'split')
    if (tried.outcome !== 'split') {
      assert.equal(tried.splits.length, adrg?.drgs.length)
      assert.equal(tried.outcome, adrg?.else === '' ? 'passed' : 'else')
    }
  }

  const auditWalk = (record: DischargeRecord, { operations, mdcs, result }: Walk): void => {
    const truth = truthOf(record, operations)
    const named = mdcs.map(({ mdc }) => mdc)
    assert.deepEqual(named, scheme.mdcOrder.slice(0, named.length))
    if (result.status === 'ungroupable') assert.equal(named.length, scheme.mdcOrder.length)
    for (const [at, tried] of mdcs.entries()) {
      if (!tried.entered) {
        truth.failed(tried.failed)
        continue
      }
      const declared = scheme.mdcs[tried.mdc]
      truth.holds(declared?.when, true)
      truth.hits(tried.hits)
      for (const [place, step] of tried.steps.entries()) auditStep(truth, step, tried.mdc, place)
      const last = tried.steps.at(-1)?.outcome
      if (last === 'split' || last === 'else' || last === 'result') {
        assert.equal(at, mdcs.length - 1)
        assert.equal(tried.mdc, result.mdc)
      } else {
        assert.equal(tried.steps.length, declared?.steps.length)
      }
    }
  }

  return (record, { problem, walks }) => {
    if (problem !== null) assert.equal(walks.length, 0)
    for (const walk of walks) auditWalk(record, walk)
  }
}
