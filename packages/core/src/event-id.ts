const HEX = '0123456789abcdef';

/**
 * Makes a UUIDv7 (RFC 9562, section 5.7): 48 bits of time, 74 random bits.
 *
 * The random bits come from `Math.random`, which every process seeds from the operating system:
 * ids need to be unique, not secret, and loading a cryptographic module costs a hook a millisecond.
 * @param epochMs the time that the id carries, milliseconds since 1970; before that it carries none.
 */
export function newEventId(epochMs: number, random: () => number = Math.random): string {
  const time = Math.max(0, Math.floor(epochMs)).toString(16).padStart(12, '0').slice(-12);
  const variant = HEX.charAt(8 + Math.floor(random() * 4));
  const groups = [
    time.slice(0, 8),
    time.slice(8),
    `7${hex(3, random)}`,
    `${variant}${hex(3, random)}`,
    hex(12, random),
  ];
  return groups.join('-');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of an id made by {@link newEventId}. */
export function isEventId(text: string): boolean {
  return UUID.test(text);
}

function hex(digits: number, random: () => number): string {
  let text = '';
  for (let i = 0; i < digits; i++) text += HEX.charAt(Math.floor(random() * 16));
  return text;
}
