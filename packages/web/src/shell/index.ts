interface Health {
  readonly healthy: boolean
  readonly version: string
  readonly database: string
  readonly businessTime: string
  readonly catalogItems: number
  readonly institutions: number
  readonly regions: readonly string[]
}

const state = document.querySelector<HTMLElement>('#state')
const facts = document.querySelector<HTMLElement>('#facts')

function showState(healthy: boolean, text: string): void {
  if (state === null) return
  state.textContent = text
  state.dataset.healthy = String(healthy)
}

function showFacts(health: Health): void {
  const rows: readonly (readonly [string, string])[] = [
    ['业务时间 Business time', health.businessTime],
    ['数据库 Database', health.database],
    ['目录项目 Catalogue items', String(health.catalogItems)],
    ['定点机构 Institutions', String(health.institutions)],
    ['统筹区 Regions', health.regions.join('、')],
    ['版本 Version', health.version],
  ]
  const cells = rows.flatMap(([name, value]) => {
    const term = document.createElement('dt')
    term.textContent = name
    const description = document.createElement('dd')
    description.textContent = value
    return [term, description]
  })
  facts?.replaceChildren(...cells)
}

async function refresh(): Promise<void> {
  try {
    const answer = await fetch('/health')
    const health: Health = await answer.json()
    showState(
      health.healthy,
      health.healthy ? '运行正常 The centre is up' : '数据库不可用 The database cannot be reached',
    )
    showFacts(health)
  } catch {
    showState(false, '无法连接服务器 The server cannot be reached')
  }
}

void refresh()
setInterval(() => void refresh(), 5000)
