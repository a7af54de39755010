import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostFilters } from '@yibao/contract/rest'
import { withBusyWorld } from './support/desk.ts'
import { answered, codeOf, colleague, region } from './support/rest.ts'

const list = 'settlements.find'

test('everybody keeps filters of his own, by list and name', () =>
  withBusyWorld(async ({ world }) => {
    const [own, other] = [await colleague(world, region('clerk')), await colleague(world, region('clerk'))]
    const question = { scheme: '310', totalFrom: 100_000, kind: 'settle' }
    const save = (name: string, more: object = {}) =>
      own.client.call('filters.save', { list, name, question: { ...question, ...more } })
    await answered(save('大额'))
    await answered(save('大额', { totalFrom: 200_000 }))
    await answered(save('本月'))
    const { filters } = await answered(own.client.call('filters.list', { list }))
    assert.deepEqual(
      filters.map(({ name, question: kept }) => [name, kept.totalFrom]).sort(),
      [
        ['大额', 200_000],
        ['本月', 100_000],
      ].sort(),
    )
    assert.deepEqual((await answered(other.client.call('filters.list', { list }))).filters, [])
    assert.deepEqual((await answered(own.client.call('filters.list', { list: 'messages.find' }))).filters, [])
    assert.equal(await codeOf(other.client.call('filters.remove', { list, name: '大额' })), '404 filters.unknown')
    await answered(own.client.call('filters.remove', { list, name: '大额' }))
    assert.equal(await codeOf(own.client.call('filters.remove', { list, name: '大额' })), '404 filters.unknown')
    const elsewhere = own.client.call('filters.save', { list: 'settlements.get', name: 'x', question })
    assert.equal(await codeOf(elsewhere), '400 filters.unknown-list')
    assert.equal(await codeOf(save('x', { 'a b': 'x' })), '400 rest.bad-input')
    assert.equal(await codeOf(save('x', { scheme: 'x'.repeat(101) })), '400 rest.bad-input')
    for (let number = 1; number < mostFilters; number += 1) await answered(save(`第 ${number} 个`))
    assert.equal(await codeOf(save('太多')), '409 filters.too-many')
    await answered(save('本月'))
  }))
