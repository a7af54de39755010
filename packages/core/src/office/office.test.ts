import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, localDateTime } from '../kernel/index.ts'
import {
  accountLockout,
  addressLockout,
  afterTry,
  freshTries,
  giveBack,
  isLocked,
  isToBeSeen,
  knownPlaceLockout,
  maskIdentityNumbers,
  maskName,
  maskNumber,
  mayReach,
  momentOf,
  networkOf,
  passwordFaults,
  passwordStanding,
  reachHolds,
  reachOf,
  regionHolds,
  rights,
  rightsOf,
  roles,
  roleTerms,
  secondsOf,
  sharedReach,
  standingOf,
  type Tries,
} from './index.ts'

test('every right is some role’s, and administrators have no right of business', () => {
  const given = new Set(roles.flatMap((role) => rightsOf(role)))
  assert.deepEqual(
    rights.filter((right) => !given.has(right)),
    [],
  )
  const office = /^(?:users|roles|sessions|log|keys|centre)\./
  for (const role of roles) {
    const isAdministrator = roleTerms(role).kind === 'administrator'
    assert.ok(
      rightsOf(role).every((right) => office.test(right) === isAdministrator),
      role,
    )
  }
})

test('the three administrators share nothing but the sight of users', () => {
  const [system, security, audit] = (['system-admin', 'security-admin', 'audit-admin'] as const).map(rightsOf)
  const shared = [...(system ?? []), ...(security ?? []), ...(audit ?? [])].filter(
    (right, index, all) => all.indexOf(right) !== index,
  )
  assert.deepEqual(new Set(shared), new Set(['users.read']))
})

test('a province holds its counties, a county holds itself, the country holds all', () => {
  const holds = (region: string, division: string) => regionHolds(divisionCode(region), divisionCode(division))
  assert.ok(
    holds('990000', '990212') && holds('990200', '990212') && holds('990212', '990212') && holds('000000', '990212'),
  )
  assert.ok(
    !holds('990212', '990200') &&
      !holds('990213', '990212') &&
      !holds('980000', '990212') &&
      !holds('990000', '000000'),
  )
})

test('a clerk of one county and auditor of another exports only the other’s', () => {
  const grants = [
    { role: 'clerk', scope: { kind: 'region', division: divisionCode('990212') } },
    { role: 'auditor', scope: { kind: 'region', division: divisionCode('990213') } },
  ] as const
  const user = { grants }
  assert.deepEqual(reachOf(user, 'people.read').regions, ['990212', '990213'])
  assert.deepEqual(reachOf(user, 'reports.export').regions, ['990213'])
  const person = { divisions: [divisionCode('990212')], institutions: [] }
  assert.ok(mayReach(reachOf(user, 'people.read'), person) && !mayReach(reachOf(user, 'reports.export'), person))
  assert.ok(!mayReach(reachOf(user, 'log.read'), person))
})

test('names and numbers are masked in the middle', () => {
  assert.deepEqual(['', '张', '张三', '张小三', '欧阳小娜', '买买提·吐尔逊'].map(maskName), [
    '',
    '张*',
    '张*',
    '张*三',
    '欧**娜',
    '买***逊',
  ])
  assert.deepEqual(['', '1234', '990000198001010012'].map(maskNumber), ['', '1…', '9900…12'])
  assert.equal(maskIdentityNumbers('见990000198001010012。'), '见9900…12。')
})

const codes = (password: string) =>
  passwordFaults(password, { userId: 'zhang.san', name: '张三' }).map(({ fault }) => fault)

test('a password is long, its own, and not the user’s name', () => {
  for (const good of ['kettle-lamp-orbit', '雨天带伞出门向左转再向右走', 'vK8#mTq2!xLw', 'blue tram at six']) {
    assert.deepEqual(codes(good), [], good)
  }
  assert.deepEqual(codes('vK8#mTq2'), ['too-short'])
  assert.deepEqual(codes('x'.repeat(200)), ['too-long'])
  assert.deepEqual(codes('Zhang.San-kettle-orbit'), ['holds-user-name'])
  assert.deepEqual(codes('kettle\u0000lamp-orbit'), ['control-characters'])
  assert.deepEqual(codes('aaaaaaaabbbb'), ['too-uniform'])
})

for (const common of [
  'Password1234',
  'P@ssw0rd123456',
  'administrator1',
  '123456789012',
  'qwertyuiop123',
  'Yibao@2025!!',
  'Admin@123456',
  'woaini5201314',
  '1qaz2wsx3edc',
  'abcdefghijkl',
  'changeme1234',
]) {
  test(`the password ${common} is too common`, () => assert.ok(codes(common).includes('too-common')))
}

test('five tries lock an account, each further lock lasts twice as long, and guessing on does not stretch it', () => {
  let tries: Tries = freshTries
  let now = 1_000_000
  for (let time = 1; time <= 5; time += 1) {
    assert.ok(!isLocked(tries, now), `try ${time}`)
    tries = afterTry(tries, accountLockout, now)
  }
  assert.equal(tries.lockedUntil, now + 900)
  assert.equal(afterTry(tries, accountLockout, now + 10), tries)
  now += 900
  assert.ok(!isLocked(tries, now))
  for (let time = 1; time <= 5; time += 1) tries = afterTry(tries, accountLockout, now)
  assert.equal(tries.lockedUntil, now + 1800)
  const later = now + 1800 + 24 * 3600
  for (let time = 1; time <= 5; time += 1) tries = afterTry(tries, accountLockout, later)
  assert.equal(tries.lockedUntil, later + 900, 'a day later the locks are forgotten')
})

test('where the owner signs in, wrong tries make him wait a minute, then longer, an hour at most', () => {
  let tries: Tries = freshTries
  let now = 1_000_000
  const waits: number[] = []
  for (let round = 0; round < 8; round += 1) {
    for (let time = 1; time <= 5; time += 1) tries = afterTry(tries, knownPlaceLockout, now)
    waits.push(tries.lockedUntil - now)
    now = tries.lockedUntil
  }
  assert.deepEqual(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600])
})

test('tries that lie far apart lock nothing', () => {
  let tries: Tries = freshTries
  for (let time = 0; time < 100; time += 1) tries = afterTry(tries, accountLockout, 1_000_000 + time * 900)
  assert.deepEqual([tries.locks, tries.times], [0, 1])
})

test('good sign-ins of a whole office do not use up their address', () => {
  let tries: Tries = freshTries
  for (let time = 0; time < 500; time += 1) {
    const counted = afterTry(tries, addressLockout, 1_000_000 + time)
    tries = giveBack(counted, addressLockout, null)
  }
  assert.ok(!isLocked(tries, 1_000_500))
  const full = { times: 29, since: 1_000_000, locks: 0, lockedUntil: 0 }
  const filled = afterTry(full, addressLockout, 1_000_100)
  assert.deepEqual(giveBack(filled, addressLockout, filled.lockedUntil), full)
})

test('a lock that others set while a good sign-in was looked at stays', () => {
  const counted = afterTry({ times: 28, since: 1_000_000, locks: 0, lockedUntil: 0 }, addressLockout, 1_000_100)
  const locked = afterTry(counted, addressLockout, 1_000_100)
  assert.ok(isLocked(locked, 1_000_100))
  assert.deepEqual(giveBack(locked, addressLockout, null), locked)
})

const morning = localDateTime('2025-03-03 08:00:00')
const home = { address: '10.0.0.1', agent: 'A' }
const session = { startedAt: morning, seenAt: morning, endedAt: null, ...home }

test('a session stands while it is used, from where it was begun, for half a day', () => {
  const on = (time: string, from = home, seen: string = time) =>
    standingOf({ ...session, seenAt: localDateTime(`2025-03-03 ${seen}`) }, from, localDateTime(`2025-03-03 ${time}`))
  assert.equal(on('08:29:59', home, '08:00:00'), 'stands')
  assert.equal(on('08:30:00', home, '08:00:00'), 'idle')
  assert.equal(on('19:59:59'), 'stands')
  assert.equal(on('20:00:00'), 'too-old')
  assert.equal(on('08:10:00', { ...home, address: '10.0.0.2' }), 'used-elsewhere')
  assert.equal(on('08:10:00', { ...home, agent: 'B' }), 'used-elsewhere')
  assert.equal(standingOf({ ...session, endedAt: morning }, { ...home, agent: 'B' }, morning), 'ended')
  assert.ok(
    !isToBeSeen(session, localDateTime('2025-03-03 08:00:59')) &&
      isToBeSeen(session, localDateTime('2025-03-03 08:01:00')),
  )
})

test('a first password is changed within a week; others last, unless the house limits them', () => {
  const on = (day: string, mustChange: boolean, limit: number | null) =>
    passwordStanding({ setAt: morning, mustChange }, limit, localDateTime(`${day} 08:00:00`))
  assert.deepEqual(
    [
      on('2025-03-04', true, null),
      on('2025-03-10', true, null),
      on('2035-03-10', false, null),
      on('2025-05-31', false, 90),
      on('2025-06-01', false, 90),
    ],
    ['must-change', 'lapsed', 'stands', 'stands', 'must-change'],
  )
})

test('seconds count through midnight and leap days', () => {
  assert.equal(secondsOf(localDateTime('1970-01-01 00:00:00')), 0)
  for (const at of ['1969-12-31 23:59:59', '2024-02-29 12:34:56', '2999-12-31 23:59:59'].map(localDateTime)) {
    assert.equal(momentOf(secondsOf(at)), at)
  }
  assert.equal(
    secondsOf(localDateTime('2024-03-01 00:00:01')) - secondsOf(localDateTime('2024-02-28 23:59:59')),
    86_402,
  )
})

test('whoever reaches the whole reaches what belongs nowhere, and nobody else does', () => {
  const nowhere = { divisions: [], institutions: [''] }
  assert.ok(mayReach({ regions: [divisionCode('000000')], institutions: [] }, nowhere))
  assert.ok(!mayReach({ regions: [divisionCode('330000')], institutions: ['H1'] }, nowhere))
})

test('an address of IPv6 counts with its whole network, one of IPv4 for itself', () => {
  const same = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::7', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::']
  assert.deepEqual(new Set(same.map(networkOf)), new Set(['2001:db8:1:2::/64']))
  assert.equal(networkOf('2001:db8:1:3::1'), '2001:db8:1:3::/64')
  assert.equal(networkOf('fe80::1'), 'fe80:0:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  for (const address of ['203.0.113.9', '::ffff:203.0.113.9']) assert.equal(networkOf(address), address)
})

test('what two reaches share lies within both, and a reach that lost a region or an institution no longer holds what it was', () => {
  const reach = (regions: readonly string[], institutions: readonly string[] = []) => ({
    regions: regions.map(divisionCode),
    institutions,
  })
  const city = reach(['990200'], ['H1'])
  assert.deepEqual(sharedReach(reach(['990000'], ['H1', 'H2']), city), city)
  assert.deepEqual(sharedReach(reach(['990212', '330200']), city), reach(['990212']))
  assert.deepEqual(sharedReach(reach(['990000', '990200']), reach(['000000'])), reach(['990000']))
  assert.ok(reachHolds(city, city) && reachHolds(city, reach(['990212'])) && reachHolds(reach(['000000']), city))
  assert.ok(!reachHolds(reach(['990212'], ['H1']), city), 'a region that became smaller')
  assert.ok(!reachHolds(reach(['990200']), city), 'an institution less')
})
