import { join } from 'node:path'
import type { DischargedCase } from '@yibao/core/encounter'
import { type DivisionCode, divisionCode, parseDivisionCode } from '@yibao/core/kernel'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { pricedYear } from '../../sim/priced-year.ts'
import { caseMix } from '../../sim/priced-year-mix.ts'
import { writeDischargedCases } from '../files/discharged-case.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { policyFolder } from '../files/shipped.ts'
import { countArgument } from './arguments.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { calendarYear } from './payment-options.ts'
import { progressLine } from './progress.ts'

interface Options {
  readonly year: number
  readonly count: number
  readonly institutions: number
  readonly seed: number
  readonly scheme: string
  readonly division: DivisionCode
  readonly insurance?: '310' | '390'
}

function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是行政区划 not a division; 写六位数字 write its six digits')
}

/** A scheme by its name under policy/drg, or by its folder. */
export const schemeFolderOf = (scheme: string): string =>
  /[/\\]/.test(scheme) ? scheme : join(policyFolder, 'drg', scheme)

function* told(cases: Iterable<DischargedCase>, count: number): Generator<DischargedCase> {
  const progress = progressLine('写出 writing')
  let done = 0
  for (const one of cases) {
    yield one
    done += 1
    if (done % 1_000 === 0 || done === count) progress(done, count)
  }
}

async function run(path: string, { count, scheme: name, insurance, ...options }: Options): Promise<void> {
  await requireNewFile(path)
  const { scheme } = await readSchemeFolder(schemeFolderOf(name))
  const mix = caseMix(scheme, options.seed)
  const year = pricedYear({ ...options, cases: count, mix, ...(insurance === undefined ? {} : { scheme: insurance }) })
  const written = await writeDischargedCases(path, told(year.stream(), count))
  note(`已写出 written: ${written} 例 cases, ${path}`)
}

/** Adds `payment sample`. */
export function registerSampleCommand(payment: Command): void {
  payment
    .command('sample')
    .description(
      '模拟一年住院病例，写成文件 a generated year of cases as JSON lines: the same seed gives the same file',
    )
    .argument('<file>', '文件 where to')
    .option('--year <year>', '年度 the year', calendarYear, 2025)
    .option('--count <count>', '病例数 cases', countArgument, 50_000)
    .option('--institutions <count>', '机构数 institutions', countArgument, 60)
    .option('--seed <number>', '随机种子 seed', countArgument, 1)
    .option('--scheme <folder>', 'DRG 分组方案 whose groups the cases fill', 'starter')
    .option('--division <code>', '行政区划 division', divisionArgument, divisionCode('990301'))
    .addOption(new Option('--insurance <code>', '险种 of one insurance only').choices(['310', '390']))
    .action(run)
    .addHelpText('after', '\nExample:\n  ./yibao payment sample cases.jsonl --count 10000 --seed 7')
}
