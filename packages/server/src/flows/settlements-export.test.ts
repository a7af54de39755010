import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { SettlementFilter } from './rest-ports.ts'
import { exportSettlements } from './settlements-export.ts'

const regions = (...codes: readonly string[]): Reach => ({ regions: codes.map(divisionCode), institutions: [] })

const filter: SettlementFilter = {
  insuredId: null,
  providerCode: null,
  from: null,
  until: null,
  scheme: null,
  kind: null,
  division: null,
  medType: null,
  totalFrom: null,
  totalUntil: null,
  state: null,
}

async function reachOfExport(asked: Reach, left: Reach): Promise<Reach | null> {
  let asker: Reach | null = null
  const settlements = {
    count: async (_filter: SettlementFilter, reach: Reach) => {
      asker = reach
      return 0
    },
    find: async () => [],
  }
  const book = { add: async () => undefined, finish: async () => new Uint8Array(), close: async () => undefined }
  const work = {
    input: { filter, reach: asked, language: 'zh' },
    reach: left,
    progress: async () => undefined,
  } as const
  assert.ok((await exportSettlements({ settlements, openBook: () => book }, work, 10)).ok)
  return asker
}

test('an export reaches what was asked for and is still within reach, whichever of both became the smaller', async () => {
  const [province, city, other] = ['330000', '330200', '330300']
  assert.deepEqual(await reachOfExport(regions(city), regions(province)), regions(city))
  assert.deepEqual(await reachOfExport(regions(province), regions(city)), regions(city))
  assert.deepEqual(await reachOfExport(regions('000000'), regions(city, other)), regions(city, other))
  assert.deepEqual(await reachOfExport(regions(city), regions(other)), regions())
  const [held, lost] = ['H99020000001', 'H99020000002']
  const asked: Reach = { regions: [], institutions: [held, lost] }
  assert.deepEqual(await reachOfExport(asked, { regions: [], institutions: [held] }), {
    regions: [],
    institutions: [held],
  })
})
