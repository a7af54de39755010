import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages } from '@yibao/contract/national'
import type { Answer, Input } from '@yibao/contract/rest'
import { localDateTime } from '@yibao/core/kernel'
import { everyMessage, type MessageFilter } from '../src/flows/desk.ts'
import { deskStore } from '../src/store/desk-store.ts'
import { digestOf, first, second, withBusyWorld, yibao } from './support/desk.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, otherHospital } from './support/world.ts'

type Listed = Answer<'messages.find'>['rows']

const today = { from: '2023-11-13' } as const
const numbersOf = (rows: Listed): readonly string[] => rows.map(({ infno }) => infno)

test('messages are found by every filter, newest first', () =>
  withBusyWorld(async ({ client, settled }) => {
    const list = async (more: Input<'messages.find'>) =>
      (await answered(client.call('messages.find', { ...today, limit: 200, ...more }))).rows
    const all = await list({})
    assert.equal(all.length, 13)
    const keys = all.map(({ receivedAt, messageId }) => `${receivedAt} ${messageId}`)
    assert.deepEqual(keys, [...keys].sort().reverse())

    const byPerson = ['2207', '2204', '2203', '2201']
    assert.deepEqual(numbersOf(await list({ insuredId: first.insuredId })), byPerson)
    assert.deepEqual(numbersOf(await list({ infno: '2208' })), ['2208'])
    for (const outcome of ['refused', 'settlement.*', 'settlement.total-differs']) {
      assert.deepEqual(numbersOf(await list({ outcome })), ['2207'], outcome)
    }
    assert.deepEqual(numbersOf(await list({ outcome: 'flow' })), [])
    assert.equal((await list({ outcome: 'ok' })).length, 12)
    const [refused] = await list({ outcome: 'refused' })
    assert.partialDeepStrictEqual(refused, {
      transaction: { zh: '门诊结算' },
      refusal: { en: 'settlement.total-differs' },
      providerName: hospital.name,
    })
    assert.match(refused?.refusal?.zh ?? '', /^\p{Script=Han}/u)
    const { transactions } = await answered(client.call('messages.transactions', {}))
    assert.deepEqual(transactions.map(({ infno }) => infno).toSorted(), Object.keys(messages).toSorted())
    for (const { infno, name } of transactions) {
      assert.match(name.zh, /\p{Script=Han}/u, infno)
      assert.match(name.en, /^[A-Za-z]/, infno)
    }
    assert.equal((await list({ providerCode: hospital.providerCode })).length, 13)
    assert.equal((await list({ providerCode: otherHospital.providerCode })).length, 0)
    assert.equal((await list({ until: '2023-11-13' })).length, 13)
    assert.equal((await list({ from: '2023-11-01', until: '2023-11-12' })).length, 0)
    const [own] = await list({ insuredId: first.insuredId, infno: '2207' })
    assert.equal(own?.settlementId, settled)
    assert.deepEqual(numbersOf(await list({ msgid: own?.msgid ?? '' })), ['2207'])
    const asBefore = client.call('messages.find', { providerCode: hospital.providerCode })
    assert.equal((await answered(asBefore)).rows.length, 13, 'an institution needs no day')
  }))

test('a question without a person, an institution or a near day is refused, and so is one that is misspelled', () =>
  withBusyWorld(async ({ client }) => {
    const codes = await Promise.all(
      [{}, { infno: '2207' }, { from: '2023-10-12' }, { from: '2020-01-01', until: '2023-11-13' }].map((input) =>
        codeOf(client.call('messages.find', input)),
      ),
    )
    assert.deepEqual(codes, Array(4).fill('400 messages.too-wide'))
    const bad = await client.call('messages.find', { ...today, until: '2023-02-30' })
    assert.partialDeepStrictEqual(bad, { ok: false, error: { code: 'messages.bad-filter', field: 'until' } })
    const limits = await Promise.all(
      [0, -1, 201].map((limit) => codeOf(client.call('messages.find', { ...today, limit }))),
    )
    assert.deepEqual(limits, Array(3).fill('400 rest.bad-input'))
    assert.equal(await codeOf(client.call('messages.find', { ...today, after: 'x' })), '400 messages.bad-filter')
  }))

test('pages follow each other without a gap or a repetition, over all institutions and over one', () =>
  withBusyWorld(async ({ client }) => {
    for (const which of [today, { providerCode: hospital.providerCode }, { ...today, outcome: 'refused' }]) {
      const whole = await answered(client.call('messages.find', { ...which, limit: 200 }))
      assert.equal(whole.next, null)
      const seen: string[] = []
      let next: string | null = null
      do {
        const asked: Input<'messages.find'> = { ...which, limit: 5, ...(next === null ? {} : { after: next }) }
        const page: Answer<'messages.find'> = await answered(client.call('messages.find', asked))
        seen.push(...page.rows.map(({ messageId }) => messageId))
        next = page.next
      } while (next !== null)
      assert.deepEqual(
        seen,
        whole.rows.map(({ messageId }) => messageId),
      )
    }
  }))

test('who reaches one institution or one region sees its messages only, and another message is as good as missing', () =>
  withBusyWorld(async ({ client, world }) => {
    const till = world.till(otherHospital)
    const line = { code: items.whole.code, price: 10, quantity: 1 }
    expectOk(await till.ask('2207', first, settleInput(await upload(till, first, [line]))))
    const office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const own = await answered(office.client.call('messages.find', today))
    assert.deepEqual([...new Set(own.rows.map((row) => row.providerCode))], [otherHospital.providerCode])
    assert.equal(own.rows.length, 4)
    const others = office.client.call('messages.find', { ...today, providerCode: hospital.providerCode })
    assert.deepEqual((await answered(others)).rows, [])
    const foreign = (await answered(client.call('messages.find', { providerCode: hospital.providerCode }))).rows[0]
    const messageId = foreign?.messageId ?? ''
    const missing = await office.client.call('messages.get', { messageId: 'NOBODY' })
    const beyond = await office.client.call('messages.get', { messageId })
    assert.deepEqual(beyond, missing)
    const clerk = await colleague(world, region('clerk', '330200'))
    assert.deepEqual((await answered(clerk.client.call('messages.find', today))).rows, [])
    assert.equal(await codeOf(clerk.client.call('messages.get', { messageId })), '404 messages.unknown')
    assert.equal(
      await codeOf(clerk.client.call('messages.unmask', { messageId, reason: '核对来源' })),
      '404 messages.unknown',
    )
    const { rows } = await world.database.pool.query(
      "select actor, action, target, reason from operation_log where reason = 'rest.beyond-reach' order by operation_id",
    )
    assert.deepEqual(
      rows.map(({ actor, action, target }) => [actor, action, target]),
      [
        [office.userId, 'messages.get', messageId],
        [clerk.userId, 'messages.get', messageId],
        [clerk.userId, 'messages.unmask', messageId],
      ],
    )
  }))

const injections = [
  "' or '1'='1",
  "'; drop table message; --",
  '$1',
  '%',
  '_',
  '\\',
  '"; select 1; --',
  'ok or true',
  '1) or (1=1',
]

test('words of SQL in a filter are looked for as they are, and change nothing but the log of who looked', () =>
  withBusyWorld(async ({ world, client }) => {
    const { operation_log: _, ...before } = await digestOf(world.database)
    for (const words of injections) {
      for (const field of ['providerCode', 'insuredId', 'infno', 'msgid', 'outcome', 'from', 'until', 'after']) {
        const found = await client.call('messages.find', { ...today, [field]: words })
        if (found.ok) assert.deepEqual(found.value.rows, [], `${field} ${words}`)
        else assert.equal(found.error.status, 400, `${field} ${words}`)
      }
      assert.equal(await codeOf(client.call('messages.get', { messageId: words })), '404 messages.unknown')
    }
    const { operation_log: __, ...afterwards } = await digestOf(world.database)
    assert.deepEqual(afterwards, before)
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
        { reach: { regions: [], institutions: [words] } },
        { reach: { regions: [words as never], institutions: [] } },
        { reach: { regions: [], institutions: [] } },
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

test('names and identity numbers are masked, and unmasking them is written down with who and why before they are shown', () =>
  withBusyWorld(async ({ world, client }) => {
    const { rows: masked } = await answered(client.call('messages.find', { insuredId: first.insuredId, infno: '2207' }))
    const messageId = masked[0]?.messageId ?? ''
    assert.match(masked[0]?.name ?? '', /^测\*+.$/)
    assert.match(masked[0]?.certificateNumber ?? '', /^9900….{2}$/)
    const shown = await answered(client.call('messages.get', { messageId }))
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(first.certificateNumber))
    assert.equal(await codeOf(client.call('messages.unmask', { messageId, reason: '查' })), '400 rest.bad-input')
    const bare = await answered(client.call('messages.unmask', { messageId, reason: '核对身份证号' }))
    assert.match(JSON.stringify(bare), new RegExp(first.certificateNumber))
    const { rows } = await world.database.pool.query(
      "select actor, target, reason, outcome from operation_log where action = 'messages.unmask'",
    )
    assert.deepEqual(
      rows.map(({ target, reason, outcome }) => [target, reason, outcome]),
      [[messageId, '核对身份证号', 'done']],
    )
  }))

test('a message is shown with what it did and what undid it', () =>
  withBusyWorld(async ({ client, cancelled }) => {
    const asked = { insuredId: second.insuredId, outcome: 'ok', infno: '2207' }
    const { rows } = await answered(client.call('messages.find', asked))
    const whole = await answered(client.call('messages.get', { messageId: rows[0]?.messageId ?? '' }))
    assert.partialDeepStrictEqual(whole, {
      settlementId: cancelled,
      settlement: { settlementId: cancelled, kind: 'settle', amounts: { total: 700_00 } },
      later: [{ kind: 'cancel', undoesId: cancelled, total: -700_00 }],
      marks: [],
    })
    const { settlement } = whole
    assert.ok(settlement !== null && settlement.postings.length >= 3)
    assert.ok(settlement.trace.length > 0 && settlement.totalsAdded.length > 0)
    assert.equal(
      settlement.postings.reduce((sum, { amount }) => sum + amount, 0),
      0,
    )
  }))

test('the mark of a reversal that came before its message is shown with the reversal, which counts as refused', () =>
  withBusyWorld(async ({ world, client }) => {
    const omsgid = 'NEVER-SEEN-1'
    const data = { psn_no: first.insuredId, omsgid, oinfno: '2207' }
    const answer = await world.till(hospital).ask('2601', first, { data })
    assert.match(answer.err_msg, /flow\.nothing-to-reverse/)
    const { rows } = await answered(client.call('messages.find', { ...today, infno: '2601' }))
    const whole = await answered(client.call('messages.get', { messageId: rows[0]?.messageId ?? '' }))
    assert.partialDeepStrictEqual(whole, { settlement: null, marks: [{ msgid: omsgid, infno: '2207' }] })
    const metrics = await world.centre.metrics.text()
    assert.match(metrics, /^yibao_messages_total\{infno="2601",outcome="refused"\} 1$/m)
    assert.match(metrics, /^yibao_refusals_total\{code="flow\.nothing-to-reverse"\} 1$/m)
    assert.doesNotMatch(metrics, /infno="2601",outcome="ok"/)
  }))

test('the command line finds, shows and unmasks as the interface does', () =>
  withBusyWorld(async ({ world }) => {
    const { url, pool } = world.database
    const choice = ['--person', second.insuredId, '--outcome', 'ok', '--infno', '2207', '--json']
    const found = await yibao(url, 'messages', 'find', ...choice)
    assert.equal(found.code, 0, found.errors)
    const [message] = (
      JSON.parse(found.out) as { messages: readonly { messageId: string; certificateNumber: string }[] }
    ).messages
    assert.match(message?.certificateNumber ?? '', /…/)
    const table = await yibao(url, 'messages', 'find', '--limit', '2')
    assert.match(table.out, /收到时间 .*证件号码/)
    assert.match(table.errors, /--after 2023-11-13T/)
    const shown = await yibao(url, 'messages', 'show', message?.messageId ?? '')
    assert.match(shown.out, /统筹基金[\s\S]*分录[\s\S]*累计变动[\s\S]*此后[\s\S]*撤销 /)
    assert.doesNotMatch(shown.out, new RegExp(second.certificateNumber))
    const bare = await yibao(url, 'messages', 'show', message?.messageId ?? '', '--unmask', '--json')
    assert.match(bare.out, new RegExp(second.certificateNumber))
    const { rows } = await pool.query<{ actor: string; target: string }>(
      "select actor, target from operation_log where action = 'messages.unmask'",
    )
    assert.deepEqual(rows, [{ actor: 'console', target: message?.messageId }])
    assert.match((await yibao(url, 'messages', 'find', '--outcome', "' or 1=1")).errors, /--outcome/)
    assert.equal((await yibao(url, 'messages', 'token')).code, 1)
  }))
