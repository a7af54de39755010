import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { findInScheme, schemeTreeText } from './scheme-tree.ts'

const { scheme } = await readSchemeFolder(starterScheme)

function shown(code: string, language: 'zh' | 'en' = 'zh'): readonly string[] {
  const place = findInScheme(scheme, code)
  assert.ok(place !== null, code)
  return schemeTreeText(scheme, place, language)
}

test('a group is shown with its ADRG, its place and every split in words', () => {
  const lines = [
    'MDCG 消化系统疾病及功能障碍 第 2 步',
    '  GD2 阑尾切除术：主要手术在 GD.ops',
    '    GD23 阑尾切除术，伴并发症或合并症：有计入的严重并发症或合并症（MCC） 或 有计入的并发症或合并症（CC）',
    '    GD25 阑尾切除术，不伴并发症或合并症：无条件',
    '    均不成立：继续下一步',
  ]
  assert.deepEqual(shown('GD23'), lines)
  assert.deepEqual(shown('GD2'), lines)
})

test('an MDC goes by its letter or its key', () => {
  assert.deepEqual(shown('P'), shown('MDCP'))
  assert.equal(
    shown('P', 'en')[0],
    'MDCP 新生儿及其他围产期新生儿疾病: the principal diagnosis is in MDCP.dx and age = 0 years',
  )
})

test('a list is shown with its codes, a code with the lists and tables it stands in', () => {
  assert.match(shown('GD.ops')[0] ?? '', /^GD\.ops：\d+ 个编码$/)
  const lines = shown('J18.900')
  assert.ok(
    lines.some((line) => line.includes('是 CC，排除表 breathing')),
    lines.join('\n'),
  )
  assert.ok(shown('47.0100').includes('  GD.ops') || shown('47.0100').includes('    GD.ops'))
})

test('the overview names every MDC and ADRG; what is nowhere is not found', () => {
  const lines = schemeTreeText(scheme, null, 'zh')
  for (const { code } of Object.values(scheme.adrgs))
    assert.ok(
      lines.some((line) => line.includes(code)),
      code,
    )
  assert.equal(findInScheme(scheme, 'Q99'), null)
})
