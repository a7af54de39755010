import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { evaluatePatterns, replantings } from '@yibao/core/supervision'
import { readClaims, readPeople } from './cms-claims.ts'
import { claimsFolder } from './cms-claims-folder.ts'
import { readTruthClaims, readTruthProviders } from './cms-claims-truth.ts'
import { readPatternBook } from './pattern-parameters.ts'

const reference = process.env.YIBAO_REFERENCE
const skip =
  reference === undefined && 'YIBAO_REFERENCE does not name the folder that holds data/cms-desynpuf-planted-dev'

const exact = ['duplicate-stay', 'split-stay', 'overlapping-stay', 'stay-after-death']

describe('patterns over claims with planted fraud', { skip }, () => {
  let loaded: ReturnType<typeof read> | null = null
  const load = () => {
    loaded ??= read()
    return loaded
  }
  const read = async () => {
    const files = await claimsFolder(join(reference ?? '', 'data', 'cms-desynpuf-planted-dev'))
    const stays = await readClaims(files.claims, await readPeople(files.beneficiaries))
    const truth = await readTruthClaims(files.truthClaims ?? '')
    const planted = await readTruthProviders(files.truthProviders ?? '')
    const upcoders = planted.filter(({ pattern }) => pattern === 'up-coding').map(({ providerCode }) => providerCode)
    return { facts: { stays, truth, upcoders }, parameters: (await readPatternBook()).parameters }
  }

  it('find all of the exact ones, 99 of 100 ring claims, and all up-coding hospitals first', async () => {
    const { facts, parameters } = await load()
    const { measures, ranking } = evaluatePatterns(facts, parameters, 1)
    for (const { pattern, recall, precision } of measures ?? []) {
      if (!exact.includes(pattern)) continue
      assert.equal(recall, 1, pattern)
      assert.ok((precision ?? 0) >= 0.95, `${pattern} ${precision}`)
    }
    const ring = measures?.find(({ pattern }) => pattern === 'card-ring')
    assert.ok((ring?.recall ?? 0) >= 0.99 && (ring?.precision ?? 0) >= 0.9, JSON.stringify(ring?.spread))
    assert.equal(ranking?.inFirst, 12)
    assert.equal(ranking?.lastPlace, 12)
  })
  it('do not lean on one planting: with another seed the same holds', async () => {
    const { facts, parameters } = await load()
    for (const { measures, ranking, seed } of replantings(facts, parameters, [101])) {
      for (const { pattern, recall, precision } of measures) {
        if (pattern === 'up-coding') continue
        assert.ok((recall ?? 0) >= 0.98 && (precision ?? 0) >= 0.9, `${pattern} ${seed}: ${recall} ${precision}`)
      }
      assert.ok(ranking.inFirst >= 10)
    }
  })
})
