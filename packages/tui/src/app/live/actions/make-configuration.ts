import { existsSync } from 'node:fs';
import { resolveStore, writePrivateFile } from '@spoor/storage';
import type { ActionContext } from '../actions.js';
import { needSite } from '../need-site.js';

/** Makes the configuration's file where there is none. @returns its path. */
export function makeConfigurationAction({ site }: ActionContext, _input: null): string {
  const { configFile } = resolveStore(needSite(site).host).paths;
  if (!existsSync(configFile)) writePrivateFile(configFile, '{}\n');
  return configFile;
}
