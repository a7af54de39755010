import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { faultText } from './fault-text.ts'

test('a file that is not there is told in words with a cure; what has its own words keeps them', async () => {
  const missing = await readFile('/no-such-folder/a.json').catch((error: unknown) => error)
  assert.match(
    faultText(missing),
    /^\/no-such-folder\/a\.json：文件或目录不存在，请核对路径 no such file or folder: check the path \(ENOENT/,
  )
  assert.match(faultText(await readFile('/').catch((error: unknown) => error)), /EISDIR/)
  assert.equal(faultText(new Error('金额有误 wrong amount')), '金额有误 wrong amount')
  assert.equal(faultText('x'), 'x')
})
