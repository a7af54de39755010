import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkScheme, type Scheme } from '@yibao/core/drg'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { findingsText } from './scheme-findings.ts'

const { scheme: starter } = await readSchemeFolder(starterScheme)

/** The shipped scheme with the splits of one ADRG the other way round. */
function turned(key: string): Scheme {
  const adrg = starter.adrgs[key]
  assert.ok(adrg !== undefined)
  return { ...starter, adrgs: { ...starter.adrgs, [key]: { ...adrg, drgs: adrg.drgs.toReversed() } } }
}

test('the shipped scheme has no defect', () => {
  assert.deepEqual(findingsText(starter, checkScheme(starter), 'both'), [])
})

test('a defect is told with its place, the groups that are lost, and the cure', () => {
  const scheme = turned('GD2')
  assert.deepEqual(findingsText(scheme, checkScheme(scheme), 'both').slice(0, 2), [
    '警告 adrgs.GD2.drgs[1].when：排在无条件的 GD25 之后，永远轮不到（永不出现的组 GD23）：移到它前面',
    'warn adrgs.GD2.drgs[1].when: stands behind GD25, which takes every case (groups lost: GD23): move it before',
  ])
})

test('a refusal is told as one', () => {
  const scheme = { ...starter, mdcOrder: starter.mdcOrder.slice(1) }
  assert.deepEqual(findingsText(scheme, checkScheme(scheme), 'zh'), [
    '拒绝 mdcs.MDCA：MDCA 不在 mdcOrder 中，永不进入：补上其位置',
  ])
})

const reference = process.env.YIBAO_REFERENCE
const skip = reference === undefined && 'YIBAO_REFERENCE does not name the folder that holds reference/drg'

test('every defect of the schemes that cities use has a sentence in both languages', { skip }, async () => {
  for (const name of ['chs_drg_10', 'beijing_2022', 'wuxi_2022', 'zhejiang_2022', 'foshan_2022']) {
    const { scheme } = await readSchemeFolder(join(reference ?? '', 'reference', 'drg', name))
    const findings = checkScheme(scheme)
    const lines = findingsText(scheme, findings, 'both')
    assert.equal(lines.length, 2 * findings.length)
    for (const line of lines) assert.doesNotMatch(line, /undefined|\[object|（）|\(\)|[，：]{2}/, line)
  }
})
