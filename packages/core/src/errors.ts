/** Something went wrong that the user should read in one line; the command exits with 1. */
export class SpoorError extends Error {
  override name = 'SpoorError';
}

/** The user asked for something that can't be; the command says so in one line and exits with 2. */
export class UsageError extends SpoorError {
  override name = 'UsageError';
}

/** The one line that says what an unknown thrown value means. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
