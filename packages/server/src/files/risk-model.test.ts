import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { type ScoreModel, scoreFeatures, usualScore } from '@yibao/core/supervision'
import { modelText, namedModel, readModel, writeModel } from './risk-model.ts'

const model: ScoreModel = {
  features: scoreFeatures,
  options: usualScore(1),
  rows: 100,
  flagged: 20,
  prior: -1.3862943611198906,
  trees: [
    { feature: 0, below: 5, share: 0.3, less: { feature: 2, below: 1.5, share: 0.5, less: 0.1, rest: -0.2 }, rest: 0 },
  ],
  population: scoreFeatures.map(() => [1, 2, 3]),
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-model-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a model read from its file is the model that was written', async () => {
  const path = join(folder, 'model.json')
  const named = namedModel(model, 'd')
  await writeModel(path, named)
  assert.deepEqual(await readModel(path), named)
  assert.equal(await readFile(path, 'utf8'), modelText(namedModel(model, 'd')))
  assert.equal(typeof JSON.parse(await readFile(path, 'utf8')), 'object')
})

test('a model that was changed, of other features, or no model at all is refused with the cure', async () => {
  const path = join(folder, 'model.json')
  const refused = async (text: string, why: RegExp) => {
    await writeFile(path, text)
    await assert.rejects(readModel(path), why)
  }
  const text = modelText(namedModel(model, 'd'))
  await refused(text.replace('-0.2', '-0.3'), /生成后被改动/)
  await refused(text.replace('risk-model-1', 'risk-model-9'), /格式 layout yibao-risk-model-9/)
  await refused('{}', /不是风险模型.*risk train/)
  const signed = (body: string) =>
    refused(
      `{"layout":"yibao-risk-model-1",\n"digest":"${createHash('sha256').update(body).digest('hex')}",\n${body}`,
      /不是本程序写的/,
    )
  const body = text.split('\n').slice(2).join('\n')
  for (const bad of ['garbage', '"features":3}', body.replace('[0,5,', '[99,5,'), body.replace('-0.2', 'null')]) {
    await signed(bad)
  }
  const other = modelText(namedModel({ ...model, features: ['claims'] }, 'd'))
  await refused(other, /特征不是本版的特征/)
})
