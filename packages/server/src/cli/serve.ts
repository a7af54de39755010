import { Command } from 'commander'
import { plantSandbox } from '../../sandbox/plant.ts'
import { systemClock } from '../clock.ts'
import { openCentre } from '../compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../files/shipped.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { portArgument } from './arguments.ts'
import { listenOn } from './listen.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, note, openChosenDatabase } from './options.ts'
import { untilStopped } from './stopping.ts'

interface ServeOptions extends DatabaseChoice {
  readonly host: string
  readonly port: number
}

async function serve(options: ServeOptions): Promise<void> {
  const packs = await loadPacks(policyFolder)
  const profiles = await loadInterface(policyFolder)
  const database = await openChosenDatabase(options, options.sandbox === true ? { founding: true } : {})
  try {
    const secretBox = await openSecretBox(dataDirOf(options))
    if (options.sandbox === true && (await plantSandbox(database.pool, secretBox, systemClock.now()))) {
      note('沙箱已建成 filled the sandbox')
    }
    const centre = await openCentre({ database, secretBox, clock: systemClock, packs, profiles, log: note })
    try {
      const address = await listenOn(centre, options.host, options.port)
      // Whoever reads that we listen may tell us to stop at once.
      const stopped = untilStopped(database.lost)
      note(`业务时间 business time  ${centre.ports.clock.now()}`)
      note(`已启动 listening         ${address}  (POST ${address}/fsi/api/rsfComIfsService/callService)`)
      if (options.sandbox === true) note('沙箱 the sandbox is described by: ./yibao sandbox')
      if (centre.registry.catalog.size === 0) {
        note('目录为空 the catalogue is empty: ./yibao import catalogue policy/national/catalogue --layout starter')
      }
      if (centre.registry.providerCount === 0) {
        note('尚无定点机构 no institution yet: ./yibao institution add --help')
      }
      note('Ctrl-C 停止 stops')
      await stopped
    } finally {
      note('正在停止 stopping …')
      await centre.close()
    }
  } finally {
    await database.close()
  }
}

export function serveCommand(): Command {
  return databaseOptions(new Command('serve'))
    .description('运行平台 run the platform')
    .option('--host <address>', '监听地址 address to listen on', '127.0.0.1')
    .option('--port <number>', '端口 port to listen on; 0 takes a free one', portArgument, 8080)
    .addHelpText('after', '\nExamples:\n  ./yibao serve --port 8080 --data-dir ./.yibao\n  ./yibao serve --sandbox')
    .action(serve)
}
