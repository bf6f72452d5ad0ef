import { type RedactOptions, redactionOptions } from '@spoor/core';
import { redactFields } from '../redact-fields.js';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/** What the user's configuration calls secret; nothing is cut by it. */
export function ownRedaction(io: CliIo): RedactOptions {
  return redactionOptions(settingsOf(io).configuration);
}

/** Takes out of texts that the user writes what their own configuration calls secret. */
export function redactOwn<T extends object>(io: CliIo, fields: T): T {
  return redactFields(fields, ownRedaction(io));
}
