/** Shows how far a long work is on standard error: a moving line on a terminal, one line for every tenth elsewhere. */
export function progressLine(label: string): (done: number, all: number) => void {
  let shown = process.stderr.isTTY ? -1 : 0
  return (done, all) => {
    const share = all === 0 ? 100 : Math.floor((done * 100) / all)
    const step = process.stderr.isTTY ? share : Math.floor(share / 10) * 10
    if (step === shown) return
    shown = step
    if (!process.stderr.isTTY) {
      process.stderr.write(`${label} ${step} % (${done}/${all})\n`)
      return
    }
    const width = 30
    const filled = Math.round((share * width) / 100)
    process.stderr.write(
      `\r${label} [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${share} %${share >= 100 ? '\n' : ''}`,
    )
  }
}
