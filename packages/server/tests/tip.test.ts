import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, localDateTime } from '@yibao/core/kernel'
import { type TipAct, tipStep } from '@yibao/core/tip'
import { caseworkDesk, shippedCaseworkLaw } from '../src/casework-desk.ts'
import { newHolderKey, privateKeyOf } from '../src/crypto/holder-key.ts'
import { identitySealer, unwrapShare } from '../src/crypto/tip-seal.ts'
import { takeItems } from '../src/flows/casework-intake.ts'
import { atConsole, everyOperation } from '../src/flows/operation-log.ts'
import { actOnTip, receiveTip, type TipActAsked, tipStatus } from '../src/flows/tip.ts'
import { addHolder, openIdentity } from '../src/flows/tip-identity.ts'
import { offerTip, tipItem } from '../src/flows/tip-item.ts'
import { verifyTips } from '../src/flows/tip-verify.ts'
import { idSource } from '../src/ids.ts'
import type { Database } from '../src/store/database.ts'
import { matterFile } from '../src/store/evidence-matter-file.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { tipDesk } from '../src/tip-desk.ts'
import { digestOf } from './support/desk.ts'
import { account, division, inName } from './support/evidence.ts'
import { region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'

let now = localDateTime('2023-11-13 09:00:00')
const source = { newId: idSource(), now: () => now }
const who = '{"name":"举报人甲乙丙","phone":"19900001111"}'
const told = { channel: 'phone', division, providerCode: 'H1', what: '重复收费', amountHint: null } as const

/** A desk with two holders and their private keys, as they would keep them. */
async function opened(database: Database) {
  now = localDateTime('2023-11-13 09:00:00')
  await account(database, 'receiver', region('supervision-lead', '990000'))
  await account(database, 'li.si', region('supervision-lead', '990000'))
  await account(database, 'wang.wu', region('leader', '990000'))
  await account(database, 'leader', region('leader', '990000'))
  await account(database, 'cashier', region('clerk', '990000'))
  const desk = await tipDesk(database.pool, source)
  const keys = ['li.si', 'wang.wu'].map((holder) => newHolderKey(holder, `K-${holder}`, 'a long passphrase'))
  for (const { holder, keyId, publicKey } of keys) {
    const added = await addHolder(desk, atConsole, { holder, keyId, publicKey }, null)
    assert.ok(added.ok, JSON.stringify(added))
  }
  const present = keys.map((file) => {
    const privateKey = privateKeyOf(file, 'a long passphrase') ?? ''
    return { keyId: file.keyId, unwrap: (share: string) => unwrapShare(share, privateKey) }
  })
  const act = async (userId: string, tipId: string, name: TipAct, more: Partial<TipActAsked> = {}): Promise<string> => {
    const asked = { tipId, act: name, reason: '经查', details: {}, ...more }
    const outcome = await actOnTip(desk, inName(userId), asked)
    return outcome.ok ? outcome.value.state : outcome.error.code
  }
  const receive = async (identity: string | null = null) => {
    const received = await receiveTip(desk, inName('receiver'), { ...told, identity })
    assert.ok(received.ok, JSON.stringify(received))
    return { tipId: received.value.tip.tipId, claimCode: received.value.claimCode }
  }
  const concluded = async (matterId: string) => {
    const { tipId, claimCode } = await receive()
    await act('receiver', tipId, 'accept')
    await act('receiver', tipId, 'link', { details: { matterId } })
    const outcome = { substantiated: true, amount: fen(600_000_00) }
    assert.equal(await act('receiver', tipId, 'conclude', { details: { outcome } }), 'concluded')
    return { tipId, claimCode }
  }
  return { desk, present, act, receive, concluded }
}

const codeOf = (outcome: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  outcome.error?.code ?? 'ok'

test('an identity opens with both keys and a reason, never with one, and every try is written down', () =>
  withTestDatabase(async (database) => {
    const { desk, present, receive } = await opened(database)
    const { tipId } = await receive(who)
    const [first, second] = present
    assert.ok(first !== undefined && second !== undefined)
    const open = (holders: typeof present, reason = '发放奖励') =>
      openIdentity(desk, atConsole, { tipId, reason, holders })
    assert.equal(codeOf(await open([first])), 'tip.two-keys')
    assert.equal(codeOf(await open([first, first])), 'tip.two-keys')
    assert.equal(codeOf(await open([])), 'tip.two-keys')
    const stolen = { keyId: second.keyId, unwrap: first.unwrap }
    assert.equal(codeOf(await open([first, stolen])), 'tip.wrong-key')
    assert.equal(codeOf(await open(present, ' ')), 'tip.no-reason')
    assert.deepEqual(await open(present), { ok: true, value: who })
    assert.deepEqual(await open([second, first]), { ok: true, value: who })
    await database.pool.query(`update user_account set disabled_at = now() where user_id = 'wang.wu'`)
    assert.equal(codeOf(await open(present)), 'tip.no-right')
    const log = await operationLogStore(database.pool).find({ ...everyOperation, action: 'tip.open' }, null, 20)
    assert.equal(log.length, 8)
    assert.deepEqual(
      log.filter(({ outcome }) => outcome === 'done').map(({ reason }) => reason),
      ['发放奖励', '发放奖励'],
    )
  }))

test('one share says nothing: every key that one holder could try fails, and the other share is needed whole', () => {
  const [one, two] = ['a', 'b'].map((holder) => newHolderKey(holder, holder, 'a long passphrase'))
  assert.ok(one !== undefined && two !== undefined)
  const { sealed, shares } = identitySealer.seal(who, 'T1', [one.publicKey, two.publicKey])
  const [mine, theirs] = [
    unwrapShare(shares[0], privateKeyOf(one, 'a long passphrase') ?? ''),
    unwrapShare(shares[1], privateKeyOf(two, 'a long passphrase') ?? ''),
  ]
  assert.ok(mine !== null && theirs !== null)
  assert.equal(unwrapShare(shares[1], privateKeyOf(one, 'a long passphrase') ?? ''), null)
  for (const guess of [mine, new Uint8Array(32), new Uint8Array(32).fill(255), mine.toReversed()]) {
    assert.equal(identitySealer.open(sealed, 'T1', [mine, guess]), null)
    assert.equal(identitySealer.open(sealed, 'T1', [guess, theirs]) === who, guess === mine)
  }
  assert.equal(identitySealer.open(sealed, 'T1', [mine, theirs]), who)
  assert.equal(identitySealer.open(sealed, 'T2', [mine, theirs]), null)
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(60) ^ 1, 60)
  assert.equal(identitySealer.open(changed, 'T1', [mine, theirs]), null)
  assert.equal(identitySealer.seal('a', 'T1', [one.publicKey, two.publicKey]).sealed.length, sealed.length)
  assert.equal(privateKeyOf(one, 'another passphrase'), null)
})

test('the identity and the claim code stand nowhere in the database in the clear', () =>
  withTestDatabase(async (database) => {
    const { receive } = await opened(database)
    const { claimCode } = await receive(who)
    const tables = Object.keys(await digestOf(database))
    assert.ok(tables.includes('tip_identity'))
    const plain = ['举报人甲乙丙', '19900001111', claimCode, claimCode.replaceAll('-', '')]
    for (const table of tables) {
      const { rows } = await database.pool.query<{ row: string }>(`select t::text as row from ${table} t`)
      const all = rows.map(({ row }) => row).join('\n')
      for (const secret of plain) {
        assert.equal(all.includes(secret), false, table)
        assert.equal(all.includes(Buffer.from(secret).toString('hex')), false, table)
      }
    }
  }))

test('without two holders no identity is taken, and a holder is one account with the right', () =>
  withTestDatabase(async (database) => {
    await account(database, 'receiver', region('supervision-lead', '990000'))
    await account(database, 'clerk', region('clerk', '990000'))
    const desk = await tipDesk(database.pool, source)
    const hold = (holder: string, replace: string | null = null) => {
      const { keyId, publicKey } = newHolderKey(holder, `K${source.newId()}`, 'a long passphrase')
      return addHolder(desk, atConsole, { holder, keyId, publicKey }, replace)
    }
    const named = () => receiveTip(desk, inName('receiver'), { ...told, identity: who })
    assert.equal(codeOf(await named()), 'tip.holders-missing')
    assert.equal(codeOf(await hold('clerk')), 'tip.no-right')
    assert.equal(codeOf(await hold('nobody')), 'tip.no-right')
    assert.equal(codeOf(await hold('receiver')), 'ok')
    assert.equal(codeOf(await hold('receiver')), 'tip.holder-known')
    assert.equal(codeOf(await named()), 'tip.holders-missing')
    for (const userId of ['zhao.liu', 'sun.qi']) await account(database, userId, region('leader', '990000'))
    assert.equal(codeOf(await hold('zhao.liu')), 'ok')
    assert.equal(codeOf(await hold('sun.qi')), 'tip.holders-full')
    assert.equal(codeOf(await hold('sun.qi', 'zhao.lu')), 'tip.not-holder')
    assert.equal(codeOf(await hold('sun.qi', 'zhao.liu')), 'ok')
    assert.equal(codeOf(await named()), 'ok')
    assert.equal(codeOf(await receiveTip(desk, inName('clerk'), { ...told, identity: null })), 'tip.no-right')
    assert.equal((await desk.store.tips({ state: null, matterId: null })).length, 1)
  }))

test('the road of a tip to its reward: three people, a receipt, and an anonymous person who shows the code', () =>
  withTestDatabase(async (database) => {
    const { desk, act, concluded } = await opened(database)
    const { tipId, claimCode } = await concluded('M1')
    assert.equal(await act('receiver', tipId, 'propose-reward'), 'proposed')
    const proposed = await desk.store.tip(tipId)
    assert.deepEqual([proposed?.reward?.amount, proposed?.reward?.bound], [14_000_00, null])
    assert.equal(await act('receiver', tipId, 'approve-reward'), 'tip.no-right')
    assert.equal(await act('leader', tipId, 'approve-reward'), 'awarded')
    const status = await tipStatus(desk, tipId, claimCode.toLowerCase().replaceAll('-', ' '))
    assert.deepEqual(status.ok && [status.value.reward, status.value.claimUntil], [14_000_00, '2024-01-13'])
    assert.equal(codeOf(await tipStatus(desk, tipId, 'AAAAA')), 'tip.wrong-code')
    assert.equal(codeOf(await tipStatus(desk, 'T0', claimCode)), 'tip.wrong-code')
    assert.equal(await act('cashier', tipId, 'pay', { claimCode: 'AAAAA-AAAAA-AAAAA-AAAAA' }), 'tip.wrong-code')
    assert.equal(await act('cashier', tipId, 'pay', {}), 'tip.wrong-code')
    assert.equal(await act('cashier', tipId, 'pay', { claimCode }), 'rewarded')
    assert.equal(await act('cashier', tipId, 'pay', { claimCode }), 'tip.not-now')
    const rewards = await desk.store.rewards()
    assert.deepEqual(
      rewards.map((one) => [one.tipId, one.amount, one.paidBy]),
      [[tipId, 14_000_00, 'cashier']],
    )
    assert.deepEqual((await verifyTips(desk.store)).faults, [])
    await assert.rejects(database.pool.query('delete from tip_reward'), /append-only/)
  }))

test('of two tips about one matter the first is rewarded, and a reward that nobody claims in time lapses', () =>
  withTestDatabase(async (database) => {
    const { act, concluded } = await opened(database)
    const [first, second] = [await concluded('M1'), await concluded('M1')]
    assert.equal(await act('receiver', second.tipId, 'propose-reward'), 'tip.not-first')
    assert.equal(await act('receiver', second.tipId, 'no-reward'), 'unrewarded')
    assert.equal(await act('receiver', first.tipId, 'propose-reward'), 'proposed')
    assert.equal(await act('leader', first.tipId, 'approve-reward'), 'awarded')
    assert.equal(await act('receiver', first.tipId, 'lapse'), 'tip.too-early')
    now = localDateTime('2024-01-14 09:00:00')
    assert.equal(await act('cashier', first.tipId, 'pay', { claimCode: first.claimCode }), 'tip.too-late')
    assert.equal(await act('receiver', first.tipId, 'lapse'), 'unrewarded')
    const stale = { version: 1, details: {} }
    assert.equal(await act('receiver', first.tipId, 'accept', stale), 'tip.changed-meanwhile')
  }))

test('an accepted tip opens a review item that tells what was told, not by whom, and is linked to it', () =>
  withTestDatabase(async (database) => {
    const { desk, act, receive } = await opened(database)
    const casework = caseworkDesk(database.pool, source, await shippedCaseworkLaw())
    const { tipId } = await receive(who)
    const offer = (userId = 'receiver') => offerTip(desk, casework, inName(userId), tipId)
    assert.equal(codeOf(await offer()), 'tip.not-now')
    await act('receiver', tipId, 'accept')
    assert.equal(codeOf(await offer('cashier')), 'tip.no-right')
    const linked = await offer()
    assert.ok(linked.ok, JSON.stringify(linked))
    assert.equal(linked.value.state, 'linked')
    const page = await matterFile(database.pool).matter(linked.value.matterId ?? '')
    assert.deepEqual([page?.title.zh, page?.providerCode, page?.events.length], ['线索核查', 'H1', 1])
    assert.equal(codeOf(await offer()), 'tip.not-now')
    assert.equal(tipItem({ ...linked.value, providerCode: null }), null)
  }))

test('what the accused institution reads tells neither that anybody told it nor in which words', () =>
  withTestDatabase(async (database) => {
    const { desk, receive } = await opened(database)
    const { tipId } = await receive(who)
    const tip = await desk.store.tip(tipId)
    const item = tip === null ? null : tipItem({ ...tip, what: '我是收费处的，亲眼看见重复收费' })
    assert.ok(item !== null)
    assert.doesNotMatch(JSON.stringify([item.title, item.rule]), /收费|举报|tip/i)
  }))

test('an offer that was interrupted after its item was opened links that item, once, whoever asks again', () =>
  withTestDatabase(async (database) => {
    const { desk, act, receive } = await opened(database)
    const casework = caseworkDesk(database.pool, source, await shippedCaseworkLaw())
    const { tipId } = await receive()
    await act('receiver', tipId, 'accept')
    const accepted = await desk.store.tip(tipId)
    const item = accepted === null ? null : tipItem(accepted)
    assert.ok(item !== null)
    const taken = await takeItems(casework, atConsole, [item])
    const both = await Promise.all([1, 2].map(() => offerTip(desk, casework, inName('receiver'), tipId)))
    assert.deepEqual(both.map(codeOf).sort(), ['ok', 'tip.not-now'])
    const matterId = taken.ok ? taken.value.opened[0]?.matterId : null
    assert.equal((await desk.store.tip(tipId))?.matterId, matterId)
  }))

test('whoever took a tip in, and saw the claim code, is not paid with it', () =>
  withTestDatabase(async (database) => {
    const { desk, act } = await opened(database)
    await account(database, 'both', region('supervision-lead', '990000'), region('clerk', '990000'))
    const received = await receiveTip(desk, inName('both'), { ...told, identity: null })
    assert.ok(received.ok)
    const { tip, claimCode } = received.value
    const outcome = { substantiated: true, amount: fen(600_000_00) }
    await act('receiver', tip.tipId, 'accept')
    await act('receiver', tip.tipId, 'link', { details: { matterId: 'M1' } })
    await act('receiver', tip.tipId, 'conclude', { details: { outcome } })
    await act('receiver', tip.tipId, 'propose-reward')
    assert.equal(await act('leader', tip.tipId, 'approve-reward'), 'awarded')
    assert.equal(await act('both', tip.tipId, 'pay', { claimCode }), 'tip.same-person')
    assert.equal(await act('cashier', tip.tipId, 'pay', { claimCode }), 'rewarded')
  }))

test('what was put into the database beside the log is found: an act, a matter, the key of a holder', () =>
  withTestDatabase(async (database) => {
    const { desk, concluded, receive } = await opened(database)
    const { pool } = database
    const faults = async () => (await verifyTips(desk.store)).faults.map(({ of, what }) => `${of} ${what}`)
    const { tipId } = await concluded('M1')
    const tip = await desk.store.tip(tipId)
    assert.ok(tip !== null)
    const asked = { act: 'no-reward', actor: 'receiver', reason: '伪造', details: {} } as const
    const forged = tipStep(tip, asked, now)
    assert.ok(forged.ok)
    assert.deepEqual(await faults(), [])
    await desk.store.alone((tables) => tables.record(forged.value.tip, forged.value.event))
    assert.deepEqual(await faults(), [`${tipId} not-logged`])
    const other = await receive()
    await pool.query(`update tip set matter_id = 'M1' where tip_id = $1`, [other.tipId])
    const { publicKey } = newHolderKey('x', 'K', 'a long passphrase')
    await pool.query(`update tip_holder_key set public_key = $1 where holder = 'li.si'`, [publicKey])
    assert.deepEqual(await faults(), [`${other.tipId} row-differs`, `${tipId} not-logged`, 'li.si key-differs'])
  }))

test('a tip that is linked late gets no second reward of one matter', () =>
  withTestDatabase(async (database) => {
    const { act, receive, concluded } = await opened(database)
    const early = await receive()
    const late = await concluded('M1')
    assert.equal(await act('receiver', late.tipId, 'propose-reward'), 'proposed')
    await act('receiver', early.tipId, 'accept')
    await act('receiver', early.tipId, 'link', { details: { matterId: 'M1' } })
    const outcome = { substantiated: true, amount: fen(600_000_00) }
    await act('receiver', early.tipId, 'conclude', { details: { outcome } })
    assert.equal(await act('receiver', early.tipId, 'propose-reward'), 'tip.not-first')
  }))

test('what was told is kept as it was told, unless it paints a terminal or has no end', () =>
  withTestDatabase(async (database) => {
    const { desk } = await opened(database)
    const take = async (what: string, identity: string | null = null) =>
      codeOf(await receiveTip(desk, inName('receiver'), { ...told, what, identity }))
    assert.equal(await take('第一行\n第二行'), 'ok')
    for (const what of ['\u001b[2J', '\u202e', '长'.repeat(4_001), '\ud83d'])
      assert.equal(await take(what), 'tip.bad-text')
    assert.equal(await take('重复收费', '名'.repeat(20_000)), 'tip.bad-text')
    assert.equal(await take('重复收费', ' '), 'tip.bad-text')
  }))
