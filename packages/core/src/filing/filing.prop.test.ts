import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { division } from '../../tests/support/plan.ts'
import { enrolment, hospital, insured, noon } from '../../tests/support/world.ts'
import { addDays, isoDate } from '../kernel/index.ts'
import { type ChronicStatement, chronicOf } from './make.ts'
import type { Filing } from './types.ts'
import { isValidOn } from './valid.ts'
import { withdrawalOf } from './withdraw.ts'

const first = isoDate('2025-01-01')
const certifier = { field: 'ide_fixmedins_no', providerCode: hospital.providerCode, provider: hospital }

const step = fc.oneof(
  fc.record({
    does: fc.constant('file' as const),
    disease: fc.constantFrom('M1', 'M2'),
    begin: fc.nat(20),
    /** Days from the first to the last; null without a last one. */
    length: fc.option(fc.nat(10)),
  }),
  fc.record({ does: fc.constant('withdraw' as const), which: fc.nat(10), by: fc.constantFrom('H1', 'H2') }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Applies one step as the store would record it. */
function after(filings: readonly Filing[], move: Step, index: number): readonly Filing[] {
  if (move.does === 'withdraw') {
    const order = { filingId: `F${move.which}`, kind: 'chronic', by: move.by, standing: [] } as const
    const withdrawn = withdrawalOf({ filings }, order)
    if (!withdrawn.ok) return filings
    return filings.map((filing) => (filing.filingId === order.filingId ? withdrawn.value : filing))
  }
  const begin = addDays(first, move.begin)
  const stated: ChronicStatement = {
    filingId: `F${index}`,
    by: hospital,
    at: noon,
    begin,
    end: move.length === null ? null : addDays(begin, move.length),
    details: {},
    scheme: '310',
    insuredIn: division,
    diseaseCode: move.disease,
    listed: true,
    diseaseName: move.disease,
    certifier,
    certifiedOn: first,
    doctorCode: 'DR1',
  }
  const made = chronicOf({ insured, enrolments: [enrolment], filings }, stated)
  return made.ok ? [...filings, made.value] : filings
}

test('whatever is filed and withdrawn, a disease has at most one valid filing on a day, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let filings: readonly Filing[] = []
      for (const [index, move] of steps.entries()) {
        const next = after(filings, move, index)
        assert.deepEqual(
          next.slice(0, filings.length).map(({ filingId }) => filingId),
          filings.map(({ filingId }) => filingId),
        )
        filings = next
      }
      for (let day = 0; day < 35; day += 1) {
        const on = addDays(first, day)
        for (const disease of ['M1', 'M2']) {
          const valid = filings.filter(
            (filing) => filing.kind === 'chronic' && filing.diseaseCode === disease && isValidOn(filing, on),
          )
          assert.ok(valid.length <= 1, `${valid.length} filings of ${disease} on ${on}`)
        }
      }
    }),
  )
})

test('a filing is refused only when a day of it is taken, and then the other filing is named', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.nat(20), fc.nat(10), (steps, begin, length) => {
      const filings = steps.reduce<readonly Filing[]>((done, move, index) => after(done, move, index), [])
      const more = { does: 'file', disease: 'M1', begin, length } as const
      const days = Array.from({ length: length + 1 }, (_, day) => addDays(first, begin + day))
      const taken = filings.some(
        (filing) =>
          filing.kind === 'chronic' && filing.diseaseCode === 'M1' && days.some((day) => isValidOn(filing, day)),
      )
      assert.equal(after(filings, more, 99).length === filings.length, taken)
    }),
  )
})
