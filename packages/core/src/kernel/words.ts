/** What one code is called: Chinese, then English as it stands within a sentence. */
export type WordPair = readonly [zh: string, en: string]

/** Words for every one of some codes; a new code does not compile until it has words. */
export type WordTable<Code extends string> = Readonly<Record<Code, WordPair>>
