import { reviewMessage } from './review-message.ts'

export const message3101 = reviewMessage('3101', '明细审核事前分析服务', 'Pre-event audit of details')
