type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** An input without what was left open: the centre takes no empty value. */
export const given = <T extends object>(asked: T): Given<T> =>
  // Entries without a value are all that is taken away.
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>
