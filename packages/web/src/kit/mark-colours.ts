/**
 * Colours of lines, bars and shares, in the order in which they are given out: each stands at least 3 : 1 against the ground of its
 * looks. They help the eye; shape, order and words tell the same.
 */
export const markColours = {
  light: [
    '#0b6e6e',
    '#c2410c',
    '#1d4ed8',
    '#7e22ce',
    '#3f7d20',
    '#be185d',
    '#8a5a00',
    '#475569',
    '#0369a1',
    '#a21caf',
    '#b91c1c',
  ],
  dark: [
    '#3fb5b5',
    '#ff9d5c',
    '#6ea8fe',
    '#c792ea',
    '#8bc34a',
    '#ff85a2',
    '#e6c229',
    '#a8b3c4',
    '#5cc8f2',
    '#e38bf0',
    '#f28b82',
  ],
} as const
