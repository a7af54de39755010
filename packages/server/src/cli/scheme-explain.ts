import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { compileScheme, nearestGroups, traceCase, unknownCodes } from '@yibao/core/drg'
import type { Result } from '@yibao/core/kernel'
import { caseOfJson, jsonOfLine, type RecordFault, type WrittenCase } from '../files/discharge-record.ts'
import { groupingText } from '../text/grouping.ts'
import type { Shown } from '../text/grouping-lines.ts'
import { missingWords, nearestText } from '../text/grouping-nearest.ts'
import { requireReadable } from './import.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { openSchemeFolder } from './scheme-folders.ts'

export interface SchemeExplainChoice {
  readonly scheme?: string
  readonly cases?: string
  readonly case?: string
  readonly full?: true
  readonly near: number
  readonly lang: Shown
  readonly json?: true
}

/** @throws Error that tells the fault of a record and its cure */
function caseRead(read: Result<WrittenCase, RecordFault>): WrittenCase {
  if (read.ok) return read.value
  const { field, value, what, cure } = read.error
  throw new Error(
    `病例有误 the case has a fault: ${[field, value].filter((part) => part !== '').join(' ')}：${what}。${cure}`,
  )
}

function caseOf(line: string): WrittenCase {
  const json = jsonOfLine(line)
  // A record that somebody types in has no number.
  return caseRead(json.ok ? caseOfJson({ id: '-', ...json.value }) : json)
}

async function caseOfFile(path: string, id: string): Promise<WrittenCase> {
  await requireReadable(path)
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    // Most lines are other cases: only those that hold the text can be the one.
    if (!line.includes(id)) continue
    const found = caseOf(line.trim())
    if (String(found.id) === id) return found
  }
  throw new Error(`${path} 中没有病例 ${id} no such case：请核对编号 check the id`)
}

async function askedCase({ cases, case: id }: SchemeExplainChoice): Promise<WrittenCase> {
  if (cases !== undefined && id !== undefined) return caseOfFile(cases, id)
  if (cases !== undefined || id !== undefined) {
    throw new Error('--case 与 --cases 须一起写 belong together：--cases cases.jsonl --case d0001')
  }
  if (process.stdin.isTTY) note('从标准输入读取一个病例，按 Ctrl-D 结束 reading one case from standard input')
  return caseOf((await text(process.stdin)).trim())
}

/** Groups one case and tells the road it took and the groups beside it. */
export async function schemeExplain(choice: SchemeExplainChoice): Promise<void> {
  const { scheme } = await openSchemeFolder(choice.scheme)
  const { id, record } = await askedCase(choice)
  const grouper = compileScheme(scheme)
  const traced = traceCase(grouper, record)
  const unknown = unknownCodes(grouper, record)
  const nearby = nearestGroups(grouper, record, choice.near)
  if (choice.json === true) {
    const nearest = nearby.map((one) => ({
      ...one,
      missing: one.missing.map((missing) => {
        const [zh, en] = missingWords(scheme, missing)
        return { ...missing, zh, en }
      }),
    }))
    print({ id, ...traced, unknown, nearest })
    return
  }
  const lines = groupingText(scheme, record, traced, { full: choice.full === true, shown: choice.lang })
  const near = traced.grouping.status === 'invalid' ? [] : ['', ...nearestText(scheme, nearby, choice.lang)]
  print([...lines, ...near].join('\n'))
  if (unknown.length > 0) {
    const codes = unknown.map(({ code }) => code).join(' ')
    note(`方案未列的编码，请核对编码版本 codes the scheme does not name, check their edition: ${codes}`)
  }
}
