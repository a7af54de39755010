/**
 * @typedef {object} Health what GET /health answers
 * @property {boolean} healthy
 * @property {string} version
 * @property {string} database
 * @property {string} businessTime
 * @property {number} catalogItems
 * @property {number} institutions
 * @property {readonly string[]} regions
 */

const state = /** @type {HTMLElement | null} */ (document.querySelector('#state'))
const facts = /** @type {HTMLElement | null} */ (document.querySelector('#facts'))

/**
 * @param {boolean} healthy
 * @param {string} text
 */
function showState(healthy, text) {
  if (state === null) return
  state.textContent = text
  state.dataset.healthy = String(healthy)
}

/** @param {Health} health */
function showFacts(health) {
  /** @type {readonly (readonly [string, string])[]} */
  const rows = [
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

async function refresh() {
  try {
    const answer = await fetch('/health')
    /** @type {Health} */
    const health = await answer.json()
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
