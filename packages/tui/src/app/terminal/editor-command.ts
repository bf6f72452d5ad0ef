import { commandWords } from './command-words.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A program with its arguments. */
export type Command = readonly [program: string, ...rest: string[]];

/** The user's editor on a file, at a line where the editor is one that can be told. */
export function editorCommand(env: Environment, path: string, line?: number): Command | null {
  const words = commandOf(env['VISUAL']) ?? commandOf(env['EDITOR']);
  if (words === null) return null;
  const style = STYLES.find(({ names }) => names.test(programName(words[0])));
  return [...words, ...(style?.place(words, path, line) ?? [path])];
}

/** The user's pager on a file; `less` where none is set. */
export function pagerCommand(env: Environment, path: string): Command {
  return [...(commandOf(env['PAGER']) ?? (['less', '-R'] as const)), path];
}

function commandOf(text: string | undefined): Command | null {
  return text === undefined ? null : commandWords(text);
}

function programName(program: string): string {
  return (program.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd)$/, '');
}

interface Style {
  readonly names: RegExp;
  readonly place: (words: Command, path: string, line: number | undefined) => readonly string[];
}

const STYLES: readonly Style[] = [
  {
    names: /^(?:g?vim?|nvim|view|ex|nano|pico|emacs|emacsclient|micro|kak|joe|jed|ne)(?:[-.]\w+)*$/,
    place: (_, path, line) => (line === undefined ? [path] : [`+${line}`, path]),
  },
  {
    names: /^(?:code|code-insiders|codium|vscodium|cursor|windsurf)$/,
    place: (words, path, line) => [
      ...(line === undefined ? [path] : ['-g', `${path}:${line}`]),
      ...waiting(words, '--wait', '-w'),
    ],
  },
  {
    names: /^(?:subl|zed)$/,
    place: (words, path, line) => [
      ...waiting(words, '--wait', '-w'),
      line === undefined ? path : `${path}:${line}`,
    ],
  },
  {
    names: /^(?:hx|helix)$/,
    place: (_, path, line) => [line === undefined ? path : `${path}:${line}`],
  },
];

/** Editors with a window of their own must be told to wait. */
function waiting(words: Command, ...forms: readonly [string, ...string[]]): readonly string[] {
  return forms.some((form) => words.includes(form)) ? [] : [forms[0]];
}
