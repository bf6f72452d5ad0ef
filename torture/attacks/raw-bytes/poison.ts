import { EXAMPLES, NAMED, TEXTS } from '../../support/secrets.ts';

/** Names of what the client and Spoor make, and pair by. */
const STRUCTURAL =
  /^(?:type|subtype|role|hook_event_name|timestamp|version|tool_name|name|.*(?:uuid|[iI][dD])|.*_at)$/;

/** What tells by how its lines are indented what is secret, says nothing in one line. */
const LINES = EXAMPLES.filter((example) => !/\n /.test(example)).map((example) =>
  example.replaceAll('\n', ' '),
);

/** Puts secrets in the place of every text of what a client would send or write. */
export class Poison {
  #texts = 0;
  #keys = 0;

  /** How many texts were put into something. */
  get used(): number {
    return this.#texts;
  }

  /** @param start with which of the texts to begin. */
  constructor(start = 0) {
    this.#texts = start;
  }

  /** The next text of all. */
  text(): string {
    return TEXTS[this.#texts++ % TEXTS.length] ?? '';
  }

  /** The next example in a line of its own. */
  line(): string {
    return LINES[this.#keys++ % LINES.length] ?? '';
  }

  /** An example that can be a part of a file's name. */
  word(): string {
    for (;;) {
      const line = this.line();
      if (/^[\w.-]{8,100}$/.test(line)) return line;
    }
  }

  /** A copy with secrets in the place of texts, under names that tell them, and as names. */
  object(value: object): Record<string, unknown> {
    const entries = Object.entries(value).map(([key, member]) => [key, this.#member(key, member)]);
    return { ...Object.fromEntries(entries), [this.line()]: 'named', more: NAMED };
  }

  #member(key: string, value: unknown): unknown {
    if (STRUCTURAL.test(key)) return value;
    if (key === 'cwd') return `/nowhere/${this.line()}`;
    return this.#value(value);
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.text();
    if (Array.isArray(value)) return value.map((member) => this.#value(member));
    return typeof value === 'object' && value !== null ? this.object(value) : value;
  }
}
