import type { Words } from './words.ts'

const topicWords: Readonly<Record<string, Words>> = {
  severity: ['并发症或合并症', 'complications'],
  age: ['年龄', 'age'],
  weight: ['出生体重', 'birth weight'],
  stay: ['住院天数', 'length of stay'],
  'intensive-care': ['重症监护', 'intensive care'],
  leaving: ['离院方式', 'way of leaving'],
}

/** `severity, age` as words. */
export function topicsWords(listed: string): Words {
  const words = listed.split(', ').map((topic): Words => topicWords[topic] ?? [topic, topic])
  return [words.map(([zh]) => zh).join('、'), words.map(([, en]) => en).join(' and ')]
}

/** What a name says, and what the condition tests instead; nothing of what is not known. */
export function saysTests(text: (name: string) => string): Words {
  const [says, tests] = [text('says'), text('tests')]
  const said: Words = says === '' ? ['', ''] : [`名称写“${says}”`, `the name says “${says}”`]
  const tested: Words =
    tests === '' ? ['', ''] : [`条件检查${topicsWords(tests)[0]}`, `the condition tests ${topicsWords(tests)[1]}`]
  const zh = [said[0], tested[0]].filter((part) => part !== '').join('，')
  const en = [said[1], tested[1]].filter((part) => part !== '').join(', ')
  return zh === '' ? ['', ''] : [`（${zh}）`, ` (${en})`]
}
