import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgumentError } from 'commander'
import { portArgument, publicUrlArgument } from './arguments.ts'

test('a port is a whole number from 0 to 65535', () => {
  assert.deepEqual(['0', '8080', '65535'].map(portArgument), [0, 8080, 65_535])
  for (const text of ['65536', '99999', '-1', '80.5', '', 'http', '0x50']) {
    assert.throws(() => portArgument(text), InvalidArgumentError, text)
  }
})

test('a public address is scheme and host, with nothing behind', () => {
  for (const [text, meant] of [
    ['https://yibao.example', 'https://yibao.example'],
    ['https://yibao.example/', 'https://yibao.example'],
    ['http://10.1.2.3:8080', 'http://10.1.2.3:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ] as const) {
    assert.equal(publicUrlArgument(text), meant)
  }
  for (const text of [
    'yibao.example',
    'ftp://yibao.example',
    'https://yibao.example/console',
    'https://me@yibao.example',
    'https://yibao.example?a=1',
    'https://',
    'javascript:alert(1)',
    '',
  ]) {
    assert.throws(() => publicUrlArgument(text), /https:\/\/yibao\.example/, text)
  }
})
