import { availableParallelism } from 'node:os'
import { isoDate } from '@yibao/core/kernel'
import { Command } from 'commander'
import { sandboxDivision } from '../../sandbox/institutions.ts'
import { plantSandbox } from '../../sandbox/plant.ts'
import { systemClock } from '../clock.ts'
import { openCentre } from '../compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../files/shipped.ts'
import { isEverywhere, isOpenToOthers } from '../http/server.ts'
import { idSource } from '../ids.ts'
import { runWorkers } from '../processes/index.ts'
import type { Database } from '../store/database.ts'
import { registrySizes } from '../store/registry-store.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { beginUpkeep } from '../upkeep.ts'
import { countArgument, portArgument } from './arguments.ts'
import {
  connectionsEach,
  connectionsOf,
  connectionsOfPrimary,
  connectionsTogether,
  requireRoom,
} from './connections.ts'
import { listenOn, portError } from './listen.ts'
import { type OperationsChoice, operationsOf, operationsOptions, servePatience } from './operations.ts'
import { type DatabaseChoice, databaseOptions, databaseUrlOf, dataDirOf, note, openChosenDatabase } from './options.ts'
import type { ServeSettings } from './serve-worker.ts'
import { untilStopped } from './stopping.ts'

interface ServeOptions extends DatabaseChoice, OperationsChoice {
  readonly host: string
  readonly port: number
  readonly workers: number
  readonly connections?: number
}

/** A centre that answers, in one process or in several. */
interface Serving {
  readonly address: string
  /** Aborted with the reason when it cannot go on. */
  readonly lost: AbortSignal
  stop(): Promise<void>
}

type Ground = Parameters<typeof beginUpkeep>[0] & Pick<ServeSettings, 'profiles'>

/** More processes on one machine stand in each other's way at the database. */
const workersAtMost = 8

/** One per core; half of that where the database works on the same cores: more of them only cut its batches smaller. */
function usualWorkers(choice: DatabaseChoice): number {
  const cores = availableParallelism()
  const ours = databaseUrlOf(choice) === undefined ? Math.max(1, Math.floor(cores / 2)) : cores
  return Math.min(workersAtMost, ours)
}

/** How long a worker may take to finish what is running, once its farewell is over. */
const stopMs = 15_000

async function serveAlone(ground: Ground, options: ServeOptions): Promise<Serving> {
  const { host, port } = options
  const centre = await openCentre({ ...ground, operations: operationsOf(options, 1, note) })
  try {
    const address = await listenOn(centre, host, port)
    return { address, lost: ground.database.lost, stop: centre.close }
  } catch (error) {
    await centre.close()
    throw error
  }
}

async function serveTogether(ground: Ground, options: ServeOptions): Promise<Serving> {
  const { database, packs, profiles, log } = ground
  const { host, port, workers, connections, drainSeconds } = options
  const { url, serverVersion, embedded } = database
  const maxConnections = connectionsOf(workers, connections)
  if (embedded) requireRoom(workers, maxConnections)
  const endUpkeep = await beginUpkeep(ground)
  const settings: ServeSettings = {
    database: { url, serverVersion, embedded },
    maxConnections,
    dataDir: dataDirOf(options),
    packs,
    profiles,
    operations: options,
  }
  try {
    const entry = new URL('./serve-worker.ts', import.meta.url)
    const patience = drainSeconds * 1000 + stopMs
    const running = await runWorkers({ entry, settings, workers, host, port, log, stopMs: patience })
    return {
      address: running.address,
      lost: AbortSignal.any([database.lost, running.lost]),
      async stop() {
        await running.stop()
        await endUpkeep()
      },
    }
  } catch (error) {
    await endUpkeep()
    throw portError(error, host, port)
  }
}

/** What an operator wants to read first. */
async function tellStart({ database: { pool } }: Ground, address: string, options: ServeOptions): Promise<void> {
  const { items, institutions } = await registrySizes(pool)
  note(`业务时间 business time  ${systemClock.now()}`)
  if (options.workers > 1) note(`工作进程 workers        ${options.workers}`)
  const everywhere = isEverywhere(options.host)
  const here = everywhere ? `http://127.0.0.1:${new URL(address).port}` : address
  note(`已启动 listening         ${here}  (POST ${here}/fsi/api/rsfComIfsService/callService)`)
  if (everywhere) note('本机的其他地址也可访问 and at every other address of this machine')
  if (options.publicUrl === undefined && everywhere) {
    note(
      '未给公开地址，结算单不印二维码 no public address, so statements carry no code: --public-url https://yibao.example',
    )
  }
  if (isOpenToOthers(options.host) && options.publicUrl?.startsWith('https:') !== true) {
    note(
      'HTTP 不加密，同一网络的人看得到口令和会话：真实数据请在前面放 HTTPS 代理 plain HTTP, so others on the network can read passwords and sessions: put a proxy with HTTPS before it for real data (docs/running.md)',
    )
  }
  if (options.sandbox === true) note('沙箱 the sandbox is described by: ./yibao sandbox')
  if (items === 0) {
    note('目录为空 the catalogue is empty: ./yibao import catalogue policy/national/catalogue --layout starter')
  }
  if (institutions === 0) {
    note('尚无定点机构 no institution yet: ./yibao institution add --help')
  }
  note('Ctrl-C 停止 stops')
}

async function openGround(options: ServeOptions, database: Database): Promise<Ground> {
  const secretBox = await openSecretBox(dataDirOf(options))
  if (options.sandbox === true && (await plantSandbox(database.pool, secretBox, systemClock.now()))) {
    // The reader of rules is large, and no other start needs it.
    const { takeUpShippedAudit } = await import('../audit-shipped.ts')
    const source = { now: systemClock.now, newId: idSource() }
    await takeUpShippedAudit(database.pool, source, { division: sandboxDivision, from: isoDate('2023-01-01') })
    note('沙箱已建成 filled the sandbox')
  }
  const packs = await loadPacks(policyFolder)
  const profiles = await loadInterface(policyFolder)
  return { database, secretBox, clock: systemClock, packs, profiles, log: note, dataDir: dataDirOf(options) }
}

async function serve(given: Omit<ServeOptions, 'workers'> & { readonly workers?: number }): Promise<void> {
  const options = { ...given, workers: given.workers ?? usualWorkers(given) }
  const alone = options.workers === 1
  const founding = options.sandbox === true ? ({ founding: true } as const) : {}
  const database = await openChosenDatabase(options, {
    maxConnections: alone ? connectionsOf(1, options.connections) : connectionsOfPrimary,
    ...(alone ? { patience: servePatience } : {}),
    ...founding,
  })
  try {
    const ground = await openGround(options, database)
    const serving = await (alone ? serveAlone : serveTogether)(ground, options)
    try {
      // Whoever reads that we listen may tell us to stop at once.
      const stopped = untilStopped(serving.lost)
      await tellStart(ground, serving.address, options)
      await stopped
    } finally {
      note('正在停止 stopping …')
      await serving.stop()
    }
  } finally {
    await database.close()
  }
}

export function serveCommand(): Command {
  return operationsOptions(databaseOptions(new Command('serve')))
    .description('运行平台 run the platform')
    .option('--host <address>', '监听地址 address to listen on', '127.0.0.1')
    .option('--port <number>', '端口 port to listen on; 0 takes a free one', portArgument, 8080)
    .option(
      '--workers <number>',
      '工作进程数，1 为单进程 processes that answer on the port; 1 keeps everything in one (default: one per core, half of them with the embedded database, at most 8)',
      countArgument,
    )
    .option(
      '--connections <number>',
      `数据库连接总数 database connections of all workers together (default: ${connectionsTogether}, but ${connectionsEach} each at most)`,
      countArgument,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao serve --port 8080 --data-dir ./.yibao\n  ./yibao serve --workers 4\n  ./yibao serve --sandbox\n  ./yibao serve --places 128 --log-file /var/log/yibao.jsonl --probe-from 10.0.0.0/8\n\n限额、探针、指标、日志见 limits, probes, metrics and logs: docs/running.md',
    )
    .action(serve)
}
