import type { Words } from '@yibao/contract/rest'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'zh' | 'en'

/** A word on the screen, Chinese first. */
export type Pair = readonly [zh: string, en: string]

/** Gives a word in the language of the reader. */
export interface Say {
  (zh: string, en: string): string
  (words: Words): string
  readonly language: Language
}

interface Tongue {
  readonly say: Say
  readonly setLanguage: (language: Language) => void
}

const kept = 'yibao.language'

function sayIn(language: Language): Say {
  const say = (first: string | Words, en = ''): string => {
    if (typeof first !== 'string') return first[language]
    return language === 'zh' ? first : en
  }
  return Object.assign(say, { language })
}

const TongueContext = createContext<Tongue>({ say: sayIn('zh'), setLanguage: () => undefined })

/** Holds the language of the reader, kept in this browser. */
export function Speaking({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(kept) === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    localStorage.setItem(kept, language)
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const tongue = useMemo(() => ({ say: sayIn(language), setLanguage }), [language])
  return <TongueContext.Provider value={tongue}>{children}</TongueContext.Provider>
}

export const useSay = (): Say => useContext(TongueContext).say

export function useLanguage(): readonly [Language, (language: Language) => void] {
  const { say, setLanguage } = useContext(TongueContext)
  return [say.language, setLanguage]
}
