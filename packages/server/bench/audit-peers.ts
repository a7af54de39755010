import type { BenchFacts } from './audit-claims.ts'
import type { BenchRule, BenchTest } from './audit-rules.ts'

/** Somebody else's engine with the same rules; answers which rules a line breaks. */
export interface Peer {
  readonly name: string
  readonly version: string
  one(facts: BenchFacts): Promise<readonly string[]>
}

export interface MissingPeer {
  readonly name: string
  readonly missing: string
}

const jsonOperators = { sex: 'equal', level: 'equal', care: 'equal', years: 'lessThan', qty: 'greaterThan' } as const

function bound(test: BenchTest): string | number {
  if (test.of === 'years') return test.below
  return test.of === 'qty' ? test.over : test.is
}

async function jsonRulesEngine(rules: readonly BenchRule[]): Promise<Peer> {
  const { Engine } = await import('json-rules-engine')
  const engine = new Engine(
    rules.map(({ code, items, test }) => ({
      conditions: {
        all: [
          { fact: 'item', operator: 'in', value: [...items] },
          { fact: test.of, operator: jsonOperators[test.of], value: bound(test) },
        ],
      },
      event: { type: code },
    })),
  )
  return {
    name: 'json-rules-engine',
    version: '7.3.1',
    async one(facts) {
      const { events } = await engine.run({ ...facts })
      return events.map(({ type }) => type)
    },
  }
}

const zenColumns = ['item', 'sex', 'years', 'level', 'care', 'qty'] as const

function zenCell(column: (typeof zenColumns)[number], { items, test }: BenchRule): string {
  if (column === 'item') return items.map((item) => `"${item}"`).join(', ')
  if (column !== test.of) return ''
  if (test.of === 'years') return `< ${test.below}`
  return test.of === 'qty' ? `> ${test.over}` : `"${bound(test)}"`
}

/** One decision table of which every row that fits is told. */
function zenTable(rules: readonly BenchRule[]): object {
  const content = {
    hitPolicy: 'collect',
    inputs: zenColumns.map((field) => ({ id: field, name: field, field })),
    outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
    rules: rules.map((rule) => ({
      _id: rule.code,
      ...Object.fromEntries(zenColumns.map((column) => [column, zenCell(column, rule)])),
      rule: `"${rule.code}"`,
    })),
  }
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'request', position: { x: 0, y: 0 } },
      { id: 'table', type: 'decisionTableNode', name: 'rules', content, position: { x: 0, y: 0 } },
      { id: 'out', type: 'outputNode', name: 'response', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  }
}

async function zenEngine(rules: readonly BenchRule[]): Promise<Peer> {
  const { ZenEngine } = await import('@gorules/zen-engine')
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(zenTable(rules))))
  return {
    name: '@gorules/zen-engine',
    version: '0.54.0',
    async one(facts) {
      const { result } = await decision.evaluate(facts)
      return (result as readonly { readonly rule: string }[]).map(({ rule }) => rule)
    },
  }
}

/** Both engines, or that one is not installed: they are dependencies of the development only. */
export async function openPeers(rules: readonly BenchRule[]): Promise<readonly (Peer | MissingPeer)[]> {
  const makers = [
    ['json-rules-engine', jsonRulesEngine],
    ['@gorules/zen-engine', zenEngine],
  ] as const
  return Promise.all(
    makers.map(([name, make]) =>
      make(rules).catch((error: Error & { readonly code?: string }): MissingPeer => {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
        return { name, missing: error.message }
      }),
    ),
  )
}
