/** A line of text that is being typed; the cursor is an index into its characters. */
export interface TextField {
  readonly text: string;
  /** In UTF-16 code units, always at the edge of a character. */
  readonly cursor: number;
}

/** A field with nothing in it. */
export const EMPTY_FIELD: TextField = { text: '', cursor: 0 };

/** A field with a text, the cursor behind it. */
export function fieldOf(text: string): TextField {
  return { text, cursor: text.length };
}

/**
 * The field after a key: characters are put in, the keys of readline move and delete. A key that
 * means nothing here leaves the field as it is.
 */
export function typeInto(field: TextField, key: string): TextField {
  const edit = Object.hasOwn(EDITS, key) ? EDITS[key] : undefined;
  if (edit !== undefined) return edit(field);
  return NAMED.test(key) ? field : insert(field, key === 'space' ? ' ' : key);
}

/** Puts a text in at the cursor; what is no character of a line becomes a space. */
export function insert({ text, cursor }: TextField, added: string): TextField {
  const plain = added.toWellFormed().replace(/\p{Cc}+/gu, ' ');
  return {
    text: text.slice(0, cursor) + plain + text.slice(cursor),
    cursor: cursor + plain.length,
  };
}

/** Names of keys that stand for no character. */
const NAMED = /^(?:ctrl-.|alt-.+|[a-rt-z][a-z-]{2,}|sp(?!ace)[a-z]+|shift-tab)$/;

const EDITS: Readonly<Record<string, (field: TextField) => TextField>> = {
  left: (field) => ({ ...field, cursor: before(field) }),
  right: (field) => ({ ...field, cursor: after(field) }),
  home: (field) => ({ ...field, cursor: 0 }),
  end: ({ text }) => fieldOf(text),
  'ctrl-a': (field) => ({ ...field, cursor: 0 }),
  'ctrl-e': ({ text }) => fieldOf(text),
  'ctrl-u': ({ text, cursor }) => ({ text: text.slice(cursor), cursor: 0 }),
  'ctrl-k': ({ text, cursor }) => ({ text: text.slice(0, cursor), cursor }),
  'ctrl-w': (field) => removeTo(field, wordStart(field)),
  backspace: (field) => removeTo(field, before(field)),
  'ctrl-h': (field) => removeTo(field, before(field)),
  delete: (field) => {
    const { text, cursor } = field;
    return { text: text.slice(0, cursor) + text.slice(after(field)), cursor };
  },
};

function before({ text, cursor }: TextField): number {
  const low = text.charCodeAt(cursor - 1);
  const pair = low >= 0xdc00 && low <= 0xdfff && cursor > 1;
  return Math.max(0, cursor - (pair ? 2 : 1));
}

function after({ text, cursor }: TextField): number {
  const code = text.codePointAt(cursor);
  return code === undefined ? cursor : cursor + (code > 0xffff ? 2 : 1);
}

function wordStart({ text, cursor }: TextField): number {
  return text.slice(0, cursor).replace(/(?<!\S)\S+\s*$/, '').length;
}

function removeTo({ text, cursor }: TextField, start: number): TextField {
  return { text: text.slice(0, start) + text.slice(cursor), cursor: start };
}
