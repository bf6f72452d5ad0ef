import { type RedactOptions, redactionOptions } from '@spoor/core';
import { withSecretsOf } from '@spoor/hooks';
import { redactFields } from '../redact-fields.js';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/** What the user's configuration calls secret, and what is so where they are; nothing is cut by it. */
export function ownRedaction(io: CliIo): RedactOptions {
  const { env, cwd } = io;
  return redactionOptions(withSecretsOf(settingsOf(io).configuration, { env, folders: [cwd] }));
}

/** Takes out of texts that the user writes what their own configuration calls secret. */
export function redactOwn<T extends object>(io: CliIo, fields: T): T {
  return redactFields(fields, ownRedaction(io));
}
