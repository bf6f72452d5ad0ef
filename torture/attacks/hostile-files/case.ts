/** One file, folder or variable that somebody else made, and what must not come of it. */
export interface Case {
  readonly name: string;
  /** @returns what is wrong, if anything. */
  readonly run: () => Promise<string | null> | string | null;
}

/** A case's end in a line, or nothing. */
export async function faultOf({ name, run }: Case): Promise<string[]> {
  try {
    const wrong = await run();
    return wrong === null ? [] : [`${name}: ${wrong}`];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
