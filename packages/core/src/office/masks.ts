/** An identity number wherever it stands, not the middle of a longer number. */
const identityNumber = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g

/** `张*`, `张*三`, `欧**娜`: the first letter, and the last of a name of three and more. */
export function maskName(name: string): string {
  const letters = [...name]
  const [first = '', ...rest] = letters
  if (rest.length < 2) return name === '' ? '' : `${first}*`
  return `${first}${'*'.repeat(Math.min(rest.length - 1, 3))}${letters.at(-1)}`
}

/** `9900…17`: the province and prefecture of an identity number and its end; a short number keeps its first letter. */
export function maskNumber(number: string): string {
  if (number === '') return ''
  return number.length < 8 ? `${number.slice(0, 1)}…` : `${number.slice(0, 4)}…${number.slice(-2)}`
}

/** A text with every identity number in it masked. */
export function maskIdentityNumbers(text: string): string {
  return text.replace(identityNumber, (found) => maskNumber(found))
}
