import type { WordTable } from '../kernel/index.ts'

/** National `list_type`: the list on which an institution keeps an item. */
export const listTypeWords: WordTable<string> = {
  '101': ['西药中成药', 'western and patent drugs'],
  '102': ['中药饮片', 'herbal slices'],
  '103': ['自制剂', 'made by the institution'],
  '104': ['民族药', 'ethnic medicine'],
  '105': ['其他药品', 'other drugs'],
  '106': ['中药配方颗粒', 'herbal granules'],
  '201': ['医疗服务项目', 'services'],
  '301': ['医用耗材', 'consumables'],
  '501': ['长期护理项目', 'long-term care'],
}
