/** Where a key works: a screen's id, or one of the states that several screens share. */
export type KeyScope = string;

/** One line of the table of keys. */
export interface Binding {
  /** What it does, for screens; unique within its scopes. */
  readonly command: string;
  /** Names of keys, as `keyNames` gives them. */
  readonly keys: readonly string[];
  /** How the keys are written on the screen. */
  readonly shown: string;
  /** What it does, for people: said in the help, in the palette and in `docs/keys.md`. */
  readonly help: string;
  readonly scopes: readonly KeyScope[];
  /** Key and word in the footer, for the keys that one needs most. */
  readonly footer?: readonly [key: string, word: string];
  /** Left out of the palette: keys that only make sense as keys. */
  readonly keyOnly?: boolean;
}
