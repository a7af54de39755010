/** ln(n!) by Stirling's series, exact enough for tails from small n on. */
function logFactorial(n: number): number {
  if (n < 2) return 0
  if (n < 16) {
    let sum = 0
    for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor)
    return sum
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3)
}

/** ln of "n choose k"; minus infinity outside 0…n. */
export function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? Number.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

/** The chance of at least `least` events when `mean` are expected (Poisson). */
export function poissonTail(mean: number, least: number): number {
  if (least <= 0) return 1
  if (mean <= 0) return 0
  // Summed upwards from `least`, so that small tails are not lost in 1 - (almost 1).
  let term = Math.exp(least * Math.log(mean) - mean - logFactorial(least))
  let sum = 0
  for (let count = least; count < least + 10_000; count += 1) {
    sum += term
    term *= mean / (count + 1)
    if (count > mean && term < sum * 1e-12) break
  }
  return Math.min(1, sum)
}

/** ln of the chance of at least `least` successes in `tries`, each with `share`. */
export function logBinomialTail(tries: number, share: number, least: number): number {
  if (least <= 0 || share >= 1) return 0
  if (least > tries || share <= 0) return Number.NEGATIVE_INFINITY
  let sum = 0
  const logOf = (count: number): number =>
    logChoose(tries, count) + count * Math.log(share) + (tries - count) * Math.log1p(-share)
  const first = logOf(least)
  for (let count = least; count <= tries; count += 1) sum += Math.exp(logOf(count) - first)
  return Math.min(0, first + Math.log(sum))
}
