import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { CallFailure } from '../kit/call.ts'
import type { Page } from '../kit/desk.ts'

const reloadedFrom = 'yibao.reloaded-from'

/**
 * Loads the console anew where the centre serves another one by now: the pages of this one have no names there any more. Once
 * for each that is missed, for a proxy may go on giving the old one.
 */
async function reloadIfBuiltAnew(): Promise<void> {
  const [entry] = document.scripts
  if (entry === undefined || sessionStorage.getItem(reloadedFrom) === entry.src) return
  try {
    const answer = await fetch('/console/', { cache: 'no-store' })
    if (!answer.ok || (await answer.text()).includes(new URL(entry.src).pathname)) return
  } catch {
    // Nobody answers: what is missing is the network.
    return
  }
  sessionStorage.setItem(reloadedFrom, entry.src)
  location.reload()
}

const unloaded = {
  code: 'client.unloaded',
  status: null,
  message: { zh: '页面没有载入', en: 'The page could not be loaded' },
  cure: { zh: '请检查网络，然后重试', en: 'check the network, then try again' },
}

async function load(page: Page): Promise<{ readonly default: ComponentType }> {
  try {
    return { default: (await page.load()).Page }
  } catch {
    await reloadIfBuiltAnew()
    throw new CallFailure(unloaded)
  }
}

const loaded = new Map<Page, LazyExoticComponent<ComponentType>>()

/** What a page shows, loaded when it is first opened. */
export function codeOf(page: Page): LazyExoticComponent<ComponentType> {
  const known = loaded.get(page) ?? lazy(() => load(page))
  loaded.set(page, known)
  return known
}

/** A page that failed is loaded anew when it is next opened. */
export const forgetCode = (page: Page): boolean => loaded.delete(page)
