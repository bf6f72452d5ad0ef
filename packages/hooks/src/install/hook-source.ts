import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SPOOR_VERSION, SpoorError } from '@spoor/core';
import { findBindingFile } from './binding-file.js';

/** The hook executable as the package holds it. */
export interface HookSource {
  readonly version: string;
  readonly hook: string;
  /** What `hook` runs. */
  readonly recorder: string;
  /** What reads a configuration, where there is one. */
  readonly configuration: string;
  /** What reads transcripts. */
  readonly transcripts: string;
  /** Beside the hook after a build; a package from npm has none, and better-sqlite3's own serves. */
  readonly binding: string;
}

/** The names of the hook's files, in the package and in the data folder. */
export const HOOK_FILES = {
  hook: 'hook.cjs',
  recorder: 'recorder.cjs',
  configuration: 'configuration.cjs',
  transcripts: 'transcripts.cjs',
  binding: 'better_sqlite3.node',
} as const;

/** The hook's files, by what they are for. */
export const FILE_KINDS = ['hook', 'recorder', 'configuration', 'transcripts', 'binding'] as const;

/** What the hook's files hold. */
export type HookContent = Readonly<Record<keyof typeof HOOK_FILES, Buffer>>;

/** Finds the built hook near a module of this package, whether that is source or built itself. */
export function findHookSource(moduleUrl: string): HookSource {
  const start = dirname(fileURLToPath(moduleUrl));
  for (let folder = start; ; folder = dirname(folder)) {
    const found = [join(folder, 'hook'), join(folder, 'dist', 'hook')].find((candidate) =>
      existsSync(join(candidate, HOOK_FILES.hook)),
    );
    if (found !== undefined) return hookSourceIn(found);
    const packageRoot = existsSync(join(folder, 'package.json'));
    if (packageRoot || dirname(folder) === folder) return hookSourceIn(join(start, 'hook'));
  }
}

/** The hook source in a folder; its files need not be there. */
export function hookSourceIn(folder: string, version: string = SPOOR_VERSION): HookSource {
  return {
    version,
    hook: join(folder, HOOK_FILES.hook),
    recorder: join(folder, HOOK_FILES.recorder),
    configuration: join(folder, HOOK_FILES.configuration),
    transcripts: join(folder, HOOK_FILES.transcripts),
    binding: join(folder, HOOK_FILES.binding),
  };
}

/**
 * Reads the hook's files.
 * @throws SpoorError when the package was not built.
 */
export function readHookSource(source: HookSource): HookContent {
  try {
    const binding = existsSync(source.binding) ? source.binding : findBindingFile();
    return {
      hook: readFileSync(source.hook),
      recorder: readFileSync(source.recorder),
      configuration: readFileSync(source.configuration),
      transcripts: readFileSync(source.transcripts),
      binding: readFileSync(binding ?? source.binding),
    };
  } catch (cause) {
    throw new SpoorError(
      `The hook executable is missing (${source.hook}). Install the package again, or build it with \`pnpm build\`.`,
      { cause },
    );
  }
}

/**
 * Puts the hook's files into a folder of one's own, for their owner alone.
 * @returns the path of the file that Node is to run.
 * @throws SpoorError when the package was not built.
 */
export function copyHook(source: HookSource, folder: string): string {
  const content = readHookSource(source);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of FILE_KINDS) {
    writeFileSync(join(folder, HOOK_FILES[file]), content[file], { mode: 0o600 });
  }
  return join(folder, HOOK_FILES.hook);
}
