import { reviewMessage } from './review-message.ts'

export const message3102 = reviewMessage('3102', '明细审核事中分析服务', 'In-process audit of details')
