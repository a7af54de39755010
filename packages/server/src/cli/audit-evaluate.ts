import { writeFile } from 'node:fs/promises'
import {
  evaluatePatterns,
  type PatternEvaluation,
  type PatternMeasure,
  type Replanted,
  replantings,
} from '@yibao/core/supervision'
import { Command } from 'commander'
import { readClaims, readPeople } from '../files/cms-claims.ts'
import { type ClaimsFolder, claimsFolder, digestOf } from '../files/cms-claims-folder.ts'
import { patternNames, readTruthClaims, readTruthProviders, type StayPattern } from '../files/cms-claims-truth.ts'
import { claimFindings, providerFindings } from '../files/cms-findings.ts'
import { readPatternBook } from '../files/pattern-parameters.ts'
import { evaluationLines, replantedLines, spreadOver } from '../text/pattern-report.ts'
import { rankText, whyText } from '../text/pattern-words.ts'
import { countArgument } from './arguments.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface EvaluateChoice {
  readonly data: string
  readonly beneficiaries?: string
  readonly parameters?: string
  readonly replant?: number
  readonly seed: number
  readonly out?: string
  readonly json?: true
}

async function readFolder(files: ClaimsFolder) {
  const people = await readPeople(files.beneficiaries)
  const stays = await readClaims(files.claims, people)
  const truth = files.truthClaims === null ? null : await readTruthClaims(files.truthClaims)
  const planted = files.truthProviders === null ? null : await readTruthProviders(files.truthProviders)
  const upcoders =
    planted?.filter(({ pattern }) => pattern === 'up-coding').map(({ providerCode }) => providerCode) ?? null
  const known = new Set(stays.map(({ stayId }) => stayId))
  const strangers = truth?.filter(({ id }) => !known.has(id)).length ?? 0
  if (strangers > 0)
    note(
      `真值中有 ${strangers} 行没有对应的结算，按漏报计 rows of the truth have no claim and count as missed: is it of these claims?`,
    )
  return { stays, truth, upcoders }
}

function replantedOf(pattern: string, all: readonly Replanted[]): object {
  const own = all.flatMap(({ measures }) => measures.filter((one) => one.pattern === pattern))
  return {
    seeds: all.map(({ seed }) => seed),
    recall: spreadOver(own.map(({ recall }) => recall)),
    precision: spreadOver(own.map(({ precision }) => precision)),
    ...(pattern === 'up-coding'
      ? { inFirst: all.map(({ ranking }) => ranking.inFirst), planted: all.map(({ ranking }) => ranking.planted) }
      : {}),
  }
}

function measureJson({ pattern: _, findings, ...measure }: PatternMeasure): object {
  return { findings, ...measure }
}

function patternsJson(
  { screened, measures, ranking }: PatternEvaluation,
  all: readonly Replanted[],
): readonly object[] {
  return screened.map(({ pattern, findings, weaker, notLooked }) => {
    const measure = measures?.find((one) => one.pattern === pattern)
    return {
      pattern: patternNames[pattern as StayPattern],
      unit: 'claim',
      findings: findings.length,
      ...(measure === undefined ? {} : measureJson(measure)),
      ...(pattern === 'up-coding' && ranking !== null ? { providers: ranking } : {}),
      weaker: weaker.length,
      notLooked,
      ...(all.length === 0 ? {} : { replanted: replantedOf(pattern, all) }),
    }
  })
}

/** Without files of people nobody's death is known: then nothing was looked at. */
function withDeaths(evaluation: PatternEvaluation, { beneficiaries }: ClaimsFolder, stays: number): PatternEvaluation {
  if (beneficiaries.length > 0) return evaluation
  const screened = evaluation.screened.map((one) =>
    one.pattern === 'stay-after-death' ? { ...one, notLooked: { 'no-beneficiaries': stays } } : one,
  )
  return { ...evaluation, screened }
}

async function evaluate(choice: EvaluateChoice): Promise<void> {
  if (choice.out !== undefined) await requireNewFile(choice.out)
  const { parameters, digest: parametersDigest } = await readPatternBook(choice.parameters)
  const files = await claimsFolder(choice.data, choice.beneficiaries)
  if (files.beneficiaries.length === 0)
    note('没有参保人文件，死亡后住院未查 no beneficiary files: stays after death are not looked at')
  const digest = await digestOf([files.claims, ...files.beneficiaries])
  const facts = await readFolder(files)
  const evaluation = withDeaths(evaluatePatterns(facts, parameters, choice.seed), files, facts.stays.length)
  const all: Replanted[] = []
  const seeds = Array.from({ length: choice.replant ?? 0 }, (_, index) => choice.seed + index)
  for (const one of seeds.length === 0 ? [] : replantings(facts, parameters, seeds)) {
    all.push(one)
    note(`种子 seed ${one.seed}：${all.length}/${seeds.length}`)
  }
  const result = {
    data: choice.data,
    claims: facts.stays.length,
    beneficiaries: files.beneficiaries.length > 0,
    digest,
    parameters: parametersDigest,
    seed: choice.seed,
    patterns: patternsJson(evaluation, all),
    findings: claimFindings(evaluation, facts.stays, whyText),
    providers: providerFindings(evaluation, whyText, rankText, parameters.upcoding.report),
  }
  if (choice.out !== undefined)
    await writeFile(choice.out, `${JSON.stringify(result, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  if (choice.json === true) return print(result)
  print(
    [
      `${choice.data}：${facts.stays.length} 次住院 claims，SHA-256 ${digest.slice(0, 16)}…，参数 parameters ${parametersDigest.slice(0, 12)}…`,
      '',
      ...evaluationLines(evaluation),
      ...replantedLines(all),
      ...(choice.out === undefined ? [] : ['', `明细已写入 findings written to ${choice.out}`]),
    ].join('\n'),
  )
}

/** `yibao audit evaluate`. */
export function auditEvaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      '在公开格式的住院结算上评测欺诈模式：召回、精确及其波动 measure the fraud patterns on claims in the public CMS layout: recall, precision and their spread',
    )
    .requiredOption(
      '--data <folder>',
      '数据目录 folder with claims.csv(.gz) and, if known, truth_claims.csv(.gz) and truth_providers.csv',
    )
    .option(
      '--beneficiaries <folder>',
      '参保人文件目录 folder with beneficiary_<year>.csv(.gz) (default: the data folder, else ../cms-desynpuf beside it)',
    )
    .option('--parameters <file>', '参数文件 another file of parameters (default: the one that ships)')
    .option(
      '--replant <count>',
      '换种子重新植入的次数 plant anew with so many seeds and measure the spread',
      countArgument,
    )
    .option('--seed <number>', '首个种子 the first seed, also of the resamples', countArgument, 1)
    .option('--out <file>', '把全部发现写成 JSON write everything as JSON into a new file')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit evaluate --data ./claims --replant 10')
    .action(evaluate)
}
