import { makeSecret } from './shape.ts';
import { readTable } from './table.ts';

/** Whose published rules and cases the formats are those of. */
export const SCANNERS = ['gitleaks', 'trufflehog', 'detect-secrets', 'secretlint'] as const;

/** One format of a secret that a scanner knows. */
export interface Format {
  readonly scanner: (typeof SCANNERS)[number];
  readonly kind: string;
  /**
   * Where it stands: `anywhere`, for it is told by itself; `named`, under a name that says what it
   * is; or a text with `%` for it. `~` is the five dashes around the title of a key in text form,
   * `\n` a line's end.
   */
  readonly place: string;
  /** What it looks like; see shape.ts. */
  readonly shape: string;
}

/** A text with a secret in it. */
export interface SecretText {
  readonly text: string;
  readonly secret: string;
}

const DASHES = '-'.repeat(5);

/** The formats as the files in formats/ have them: kind, place and shape, a tab between. */
export function readFormats(): Format[] {
  return SCANNERS.flatMap((scanner) =>
    readTable(`formats/${scanner}`).map(([kind = '', place = '', shape = '']) => ({
      scanner,
      kind,
      place,
      shape,
    })),
  );
}

/** Texts as an agent reads and writes them, each with another value of a format. */
export function* textsOf(format: Format, values: number): Generator<SecretText> {
  for (let i = 0; i < values; i++) {
    const secret = secretOf(format, i);
    for (const text of placesOf(format.kind, format.place)) {
      yield { text: putIn(text, secret), secret };
    }
  }
}

/** Behind a name no value starts with a sign: `--key -x` are two options, `KEY==x` is a comparison. */
function secretOf({ scanner, kind, place, shape }: Format, number: number): string {
  for (let seed = `${scanner} ${kind} ${place} ${number}`; ; seed += '+') {
    const secret = makeSecret(shape, seed);
    if (place !== 'named' || !/^[=-]/.test(secret)) return secret;
  }
}

function putIn(text: string, secret: string): string {
  const at = text.lastIndexOf('%');
  return text.slice(0, at) + secret + text.slice(at + 1);
}

function placesOf(kind: string, place: string): string[] {
  if (place === 'anywhere') {
    return [
      '%',
      'const value = "%";',
      'value: %',
      'VALUE=%',
      '{"value":"%","n":1}',
      "curl 'https://api.example.com/v1/things?q=%&n=2'",
      'It answered with %, and then stopped.',
      'first line\n%\nlast line',
    ];
  }
  if (place === 'named') {
    const words = kind.split('-');
    const snake = words.join('_');
    const camel = snake.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    return [
      `${snake.toUpperCase()}=%`,
      `export ${snake.toUpperCase()}='%'`,
      `const ${camel} = '%';`,
      `${snake} = "%"`,
      `${snake}: %`,
      `{"${snake}": "%", "n": 1}`,
      `run --${kind} % --verbose`,
    ];
  }
  const text = place
    .replaceAll('~', DASHES)
    .replace(/(?<!\\)\\n/g, '\n')
    .replaceAll('\\\\n', '\\n');
  return [text, `first line\n${text}\nlast line`];
}
