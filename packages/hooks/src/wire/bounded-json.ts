const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;

/** In a shorter text there is no room for values that would take long. */
const LEAST_LENGTH = 1024 * 1024;

/** Lists, objects and what is in them: as many as the recorder keeps of an event at most. */
const MOST_VALUES = 100_000;

/**
 * Bounds what reading a JSON text costs: 60 MB of `{},` take half a minute and 3 GB, as one string a
 * tenth of a second. A text with too many values comes back as an outline: its object's own members,
 * with a note in the place of those that hold too many. What notes stand for is not checked.
 * @returns the text itself where it has few; undefined where it has many, and is no whole object.
 */
export function boundedJson(text: string): string | undefined {
  if (text.length < LEAST_LENGTH) return text;
  const outline = new Outline(text);
  let depth = 0;
  let values = 0;
  let end = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) {
      values++;
      if (depth === 1) outline.member(at, values);
    } else if (code === COLON) {
      if (depth === 1) outline.colon(at);
    } else if (isOpening(code)) {
      values++;
      depth++;
      if (depth === 1) outline.open(at);
    } else if (isClosing(code)) {
      depth--;
      if (depth === 0 && end === -1) {
        outline.member(at, values);
        end = at;
      }
    }
  }
  if (values <= MOST_VALUES) return text;
  return end !== -1 && isAlone(text, end) ? outline.text() : undefined;
}

/** The members of the outermost object, as they come. */
class Outline {
  readonly #text: string;
  readonly #members: string[] = [];
  /** Where the present member starts, where its value does, and the values before it. */
  #from = 0;
  #value = 0;
  #values = 0;
  /** Values that may still be kept. */
  #left = MOST_VALUES;
  #dropped = 0;

  constructor(text: string) {
    this.#text = text;
  }

  open(at: number): void {
    this.#from = at + 1;
  }

  colon(at: number): void {
    this.#value = at + 1;
  }

  /** @param values counted so far. */
  member(end: number, values: number): void {
    const count = values - this.#values;
    if (this.#left <= 0) this.#dropped++;
    else if (count <= this.#left) this.#keep(this.#text.slice(this.#from, end), count);
    else {
      const note = `"[not kept: ${end - this.#value} characters]"`;
      this.#keep(this.#text.slice(this.#from, this.#value) + note, 1);
    }
    this.#values = values;
    this.#from = end + 1;
  }

  #keep(member: string, count: number): void {
    this.#members.push(member);
    this.#left -= count;
  }

  text(): string {
    const more = this.#dropped === 0 ? [] : [`"…":"[${this.#dropped} more members]"`];
    return `{${[...this.#members, ...more].join(',')}}`;
  }
}

/** The place of the quotation mark that ends a string, or of the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) at++;
  }
  return at;
}

function isOpening(code: number): boolean {
  return code === 123 || code === 91;
}

function isClosing(code: number): boolean {
  return code === 125 || code === 93;
}

/** Whether the outermost value is an object and ends where the text does. */
function isAlone(text: string, end: number): boolean {
  return text.charCodeAt(end) === 125 && text.slice(end + 1).trim() === '';
}
