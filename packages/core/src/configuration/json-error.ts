/**
 * Says where a text stops being JSON, without quoting it: `line 3, column 5: a comma or } is
 * missing`. For a text that `JSON.parse` has refused; its own message may quote a secret, and
 * mostly has no position.
 */
export function describeJsonError(text: string): string {
  const { offset, expected } = findError(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return `line ${line}, column ${column}: ${expected}`;
}

type State = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next' | 'end';

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value is missing',
  'first value': 'a value or ] is missing',
  key: 'a key in double quotes is missing (no comma before })',
  'first key': 'a key in double quotes or } is missing',
  colon: 'a colon is missing',
  next: 'a comma or the closing bracket is missing',
  end: 'nothing may follow the value',
};

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

function findError(text: string): { offset: number; expected: string } {
  const open: ('[' | '{')[] = [];
  let state: State = 'value';
  for (let at = end(SPACE, text, 0); ; at = end(SPACE, text, at)) {
    const character = text[at];
    if (character === undefined) return { offset: at, expected: missingAtEnd(state) };
    const next = step(state, character, open);
    if (next !== undefined) {
      state = next;
      at += 1;
      continue;
    }
    const token = tokenFor(state, character);
    const after = token === undefined ? -1 : end(token, text, at);
    if (after < 0) {
      const broken = character === '"' && token !== undefined;
      return {
        offset: at,
        expected: broken ? 'the text is not closed or not valid' : EXPECTED[state],
      };
    }
    state = state.endsWith('key') ? 'colon' : afterValue(open);
    at = after;
  }
}

/** What a bracket, colon or comma leads to; undefined when it is none that may stand here. */
function step(state: State, character: string, open: ('[' | '{')[]): State | undefined {
  const top = open.at(-1);
  const isValue = state === 'value' || state === 'first value';
  if (isValue && (character === '[' || character === '{')) {
    open.push(character);
    return character === '[' ? 'first value' : 'first key';
  }
  if (state === 'colon' && character === ':') return 'value';
  if (state === 'next' && character === ',') return top === '{' ? 'key' : 'value';
  const closesList = character === ']' && top === '[' && ['next', 'first value'].includes(state);
  const closesObject = character === '}' && top === '{' && ['next', 'first key'].includes(state);
  if (!closesList && !closesObject) return undefined;
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): State {
  return open.length === 0 ? 'end' : 'next';
}

function tokenFor(state: State, character: string): RegExp | undefined {
  if (state === 'key' || state === 'first key') return character === '"' ? STRING : undefined;
  if (state !== 'value' && state !== 'first value') return undefined;
  return character === '"' ? STRING : SCALAR;
}

function missingAtEnd(state: State): string {
  return state === 'value' ? EXPECTED.value : `the text ends here; ${EXPECTED[state]}`;
}

/** Where a token ends that starts at an offset; -1 when none does. */
function end(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : -1;
}
