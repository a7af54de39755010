import type { PasswordFault } from '@yibao/core/office'
import type { Words } from './words.ts'

/** What is wrong with a password, for its owner. */
export function passwordFaultWords(fault: PasswordFault): Words {
  switch (fault.fault) {
    case 'too-short':
      return [`至少 ${fault.least} 位`, `at least ${fault.least} characters`]
    case 'too-long':
      return [`至多 ${fault.most} 位`, `at most ${fault.most} characters`]
    case 'control-characters':
      return ['不得含控制字符', 'no control characters']
    case 'holds-user-name':
      return ['不得含用户名或姓名', 'without your user name or name']
    case 'too-common':
      return [
        '过于常见：去掉常用词、连续键位后所剩太少',
        'too common: little is left without common words and runs of keys',
      ]
    case 'too-uniform':
      return [`至少 ${fault.least} 种不同字符`, `at least ${fault.least} different characters`]
    case 'used-before':
      return [`不得是最近 ${fault.keptBack} 个口令之一`, `none of the last ${fault.keptBack} passwords`]
  }
}
