import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { operationName, operations } from '@yibao/contract/rest'

const folder = new URL('../src/', import.meta.url).pathname
/** `action: 'users.add'`, and both of a choice between two. */
const written = /action: (?:[\w.]+ \? '([a-z]+\.[a-z-]+)' : )?'([a-z]+\.[a-z-]+)'/g

async function actionsWritten(): Promise<ReadonlySet<string>> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return new Set(
    texts
      .flatMap((text) => [...text.matchAll(written)].flatMap(([, one, other]) => [one, other]))
      .filter((one) => one !== undefined),
  )
}

test('every action that the centre writes into its log has a name in Chinese and in English', async () => {
  const actions = await actionsWritten()
  assert.ok(actions.size > 60, `${actions.size} actions are found in the sources`)
  assert.deepEqual(
    [...actions].filter((action) => operationName(action) === null),
    [],
  )
  for (const action of operations) {
    const name = operationName(action)
    assert.match(name?.zh ?? '', /\p{Script=Han}/u, action)
    assert.doesNotMatch(name?.en ?? '中', /\p{Script=Han}/u, action)
  }
})

test('acts of casework, evidence and tips are named by their own words, refused routes by what they are for', () => {
  assert.deepEqual(operationName('matters.decide'), { zh: '疑点案件：决定', en: 'matter: decide' })
  assert.deepEqual(operationName('evidence.check-out')?.zh.split('：')[0], '证据')
  assert.equal(operationName('payments.runs') === null, false)
  assert.equal(operationName('nobody.writes-this'), null)
})
