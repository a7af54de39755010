import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '@yibao/contract/rest'
import { newHolderKey } from '../src/crypto/holder-key.ts'
import { atConsole, everyOperation } from '../src/flows/operation-log.ts'
import { addHolder } from '../src/flows/tip-identity.ts'
import { idSource } from '../src/ids.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { tipDesk } from '../src/tip-desk.ts'
import { openBureau } from './support/casework.ts'
import { answered, type Colleague, codeOf, colleague, region, stranger } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, type World } from './support/world.ts'

const who = '举报人甲乙丙 19900001111'
const told = {
  channel: 'phone',
  division: '990270',
  providerCode: hospital.providerCode,
  what: '同一项目重复收费\n已有半年',
} as const satisfies Input<'tips.receive'>

type Staff = Record<'receiver' | 'lead' | 'leader' | 'cashier' | 'away', Colleague>

function inBureau(work: (world: World, staff: Staff) => Promise<void>) {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world, {
        receiver: await colleague(world, region('supervision-lead', '990000')),
        lead: await colleague(world, region('supervision-lead', '990000')),
        leader: await colleague(world, region('leader', '990000')),
        cashier: await colleague(world, region('clerk', '990000')),
        away: await colleague(world, region('supervision-lead', '980000')),
      })
    } finally {
      await world.close()
    }
  })
}

/** Two holders, as the command line makes them; their private keys stay with them. */
async function giveKeys({ database, centre }: World, { lead, leader }: Staff): Promise<void> {
  const desk = await tipDesk(database.pool, { newId: idSource(), now: centre.ports.clock.now })
  for (const { userId: holder } of [lead, leader]) {
    const { keyId, publicKey } = newHolderKey(holder, `K-${holder}`, 'a long passphrase')
    assert.ok((await addHolder(desk, atConsole, { holder, keyId, publicKey }, null)).ok)
  }
}

type Order = Omit<Input<'tips.act'>, 'tipId' | 'version'>

async function act({ client }: Colleague, tipId: string, order: Order) {
  const { version } = await answered(client.call('tips.get', { tipId }))
  return client.call('tips.act', { tipId, version, ...order })
}

test('a tip is taken in, linked, answered and rewarded; the person asks with the code, a cashier pays on it', () =>
  inBureau(async (world, staff) => {
    const { receiver, leader, cashier } = staff
    await giveKeys(world, staff)
    const { tipId, claimCode } = await answered(receiver.client.call('tips.receive', { ...told, identity: who }))
    const status = async () =>
      answered(stranger(world).call('tips.status', { tipId, claimCode: claimCode.toLowerCase() }))
    assert.deepEqual(await status(), { tipId, state: 'received', substantiated: null, reward: null, claimUntil: null })

    await answered(act(receiver, tipId, { act: 'accept' }))
    const wrong = { act: 'link', matterId: 'M0' } as const
    assert.equal(await codeOf(act(receiver, tipId, wrong)), '400 tip.unknown-matter')
    const linked = await answered(receiver.client.call('tips.offer', { tipId }))
    assert.equal(linked.state, 'linked')
    const matter = await answered(receiver.client.call('matters.get', { matterId: linked.matterId ?? '' }))
    assert.equal(matter.title.zh, '线索核查')

    const finding = { act: 'conclude', substantiated: true, amount: 600_000_00 } as const
    assert.equal(await codeOf(act(receiver, tipId, finding)), '400 tip.no-reason')
    await answered(act(receiver, tipId, { ...finding, reason: '经查属实' }))
    assert.equal((await status()).substantiated, true)
    const proposed = await answered(act(receiver, tipId, { act: 'propose-reward', reason: '经查属实' }))
    assert.deepEqual([proposed.reward?.amount, proposed.may], [14_000_00, []])
    const approve = { act: 'approve-reward', reason: '同意' } as const
    assert.equal(await codeOf(act(receiver, tipId, approve)), '403 tip.no-right')
    const theirs = await answered(leader.client.call('tips.get', { tipId }))
    assert.deepEqual(theirs.may, ['approve-reward', 'return-reward'])
    const stale = { tipId, version: 1, ...approve }
    assert.equal(await codeOf(leader.client.call('tips.act', stale)), '409 tip.changed-meanwhile')
    const awarded = await answered(act(leader, tipId, approve))
    assert.deepEqual([(await status()).reward, (await status()).claimUntil], [14_000_00, awarded.claimUntil])

    const pay = (code: string) => cashier.client.call('tips.pay', { tipId, claimCode: code })
    assert.equal(await codeOf(pay('AAAAA-AAAAA-AAAAA-AAAAA')), '404 tip.wrong-code')
    const unknown = { tipId: 'T0', claimCode }
    assert.equal(await codeOf(cashier.client.call('tips.pay', unknown)), '404 tip.wrong-code')
    assert.equal((await answered(pay(claimCode))).amount, 14_000_00)
    assert.equal(await codeOf(pay(claimCode)), '409 tip.not-now')
    assert.equal((await status()).state, 'rewarded')
  }))

test('an identity and a claim code stand in no answer, no log and no list; who asks for a state leaves no trace', () =>
  inBureau(async (world, staff) => {
    const { receiver, lead, leader } = staff
    const named = { ...told, identity: who }
    assert.equal(await codeOf(receiver.client.call('tips.receive', named)), '409 tip.holders-missing')
    await giveKeys(world, staff)
    const { tipId, claimCode } = await answered(receiver.client.call('tips.receive', named))
    const before = await operationLogStore(world.database.pool).find(everyOperation, null, 200)
    await answered(stranger(world).call('tips.status', { tipId, claimCode }))
    const wrong = { tipId, claimCode: 'AAAAA-AAAAA-AAAAA-AAAAA' }
    assert.equal(await codeOf(stranger(world).call('tips.status', wrong)), '404 tip.wrong-code')
    const log = await operationLogStore(world.database.pool).find(everyOperation, null, 200)
    assert.equal(log.length, before.length)
    const whole = await answered(receiver.client.call('tips.get', { tipId }))
    assert.deepEqual([whole.named, whole.holders.toSorted()], [true, [lead.userId, leader.userId].toSorted()])
    const list = await answered(receiver.client.call('tips.list', {}))
    const seen = JSON.stringify([whole, list, log])
    for (const secret of ['甲乙丙', '19900001111', claimCode]) assert.equal(seen.includes(secret), false)
    const looks = await operationLogStore(world.database.pool).find({ ...everyOperation, action: 'tips.get' }, null, 9)
    assert.deepEqual(
      looks.map(({ actor, target }) => [actor, target]),
      [[receiver.userId, tipId]],
    )
  }))

test('whoever asks how a tip stands again and again has to wait', () =>
  inBureau(async (world) => {
    const guess = () => codeOf(stranger(world).call('tips.status', { tipId: 'T0', claimCode: 'AAAAA' }))
    const codes = new Set<string>()
    for (let tries = 0; tries < 11; tries += 1) codes.add(await guess())
    assert.deepEqual([...codes], ['404 tip.wrong-code', '429 tip.too-many'])
  }))

test('lists are paged and narrowed; another region sees nothing, and what is refused is told at its field', () =>
  inBureau(async (world, { receiver, leader, cashier, away }) => {
    const ids: string[] = []
    for (const what of ['一', '二', '三'])
      ids.unshift((await answered(receiver.client.call('tips.receive', { ...told, what }))).tipId)
    const first = await answered(leader.client.call('tips.list', { limit: 2 }))
    const rest = await answered(leader.client.call('tips.list', { limit: 2, after: first.next ?? '' }))
    assert.deepEqual(
      [...first.rows, ...rest.rows].map(({ tipId }) => tipId),
      ids,
    )
    assert.equal(first.rows[0]?.providerName, hospital.name)
    const listed = async (filter: Input<'tips.list'>) => (await answered(leader.client.call('tips.list', filter))).rows
    assert.equal((await listed({ state: 'accepted' })).length, 0)
    assert.equal((await listed({ providerCode: 'H0' })).length, 0)
    assert.equal((await listed({ matterId: 'M0' })).length, 0)
    assert.deepEqual((await answered(away.client.call('tips.list', {}))).rows, [])
    const [tipId = ''] = ids
    assert.equal(await codeOf(away.client.call('tips.get', { tipId })), '404 tip.unknown-tip')
    const accept = { tipId, act: 'accept', version: 1 } as const
    assert.equal(await codeOf(away.client.call('tips.act', accept)), '404 tip.unknown-tip')
    assert.equal(await codeOf(cashier.client.call('tips.get', { tipId })), '403 rest.no-right')
    const fieldOf = async (more: Partial<Input<'tips.receive'>>) => {
      const refused = await receiver.client.call('tips.receive', { ...told, ...more })
      return refused.ok ? 'ok' : `${refused.error.code} ${refused.error.field}`
    }
    assert.equal(await fieldOf({ providerCode: 'H-NONE' }), 'tip.unknown-institution providerCode')
    assert.equal(await fieldOf({ division: '980100' }), 'tip.no-right division')
    assert.equal(await fieldOf({ what: ' ' }), 'tip.nothing-said what')
    assert.equal(await fieldOf({ what: '\u202e反过来' }), 'tip.bad-text what')
    assert.equal(await fieldOf({ identity: ' ' }), 'tip.bad-text identity')
    const { rows } = await world.database.pool.query('select count(*)::int as count from tip')
    assert.deepEqual(rows, [{ count: 3 }])
  }))

test('a tip is linked to a matter that its receiver may see, and to no other', () =>
  inBureau(async (world, { receiver }) => {
    const { matterId } = await (await openBureau(world.database)).take()
    const { tipId } = await answered(receiver.client.call('tips.receive', told))
    await answered(act(receiver, tipId, { act: 'accept' }))
    const link = { act: 'link', matterId } as const
    assert.equal((await answered(act(receiver, tipId, link))).matterId, matterId)
    assert.equal((await answered(receiver.client.call('tips.list', { matterId }))).rows.length, 1)
  }))
