declare const brand: unique symbol

/** A primitive that carries its unit in its type, so that fen and days cannot be mixed up; it costs nothing at run time. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }
