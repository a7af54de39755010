import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { evaluateScore, usualScore } from '@yibao/core/supervision'
import { readLabelledProviders } from '../files/provider-table.ts'

const run = promisify(execFile)
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const reference = process.env.YIBAO_REFERENCE
const withReference = {
  skip: reference === undefined && 'YIBAO_REFERENCE is not set, so data/medicare-provider-fraud is not read',
}

/** Made-up providers; every eighth is flagged, and reimbursed the more. */
function table(labelled: boolean): string {
  const header =
    'Provider,TotalInscClaimAmtReimbursed,MaxInscClaimAmtReimbursed,ClaimCounts,uniqBeneCount,uniqATPhysnCount,InClmsPct,StateCount_Uniq,MaxHospitalDays,MeanHospitalDays'
  const rows = Array.from({ length: 260 }, (_, index) => {
    const flagged = index % 8 === 0
    const claims = 20 + ((index * 37) % 90)
    const amount = claims * (flagged ? 900 : 200) + ((index * 53) % 1_000)
    const row = [`P${index}`, amount, amount / 4, claims, 15, 5, 0.2, 2, (index * 7) % 20, 0.5]
    return [...row, ...(labelled ? [flagged ? 1 : 0] : [])].join(',')
  })
  return `${[labelled ? `${header},PotentialFraud` : header, ...rows].join('\n')}\n`
}

let folder = ''
const at = (name: string) => join(folder, name)
const risk = (...args: readonly string[]) => run(process.execPath, [main, 'risk', ...args])
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-risk-'))
  await writeFile(at('labelled.csv'), table(true))
  await writeFile(at('bare.csv'), table(false))
})
after(() => rm(folder, { recursive: true, force: true }))

test('a model is learned, twice the same byte for byte, and scores providers without a label, with reasons', async () => {
  const train = (out: string) => risk('train', '--data', at('labelled.csv'), '--out', at(out), '--json')
  const [{ stdout }] = await Promise.all([train('a.json'), train('b.json')])
  assert.equal(JSON.parse(stdout).weights[0].feature, 'reimbursed')
  assert.equal(await readFile(at('a.json'), 'utf8'), await readFile(at('b.json'), 'utf8'))
  await risk('score', '--model', at('a.json'), '--data', at('bare.csv'), '--out', at('scores.csv'), '--lang', 'en')
  const [header, ...lines] = (await readFile(at('scores.csv'), 'utf8')).trimEnd().split('\n')
  assert.equal(header, 'provider,score,reasons')
  assert.equal(lines.length, 260)
  assert.match(lines[0] ?? '', /^P0,-?\d+\.\d{4},".*, (above|below) \d+% of providers, .*; start -?\d+\.\d{4}"$/)
  const scoreOf = (line = '') => Number(line.split(',')[1])
  assert.ok(scoreOf(lines[8]) > scoreOf(lines[9]))
})

test('what cannot be used is refused by name, with nothing written and a code that is not 0', async () => {
  const refused = (args: readonly string[], why: RegExp) =>
    assert.rejects(risk(...args), ({ code, stderr }: { code: number; stderr: string }) => {
      assert.equal(code, 1)
      assert.match(stderr, why)
      return true
    })
  await refused(['train', '--data', at('bare.csv'), '--out', at('c.json')], /缺少列 PotentialFraud/)
  await refused(['score', '--model', at('bare.csv'), '--data', at('bare.csv'), '--out', at('d.csv')], /不是风险模型/)
  await refused(
    ['train', '--data', at('labelled.csv'), '--out', join(folder, '.', 'labelled.csv')],
    /the file to be read/,
  )
  await refused(['evaluate', '--data', at('labelled.csv'), '--folds', '40'], /33 providers labelled 1, 40 are needed/)
  await assert.rejects(readFile(at('c.json')), { code: 'ENOENT' })
})

test('one fold of the shared providers: the score beats the amount alone', withReference, async () => {
  const path = join(reference ?? '', 'data', 'medicare-provider-fraud', 'providers_train.csv.gz')
  const { rows } = await readLabelledProviders(path)
  const step = evaluateScore(rows, { repeats: 1, folds: 5, seed: 1, options: usualScore }).next()
  assert.ok(step.done !== true)
  const { model, baseline } = step.value
  assert.ok(
    model.averagePrecision > baseline.averagePrecision + 0.02,
    `${model.averagePrecision} ${baseline.averagePrecision}`,
  )
})
