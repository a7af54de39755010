import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvariantError } from '@yibao/core/kernel'
import { elements } from './elements.ts'
import { text } from './field.ts'
import { many, one, optional, optionally, required, table } from './table.ts'

describe('a field table', () => {
  it('takes label, length and code list of a bare mark from the data elements', () => {
    assert.deepEqual(table({ psn_no: required }), { psn_no: { ...elements.psn_no, mark: 'required' } })
  })

  it('may shape an element its own way', () => {
    const own = table({ psn_no: optional(text('人员编号', 20)) })
    assert.deepEqual(own, { psn_no: { kind: 'text', label: '人员编号', length: 20, mark: 'optional' } })
  })

  it('requires a node unless it is marked', () => {
    const nodes = table({ data: one({ memo: optional }), rows: optional(many({ memo: required })) })
    assert.deepEqual([nodes.data.mark, nodes.rows.mark], ['required', 'optional'])
  })

  it('can be taken over with nothing required', () => {
    const loose = table(optionally({ psn_no: required, memo: optional }))
    assert.deepEqual([loose.psn_no.mark, loose.memo.mark], ['optional', 'optional'])
  })

  it('cannot mark a name that is no data element', () => {
    // @ts-expect-error the compiler refuses it too
    assert.throws(() => table({ no_such_name: required }), InvariantError)
  })
})
