import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { serverLimits } from '../http/pressure.ts'
import { addressList } from '../http/probes.ts'
import { openLog } from '../monitoring/index.ts'
import { standardLimits } from '../national/pressure.ts'
import type { Operations } from '../operations.ts'
import type { Patience } from '../store/pool.ts'
import { countArgument, publicUrlArgument } from './arguments.ts'

/** What the command line says of limits, probes, proxies, addresses and logs; JSON, for it travels to the workers. */
export interface OperationsChoice {
  readonly places: number
  readonly institutionPlaces: number
  readonly institutionRate: number
  readonly institutionBurst: number
  readonly httpConnections: number
  readonly probeFrom: string
  readonly proxyFrom: string
  readonly publicUrl?: string
  readonly logFile?: string
  readonly drainSeconds: number
}

/** How long a centre that others wait for waits for its database: less than the half minute that clients wait. */
export const servePatience: Patience = { connectionMs: 5_000, statementMs: 10_000 }

function networksArgument(text: string): string {
  try {
    addressList(text)
    return text
  } catch (error) {
    const which = error instanceof Error ? error.message : text
    throw new InvalidArgumentError(`${which}; 写成 write it as 10.1.2.3 or 10.0.0.0/8, separated by commas`)
  }
}

function secondsArgument(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('不是秒数 not a number of seconds; 写 0 到 999 write 0 to 999')
}

/** Adds the options of limits, probes, proxies, addresses and logs. */
export function operationsOptions(command: Command): Command {
  const { places, institutionPlaces, institutionRate, institutionBurst } = standardLimits
  return command
    .option(
      '--places <number>',
      '每进程同时处理的报文数，满则答「繁忙」 messages worked on at once in each process; the next one is told "busy"',
      countArgument,
      places,
    )
    .option(
      '--institution-places <number>',
      '其中每机构至多 of these for one institution at most',
      countArgument,
      institutionPlaces,
    )
    .option(
      '--institution-rate <number>',
      '每机构每秒报文数（每进程） messages of one institution per second, in each process',
      countArgument,
      institutionRate,
    )
    .option(
      '--institution-burst <number>',
      '每机构停顿后可一次发出的报文数 messages of one institution at a stroke, after a pause',
      countArgument,
      institutionBurst,
    )
    .option(
      '--http-connections <number>',
      '每进程的连接数上限 open connections in each process at most',
      countArgument,
      serverLimits.connections,
    )
    .option(
      '--probe-from <networks>',
      '除本机外可访问 /ready 和 /metrics 的地址 who besides this machine may ask /ready and /metrics: 10.1.2.3,10.0.0.0/8',
      networksArgument,
      '',
    )
    .option(
      '--proxy-from <networks>',
      '反向代理的地址，其 X-Forwarded-For、X-Forwarded-Proto 方予采信 reverse proxies whose X-Forwarded-For and -Proto count: 10.1.2.3,::1',
      networksArgument,
      '',
    )
    .option(
      '--public-url <url>',
      '参保人访问平台的地址，印在结算单二维码里 where people reach the centre; the code on statements opens it: https://yibao.example (default: the address it listens on)',
      publicUrlArgument,
    )
    .option('--log-file <file>', '逐笔结算日志（JSON 行） where the JSON lines go (default: standard error)')
    .option(
      '--drain-seconds <number>',
      '停止前先让 /ready 答 503 的秒数 seconds for which /ready says 503 before it stops',
      secondsArgument,
      0,
    )
}

/** @param worker which of the processes this is */
export function operationsOf(choice: OperationsChoice, worker: number, complain: (line: string) => void): Operations {
  const { places, institutionPlaces, institutionRate, institutionBurst } = choice
  const time = (): string => new Date().toISOString()
  return {
    limits: { places, institutionPlaces, institutionRate, institutionBurst },
    server: { ...serverLimits, connections: choice.httpConnections },
    probeFrom: addressList(choice.probeFrom),
    proxyFrom: addressList(choice.proxyFrom),
    publicUrl: choice.publicUrl ?? null,
    journal: openLog({ file: choice.logFile ?? null, worker, time, complain }),
    processMetrics: true,
    farewellMs: choice.drainSeconds * 1000,
  }
}
