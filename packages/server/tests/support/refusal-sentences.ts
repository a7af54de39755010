import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Refusal, refusalWords, say } from '../../src/national/refusal-words.ts'

/** One refusal of every code of a room, its facts as extreme as their types allow. */
export type ExtremesOf<Room extends { readonly code: string }> = {
  readonly [Code in Room['code']]: Extract<Room, { readonly code: Code }>
}

const chinese = /\p{Script=Han}/u

/** Registers the tests that hold for the words of every room. */
export function checkSentences(extremes: readonly Refusal[]): void {
  test('every refusal has a meaning and a cure in Chinese', () => {
    for (const { code } of extremes) {
      const { meaning, cure } = refusalWords[code]
      assert.match(meaning, chinese, code)
      assert.match(cure, chinese, code)
      assert.match(code, /^[a-z-]+\.[a-z-]+$/)
    }
  })

  test('the sentence of every refusal has at most 200 characters and ends with its cure and its code', () => {
    for (const refusal of extremes) {
      const { code } = refusal
      const sentence = say(refusal)
      assert.ok([...sentence].length <= 200, `${code}: ${[...sentence].length} characters`)
      assert.ok(sentence.startsWith(refusalWords[code].meaning), `${code}: ${sentence}`)
      assert.ok(sentence.endsWith(`。${refusalWords[code].cure}。[${code}]`), `${code}: ${sentence}`)
      assert.ok(sentence.isWellFormed(), `${code}: a character is cut in half`)
      assert.doesNotMatch(sentence, /undefined|NaN|\[object/, code)
    }
  })
}
