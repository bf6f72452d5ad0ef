declare const redacted: unique symbol;

/**
 * A value that went through redaction: its type is how internal writers refuse any other.
 * Made by `redactText`, `redactJson`, `redactHookEvent`, and {@link trustRedacted}.
 */
export type Redacted<T> = T & { readonly [redacted]: true };

/**
 * Marks a value as redacted that was so before: read back from the spool or the database, or
 * made by Spoor without any text of others.
 */
export function trustRedacted<T>(value: T): Redacted<T> {
  return value as Redacted<T>;
}
