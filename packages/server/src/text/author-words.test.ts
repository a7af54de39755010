import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cureWords, problemWords } from './author-words.ts'

const files = fileURLToPath(new URL('../files/', import.meta.url))
/** Files that complain of the text of one rule; what they say of whole folders is read at the command line. */
const ofRules = /^(audit-(case|cel|cost|draft|kinds|names|rule-yaml|says|values).*|policy-(sheet|values))\.ts$/

/** Every text in quotes or backticks behind `before`, with `X` for what stands in `${…}`. */
function textsBehind(source: string, before: string): readonly string[] {
  const texts = [
    ...source.matchAll(new RegExp(`${before}\\s*('(?:[^'\\\\\\n]|\\\\.)*'|\`(?:[^\`\\\\]|\\\\.)*\`)`, 'g')),
  ]
  return texts.map(([, text = '']) =>
    text
      .slice(1, -1)
      .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X')
      .replaceAll('\\`', '`'),
  )
}

test('every complaint about the text of a rule is said in Chinese', async () => {
  const names = (await readdir(files)).filter((name) => ofRules.test(name) && !name.includes('.test.'))
  const sources = await Promise.all(names.map((name) => readFile(`${files}${name}`, 'utf8')))
  const whole = sources.join('\n')
  const whats = [...textsBehind(whole, 'complain\\(\\s*\\w+,'), ...textsBehind(whole, '\\bwhat[:=]')]
  const cures = [...textsBehind(whole, '\\bcure[:=]'), ...textsBehind(whole, '\\bconst cure =')]
  assert.ok(whats.length > 60 && cures.length > 20, `${whats.length} ${cures.length}`)
  assert.deepEqual(
    whats.filter((text) => problemWords(text).zh === text),
    [],
  )
  assert.deepEqual(
    cures.filter((text) => cureWords(text).zh === text),
    [],
  )
})

test('what a complaint names stays in the sentence', () => {
  assert.equal(problemWords('unknown key `quanity`').zh, '不认识的键 `quanity`')
  assert.equal(problemWords('`when` is a number, not true or false').zh, '`when` 是数，不是真假值')
  assert.equal(problemWords('1 cases that hit and 0 that do not').zh, '命中的算例 1 个，不命中的 0 个')
  assert.equal(cureWords('use one of: line, visit').zh, '可用：line, visit')
  assert.deepEqual(problemWords('something new'), { zh: 'something new', en: 'something new' })
})
