import { Button, Flex } from 'antd'
import { useLanguage, useSay } from '../kit/say.tsx'
import { useLooks } from './looks.tsx'

/** The reader's language, and light or dark. */
export function Choices() {
  const say = useSay()
  const [language, setLanguage] = useLanguage()
  const [looks, setLooks] = useLooks()
  return (
    <Flex gap={4}>
      <Button
        type="text"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'English' : '中文'}
      </Button>
      <Button type="text" onClick={() => setLooks(looks === 'dark' ? 'light' : 'dark')}>
        {looks === 'dark' ? say('浅色', 'Light') : say('深色', 'Dark')}
      </Button>
    </Flex>
  )
}
