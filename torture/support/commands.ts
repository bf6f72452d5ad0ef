import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command as docs/commands.md, which is made from the parser, has it. */
export interface DocumentedCommand {
  /** Its words behind `spoor`. */
  readonly words: readonly string[];
  /** How many arguments it must have. */
  readonly needs: number;
  /** Its options; whether they take a value. */
  readonly options: readonly { readonly name: string; readonly takesValue: boolean }[];
}

/** Every command of `spoor`. */
export function documentedCommands(): DocumentedCommand[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const usage = /^ {4}spoor ?(.*)$/m.exec(section)?.[1];
      const words = /^spoor ?(.*)$/m.exec(section)?.[1]?.split(' ').filter(Boolean) ?? [];
      if (usage === undefined || words.length === 0) return [];
      const options = [...section.matchAll(/^\| `(?:-\w, )?(--[\w-]+)( [<[][^`]*)?` /gm)];
      return {
        words,
        needs: usage.match(/<[^>]+>/g)?.length ?? 0,
        options: options.map(([, name = '', value]) => ({ name, takesValue: value !== undefined })),
      };
    });
}
