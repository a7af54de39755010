import { ConfigProvider, theme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useSay } from '../kit/say.tsx'

type Looks = 'light' | 'dark'

const kept = 'yibao.looks'

const LooksContext = createContext<readonly [Looks, (looks: Looks) => void]>(['light', () => undefined])

export const useLooks = () => useContext(LooksContext)

const accent = '#0b6e6e'

/** Hands the colours of the theme to the few styles that are our own. */
function Colours() {
  const { token } = theme.useToken()
  useEffect(() => {
    const colours = {
      '--ground': token.colorBgLayout,
      '--paper': token.colorBgContainer,
      '--paper-head': token.colorFillAlter,
      '--line': token.colorBorder,
      '--line-soft': token.colorBorderSecondary,
      '--ink': token.colorText,
      '--ink-soft': token.colorTextSecondary,
      '--accent': token.colorPrimary,
      '--link': token.colorLink,
      '--hover': token.colorFillTertiary,
      '--chosen': token.controlItemBgActive,
    }
    for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(name, colour)
    document.body.style.background = token.colorBgLayout
    document.body.style.fontFamily = token.fontFamily
    document.body.style.fontSize = `${token.fontSize}px`
  }, [token])
  return null
}

function firstLooks(): Looks {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Light or dark, and the language of what comes with antd. */
export function Looking({ children }: { readonly children: ReactNode }) {
  const { language } = useSay()
  const [looks, setLooks] = useState<Looks>(firstLooks)
  useEffect(() => {
    localStorage.setItem(kept, looks)
    document.documentElement.style.colorScheme = looks
  }, [looks])
  useEffect(() => void dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'), [language])
  return (
    <LooksContext.Provider value={[looks, setLooks]}>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
        theme={{
          algorithm: looks === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
          token: {
            colorPrimary: looks === 'dark' ? '#2f9e9e' : accent,
            colorError: looks === 'dark' ? '#ff7875' : '#cf1322',
            colorLink: looks === 'dark' ? '#4cc4c4' : accent,
            colorTextSecondary: looks === 'dark' ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
            colorTextDescription: looks === 'dark' ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.62)',
            colorTextPlaceholder: looks === 'dark' ? 'rgba(255,255,255,0.6)' : 'rgba(0,0,0,0.58)',
            controlItemBgActive: looks === 'dark' ? '#0f3d3d' : '#d5ecec',
            motion: false,
          },
          components: {
            ...(looks === 'dark' ? { Button: { primaryColor: '#000000', dangerColor: '#000000' } } : {}),
            Menu: {
              itemHeight: 34,
              itemMarginBlock: 2,
              groupTitleFontSize: 13,
              itemSelectedColor: looks === 'dark' ? '#b5f0f0' : '#063f3f',
              itemSelectedBg: looks === 'dark' ? '#0f3d3d' : '#d5ecec',
            },
          },
        }}
      >
        <Colours />
        {children}
      </ConfigProvider>
    </LooksContext.Provider>
  )
}
