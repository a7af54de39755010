import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { divisionCode } from '../kernel/index.ts'
import {
  afterTry,
  freshTries,
  type Grant,
  grantRole,
  type Hand,
  handOf,
  isLocked,
  maskName,
  maskNumber,
  mayReach,
  reachOf,
  reachWithin,
  regionHolds,
  revokeRole,
  rights,
  rightsOf,
  roles,
  type Scope,
  type User,
  wholeRegion,
} from './index.ts'

const divisions = ['000000', '990000', '990200', '990212', '990213', '990300', '980000'].map(divisionCode)
const division = fc.constantFrom(...divisions)
const institution = fc.constantFrom<string[]>('H1', 'H2', 'H3')
const scope: fc.Arbitrary<Scope> = fc.oneof(
  division.map((code): Scope => ({ kind: 'region', division: code })),
  institution.map((providerCode): Scope => ({ kind: 'institution', providerCode })),
  fc.constant<Scope>({ kind: 'region', division: wholeRegion }),
)
const grant: fc.Arbitrary<Grant> = fc.record({ role: fc.constantFrom(...roles), scope })
const userId = fc.constantFrom('one', 'two', 'three')

test('whatever is granted and revoked, by whom and in which order, no account holds two offices', () => {
  const step = fc.record({ by: fc.oneof(userId, fc.constant(null)), to: userId, grant, take: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const users = new Map<string, User>(
        ['one', 'two', 'three'].map((id) => [id, { userId: id, name: id, grants: [] }]),
      )
      for (const { by, to, grant: wanted, take } of steps) {
        const [actor, target] = [by === null ? undefined : users.get(by), users.get(to)]
        if (target === undefined) continue
        const hand: Hand = actor === undefined ? { kind: 'console' } : { kind: 'user', user: actor }
        const result = take ? revokeRole(hand, target, wanted) : grantRole(hand, target, wanted)
        if (!result.ok) continue
        users.set(to, result.value)
        assert.notEqual(by, to, 'nobody changes his own grants')
        assert.ok(new Set(result.value.grants.map(({ role }) => handOf(role))).size <= 1)
      }
    }),
  )
})

test('a thing is within reach exactly when some one grant allows the right there', () => {
  const target = fc.record({ divisions: fc.array(division, { maxLength: 3 }), institutions: fc.array(institution) })
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 6 }), fc.constantFrom(...rights), target, (grants, right, thing) => {
      const byHand = grants.some(
        ({ role, scope: where }) =>
          rightsOf(role).includes(right) &&
          (where.kind === 'institution'
            ? thing.institutions.includes(where.providerCode)
            : where.division === wholeRegion || thing.divisions.some((one) => regionHolds(where.division, one))),
      )
      assert.equal(mayReach(reachOf({ grants }, right), thing), byHand)
    }),
  )
})

test('no region of a reach lies within another', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 8 }), fc.constantFrom(...rights), (grants, right) => {
      const { regions } = reachOf({ grants }, right)
      for (const one of regions) {
        for (const other of regions) assert.ok(one === other || !regionHolds(one, other), `${one} ${other}`)
      }
    }),
  )
})

test('a reach that is narrowed to a region holds a division exactly when both hold it', () => {
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 6 }),
      fc.constantFrom(...rights),
      division,
      division,
      (grants, right, region, one) => {
        const whole = reachOf({ grants }, right)
        const place = { divisions: [one], institutions: [] }
        const both = one !== wholeRegion && mayReach(whole, place) && regionHolds(region, one)
        assert.equal(mayReach({ ...reachWithin(whole, region), institutions: [] }, place) && one !== wholeRegion, both)
      },
    ),
  )
})

test('however tries fall, never more of them are let through in a window than are allowed', () => {
  const terms = { most: 5, windowSeconds: 900, lockSeconds: 900, longestLockSeconds: 86_400 }
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 200 }), (gaps) => {
      let state = freshTries
      let now = 1_000_000
      const letThrough: number[] = []
      for (const gap of gaps) {
        now += gap
        if (isLocked(state, now)) continue
        state = afterTry(state, terms, now)
        letThrough.push(now)
        const recent = letThrough.filter((at) => at > now - terms.windowSeconds)
        assert.ok(recent.length < 2 * terms.most, `${recent.length} within a window`)
      }
    }),
  )
})

test('a masked name shows at most its first and last letter, a masked number at most six signs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 8 }), (name) => {
      const letters = [...name]
      const shown = [...maskName(name)].filter(
        (letter, index, all) => letter !== '*' && (index === 0 || index === all.length - 1),
      )
      assert.ok(shown.length <= 2)
      assert.ok(!maskName(name).includes(letters.slice(0, 2).join('')) || letters[1] === '*')
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^\d{15,18}$/), (number) => {
      assert.ok(maskNumber(number).replace('…', '').length <= 6)
    }),
  )
})
