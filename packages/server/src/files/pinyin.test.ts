import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spellingOf } from './pinyin.ts'

test('a name is spelled without tones, letters of several readings as in their word', () => {
  assert.deepEqual(spellingOf('阿莫西林胶囊'), { full: 'amoxilinjiaonang', initials: 'amxljn' })
  assert.deepEqual(spellingOf('重组人胰岛素'), { full: 'chongzurenyidaosu', initials: 'czryds' })
  assert.deepEqual(spellingOf('绿茶'), { full: 'lvcha', initials: 'lc' })
})

test('Latin letters and digits stay, brackets go', () => {
  assert.deepEqual(spellingOf('CT平扫(64排)'), { full: 'ctpingsao64pai', initials: 'ctps64p' })
})
