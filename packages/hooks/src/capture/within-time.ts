/** Where the function is put for the one line of script that calls it. */
const NAME = Symbol.for('spoor.within-time');

/**
 * Runs a function that may take too long, such as a regular expression that somebody else wrote, and
 * breaks it off when the time is up. Nothing in JavaScript itself can.
 * @param limitMs milliseconds.
 * @throws Error when it was broken off, or what the function throws.
 */
export function withinTime<T>(limitMs: number, run: () => T): T {
  const holder = globalThis as { [NAME]?: () => void };
  let result: { value: T } | undefined;
  holder[NAME] = () => {
    result = { value: run() };
  };
  try {
    const { runInThisContext } = process.getBuiltinModule('node:vm');
    runInThisContext("globalThis[Symbol.for('spoor.within-time')]()", { timeout: limitMs });
  } finally {
    delete holder[NAME];
  }
  if (result === undefined) throw new Error('broken off');
  return result.value;
}
