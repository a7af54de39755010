import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { everyMessage, type MessageFilter } from '../src/flows/desk.ts'
import { deskStore } from '../src/store/desk-store.ts'
import { digestOf, first, type Listed, second, withBusyWorld } from './support/desk.ts'
import { hospital } from './support/world.ts'

const numbersOf = (messages: readonly Listed[]): readonly string[] => messages.map(({ infno }) => infno)

test('messages are found by every filter, newest first', () =>
  withBusyWorld(async ({ ask, settled }) => {
    const list = async (query: string) => (await ask(`/desk/messages?limit=200${query}`)).body.messages
    const all = await list('')
    assert.equal(all.length, 13)
    const keys = all.map(({ receivedAt, messageId }) => `${receivedAt} ${messageId}`)
    assert.deepEqual(keys, [...keys].sort().reverse())

    assert.deepEqual(numbersOf(await list(`&person=${first.insuredId}`)), ['2207', '2204', '2203', '2201'])
    assert.deepEqual(numbersOf(await list('&infno=2208')), ['2208'])
    assert.deepEqual(numbersOf(await list('&outcome=refused')), ['2207'])
    assert.deepEqual(numbersOf(await list('&outcome=settlement.*')), ['2207'])
    assert.deepEqual(numbersOf(await list('&outcome=settlement.total-differs')), ['2207'])
    assert.deepEqual(numbersOf(await list('&outcome=flow')), [])
    assert.equal((await list('&outcome=ok')).length, 12)
    assert.equal((await list(`&institution=${hospital.providerCode}`)).length, 13)
    assert.equal((await list('&institution=H99020000002')).length, 0)
    assert.equal((await list('&from=2023-11-13&until=2023-11-13')).length, 13)
    assert.equal((await list('&until=2023-11-12')).length, 0)
    const [own] = await list(`&person=${first.insuredId}&infno=2207`)
    assert.equal(own?.settlementId, settled)
    assert.deepEqual(numbersOf(await list(`&msgid=${own?.msgid}`)), ['2207'])
  }))

test('pages follow each other without a gap or a repetition, however large a page is asked for', () =>
  withBusyWorld(async ({ ask }) => {
    const whole = (await ask('/desk/messages?limit=999999999')).body
    assert.deepEqual([whole.messages.length, whole.next], [13, null])
    const seen: string[] = []
    let next: string | null = null
    do {
      const { body } = await ask(`/desk/messages?limit=5${next === null ? '' : `&after=${next}`}`)
      seen.push(...body.messages.map(({ messageId }) => messageId))
      next = body.next
    } while (next !== null)
    assert.deepEqual(
      seen,
      whole.messages.map(({ messageId }) => messageId),
    )
    assert.equal((await ask('/desk/messages?limit=0')).body.error.field, 'limit')
    assert.equal((await ask('/desk/messages?limit=-1')).status, 400)
    assert.equal((await ask(`/desk/messages?limit=${'9'.repeat(400)}`)).status, 400)
  }))

const injections = [
  "' or '1'='1",
  "'; drop table message; --",
  '$1',
  '%',
  '_',
  '\\',
  '") or true --',
  "x' union select * from desk_token --",
]

test('words of SQL in a filter are looked for as they are, and change nothing', () =>
  withBusyWorld(async ({ world, ask }) => {
    const before = await digestOf(world.database)
    const fields = ['institution', 'person', 'from', 'until', 'infno', 'outcome', 'msgid', 'after', 'limit', 'unmask']
    for (const field of fields) {
      for (const words of injections) {
        const { status, body } = await ask(`/desk/messages?${field}=${encodeURIComponent(words)}`)
        if (status === 200) assert.deepEqual(body.messages, [], `${field} ${words}`)
        else assert.deepEqual([status, body.error.code], [400, 'desk.bad-filter'], `${field} ${words}`)
      }
    }
    for (const words of injections) {
      const { status } = await ask(`/desk/messages/${encodeURIComponent(words)}`)
      assert.equal(status, 404, words)
    }
    assert.deepEqual(await digestOf(world.database), before)
  }))

test('the store itself takes every value for a value', () =>
  withBusyWorld(async ({ world }) => {
    const store = deskStore(world.database.pool)
    const before = await digestOf(world.database)
    const at = localDateTime('2023-11-13 10:00:00')
    for (const words of injections) {
      const filters: readonly Partial<MessageFilter>[] = [
        { providerCode: words },
        { insuredId: words },
        { infno: words },
        { msgid: words },
        { outcome: { kind: 'code', code: words } },
        { outcome: { kind: 'prefix', prefix: words } },
      ]
      for (const filter of filters) {
        assert.deepEqual(await store.find({ ...everyMessage, ...filter }, null, 10), [], words)
        assert.equal(await store.count({ ...everyMessage, ...filter }), 0, words)
      }
      await store.find(everyMessage, { receivedAt: at, messageId: words }, 10)
      assert.equal(await store.whole(words), null)
    }
    assert.deepEqual(await digestOf(world.database), before)
  }))

test('names and identity numbers are masked, and unmasking them is written down with who and what', () =>
  withBusyWorld(async ({ world, ask }) => {
    const url = `/desk/messages?person=${first.insuredId}&infno=2207`
    const [masked] = (await ask(url)).body.messages
    assert.match(masked?.name ?? '', /^测\*$/)
    assert.match(masked?.certificateNumber ?? '', /^9900….{2}$/)
    const { rows: none } = await world.database.pool.query('select * from operation_log')
    assert.deepEqual(none, [])

    const [plain] = (await ask(`${url}&unmask=true`)).body.messages
    assert.equal(plain?.certificateNumber, first.certificateNumber)
    const shown = await ask(`/desk/messages/${plain?.messageId}`)
    assert.doesNotMatch(JSON.stringify(shown.body), new RegExp(first.certificateNumber))
    const whole = await ask(`/desk/messages/${plain?.messageId}?unmask=true`)
    assert.match(JSON.stringify(whole.body), new RegExp(first.certificateNumber))
    const { rows } = await world.database.pool.query<{ actor: string; action: string; details: object }>(
      'select actor, action, details from operation_log order by operation_id',
    )
    assert.deepEqual(
      rows.map(({ action, details }) => [action, details]),
      [
        ['messages.unmask', { after: null, filter: { person: first.insuredId, infno: '2207' } }],
        ['messages.unmask', { messageId: plain?.messageId }],
      ],
    )
    assert.match(rows[0]?.actor ?? '', /^token T[0-9A-F]{12} 审计科$/)
  }))

test('a message is shown with what it did and what undid it', () =>
  withBusyWorld(async ({ ask, cancelled }) => {
    const { messages } = (await ask(`/desk/messages?person=${second.insuredId}&outcome=ok&infno=2207`)).body
    const { body } = await ask(`/desk/messages/${messages[0]?.messageId}`)
    assert.partialDeepStrictEqual(body, {
      settlementId: cancelled,
      effect: { settlementId: cancelled, kind: 'settle', amounts: { total: '700.00' } },
      later: [{ kind: 'cancel', undoesId: cancelled, amounts: { total: '-700.00' } }],
      marks: [],
    })
    const { effect } = body as unknown as {
      effect: { postings: readonly object[]; trace: readonly object[]; totalsAdded: object }
    }
    assert.ok(effect.postings.length >= 3 && effect.trace.length > 0 && Object.keys(effect.totalsAdded).length > 0)
    assert.equal((await ask('/desk/messages/NOBODY')).status, 404)
  }))

test('without a token, with another one, or with one that ended, nothing is shown', () =>
  withBusyWorld(async ({ world, ask, token }) => {
    const bearer = (text: string) => ask('/desk/messages', { authorization: `Bearer ${text}` })
    assert.deepEqual(
      [(await ask('/desk/messages', {})).status, (await ask('/desk/messages', {})).body.error.code],
      [401, 'desk.no-token'],
    )
    const foreign = await bearer(`ydesk_${'0'.repeat(64)}`)
    assert.deepEqual(
      [foreign.status, foreign.body.error.code, foreign.body.messages],
      [401, 'desk.wrong-token', undefined],
    )
    assert.equal((await ask('/desk/messages', { authorization: `Basic ${token}` })).status, 401)
    assert.equal((await bearer(token.toUpperCase())).status, 401)
    assert.equal((await bearer(token)).status, 200)
    const { rows } = await world.database.pool.query<{ token_id: string; hash: string }>(
      "select token_id, encode(token_hash, 'hex') as hash from desk_token",
    )
    assert.notEqual(rows[0]?.hash, token.slice('ydesk_'.length), 'the token itself is not kept')
    const store = deskStore(world.database.pool)
    assert.equal(await store.revokeToken(rows[0]?.token_id ?? '', localDateTime('2023-11-13 10:00:00')), true)
    assert.equal((await bearer(token)).status, 401)
  }))

test('whoever guesses tokens is sent away after ten', () =>
  withBusyWorld(async ({ ask, token }) => {
    const guess = (n: number) => ask('/desk/messages', { authorization: `Bearer ydesk_${String(n).padStart(64, '0')}` })
    for (let n = 0; n < 10; n += 1) assert.equal((await guess(n)).status, 401)
    const { status, body } = await guess(10)
    assert.deepEqual([status, body.error.code], [429, 'desk.too-many-wrong-tokens'])
    assert.equal((await ask('/desk/messages', { authorization: `Bearer ${token}` })).status, 429)
  }))

test('the mark of a reversal that came before its message is shown with the reversal', () =>
  withBusyWorld(async ({ world, ask }) => {
    const omsgid = 'NEVER-SEEN-1'
    const data = { psn_no: first.insuredId, omsgid, oinfno: '2207' }
    const answer = await world.till(hospital).ask('2601', first, { data })
    assert.match(answer.err_msg, /flow\.nothing-to-reverse/)
    const [message] = (await ask('/desk/messages?infno=2601')).body.messages
    const { body } = await ask(`/desk/messages/${message?.messageId}`)
    assert.partialDeepStrictEqual(body, { effect: null, marks: [{ msgid: omsgid, infno: '2207' }] })
  }))
