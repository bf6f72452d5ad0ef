/** Words that stand where a value could, and aren't one. */
const WORDS = new Set(
  (
    'string number boolean object unknown undefined null none true false any never void optional ' +
    'required missing invalid expired disabled enabled redacted hidden masked bytes buffer password ' +
    'passwd secret token apikey api_key credential credentials default example placeholder changed ' +
    'authorization bearer configured provided received removed refresh private public static readonly ' +
    'await return function import export promise option result secretstr str int bool float'
  ).split(' '),
);

/** Whether a text found as a value is text itself, and no name, type, call or placeholder. */
export function isLiteral(value: string, after = ''): boolean {
  if (/^[([{.]/.test(after) && /^[\w$.]+$/.test(value)) return false;
  if (/^(?:\$|%[A-Z_]+%|[<{*#]|\.{2,3})/.test(value)) return false;
  if (/^[A-Za-z][\w+.-]*:\/\//.test(value) || /^[*\u2022.xX_-]+$/.test(value)) return false;
  if (WORDS.has(value.toLowerCase().replace(/(?<![?!.:|])[?!.:|]+$/, ''))) return false;
  return !isMemberAccess(value) && !isPath(value);
}

/** Whether a text has capitals, small letters and digits, or digits and length: no word of prose. */
export function isMixed(value: string): boolean {
  if (!/\d/.test(value))
    return /[A-Z]/.test(value.slice(1)) && /[a-z]/.test(value) && /[+/=]/.test(value);
  return /[A-Za-z]/.test(value);
}

/** Whether a text could be a name in a program. */
export function isIdentifier(value: string): boolean {
  return /^[A-Za-z_$][\w$-]*[!?]?$/.test(value);
}

function isMemberAccess(value: string): boolean {
  if (/^s\.[A-Za-z0-9]{24}$/.test(value)) return false;
  const parts = value.replace(/[!?]/g, '').split('.');
  if (parts.length < 2) return false;
  return parts.every(
    (part) => /^#?[A-Za-z_$][\w$]*$/.test(part) && !(part.length >= 12 && /\d/.test(part)),
  );
}

function isPath(value: string): boolean {
  if (!/^(?:[/~]|\.\.?\/|[A-Za-z]:[\\/])/.test(value)) return false;
  return !(isBase64(value) && isMixed(value));
}

/** Base64 may start as a path does; its parts are longer than the names of folders. */
function isBase64(value: string): boolean {
  if (!/^\/[A-Za-z0-9+/]{29,}={0,2}$/.test(value)) return false;
  return value.length === 40 || value.split('/').some((part) => part.length >= 24 && isMixed(part));
}
