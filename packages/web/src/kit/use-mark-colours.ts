import { theme } from 'antd'
import { markColours } from './mark-colours.ts'

/** The colours of marks for the looks that the reader chose. */
export function useMarkColours(): readonly string[] {
  const { token } = theme.useToken()
  const red = Number.parseInt(token.colorBgContainer.slice(1, 3), 16)
  return red < 0x80 ? markColours.dark : markColours.light
}
