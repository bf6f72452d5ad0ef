import { statSync } from 'node:fs';

/** Tells whether a path still names the file that was opened there. */
export class OpenedFile {
  readonly #path: string;
  readonly #identity: string | null;

  /** To be made right after the opening. */
  constructor(path: string) {
    this.#path = path;
    this.#identity = identityOf(path);
  }

  /** Whether another file, or none, is at the path now. Costs one stat: some microseconds. */
  isReplaced(): boolean {
    return this.#identity === null || identityOf(this.#path) !== this.#identity;
  }
}

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
