import { SpoorError } from '@spoor/core';
import type { RecorderSite } from './recorder-site.js';

/** @throws SpoorError where the recorder is none of this inspector's business. */
export function needSite(site: RecorderSite | undefined): RecorderSite {
  if (site === undefined) throw new SpoorError('The recorder can’t be changed from here.');
  return site;
}
