import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecorderSite } from '../app/live/recorder-site.js';
import { hookContextOf } from './hook-context.js';
import type { CliIo } from './io.js';

/** The recorder as this command sees it. @throws SpoorError when no home folder is known. */
export function recorderSiteOf(io: CliIo): RecorderSite {
  const { now: _, env, ...host } = hookContextOf(io);
  return { host: { ...host, env: { ...env } }, command: ownCommand(io) };
}

/** How this command was started; empty where it is not built. */
export function ownCommand({ execPath }: CliIo): string[] {
  const script = fileURLToPath(new URL('./spoor.js', import.meta.url));
  return existsSync(script) ? [execPath, script] : [];
}
