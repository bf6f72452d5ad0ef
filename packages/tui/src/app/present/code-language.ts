/** The language of a file by its ending; null when it is none that can be coloured. */
export function languageOfPath(path: string | null): string | null {
  if (path === null) return null;
  const name = path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase();
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? null : languageNamed(name.slice(dot + 1));
}

/** The language that a word behind a code fence means; null when it can't be coloured. */
export function languageNamed(word: string): string | null {
  return BY_WORD.get(word.toLowerCase()) ?? null;
}

const WORDS: Readonly<Record<string, string>> = {
  bash: 'bash sh shell zsh fish console shellsession bats envrc',
  c: 'c h',
  cpp: 'cpp cc cxx hpp hh hxx c++ cs csharp',
  css: 'css scss less',
  diff: 'diff patch',
  go: 'go golang',
  ini: 'ini toml cfg conf properties editorconfig env',
  java: 'java kt kotlin scala groovy gradle',
  javascript: 'js mjs cjs jsx javascript node',
  json: 'json jsonc json5 jsonl ndjson',
  markdown: 'md markdown mdx',
  python: 'py pyi python python3',
  ruby: 'rb ruby gemspec rake',
  rust: 'rs rust',
  sql: 'sql sqlite postgresql mysql',
  typescript: 'ts mts cts tsx typescript',
  xml: 'xml html htm svg vue svelte xhtml',
  yaml: 'yaml yml',
};

const BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([language, words]) =>
    words.split(' ').map((word): [string, string] => [word, language]),
  ),
);

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['dockerfile', 'bash'],
  ['makefile', 'bash'],
  ['.bashrc', 'bash'],
  ['.zshrc', 'bash'],
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
]);
