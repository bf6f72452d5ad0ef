import type { structuredPatch } from 'diff';
import type { HLJSApi } from 'highlight.js';

/** What colours code and compares texts: too large to be loaded before the first frame. */
export interface CodeTools {
  readonly highlight: HLJSApi;
  readonly structuredPatch: typeof structuredPatch;
}

let tools: CodeTools | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** What is loaded; null until it is: texts are drawn plain then. */
export function codeTools(): CodeTools | null {
  return tools;
}

/** Loads it, once; whoever waits by {@link onCodeTools} is told. Where it can't be, texts stay plain. */
export function loadCodeTools(): Promise<void> {
  loading ??= load().then(
    (loaded) => {
      tools = loaded;
      for (const listener of listeners) listener();
    },
    () => undefined,
  );
  return loading;
}

/**
 * Loads it after the frame that is being made: finding twenty modules would keep that waiting.
 * @param delayMs of rest before, where it is not needed yet.
 */
export function loadCodeToolsSoon(delayMs = 0): void {
  if (loading !== null) return;
  setTimeout(() => void loadCodeTools(), delayMs).unref();
}

/** Calls back when the tools are loaded, so that what is seen is drawn anew. */
export function onCodeTools(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function load(): Promise<CodeTools> {
  const [{ default: highlight }, { structuredPatch }, ...languages] = await Promise.all([
    import('highlight.js/lib/core'),
    import('diff'),
    import('highlight.js/lib/languages/bash'),
    import('highlight.js/lib/languages/c'),
    import('highlight.js/lib/languages/cpp'),
    import('highlight.js/lib/languages/css'),
    import('highlight.js/lib/languages/diff'),
    import('highlight.js/lib/languages/go'),
    import('highlight.js/lib/languages/ini'),
    import('highlight.js/lib/languages/java'),
    import('highlight.js/lib/languages/javascript'),
    import('highlight.js/lib/languages/json'),
    import('highlight.js/lib/languages/markdown'),
    import('highlight.js/lib/languages/python'),
    import('highlight.js/lib/languages/ruby'),
    import('highlight.js/lib/languages/rust'),
    import('highlight.js/lib/languages/sql'),
    import('highlight.js/lib/languages/typescript'),
    import('highlight.js/lib/languages/xml'),
    import('highlight.js/lib/languages/yaml'),
  ]);
  for (const [index, language] of languages.entries()) {
    const name = LANGUAGES[index];
    if (name !== undefined) highlight.registerLanguage(name, language.default);
  }
  return { highlight, structuredPatch };
}

/** Names of the languages, in the order in which they are loaded. */
const LANGUAGES = [
  ...['bash', 'c', 'cpp', 'css', 'diff', 'go', 'ini', 'java', 'javascript', 'json', 'markdown'],
  ...['python', 'ruby', 'rust', 'sql', 'typescript', 'xml', 'yaml'],
];
