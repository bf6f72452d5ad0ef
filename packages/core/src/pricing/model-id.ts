/** Longer ids are none. */
const LONGEST = 512;

/** What stands around a model's name in ids of clouds and routers, each at one end of what is left. */
const AROUND: readonly RegExp[] = [
  // The client's mark for a long context: `claude-sonnet-4-5[1m]`.
  /\[\d{1,3}m\]$/,
  // Amazon's ARNs, routers: `arn:aws:bedrock:eu-west-1:1:inference-profile/…`, `anthropic/…`.
  /^.*\//,
  // Amazon Bedrock, with its region or none: `us.anthropic.`.
  /^(?:[a-z\d-]{1,20}\.)?anthropic\./,
  // Google's versions: `@20250805`, `@default`.
  /@[\w-]{1,40}$/,
  // Variants of routers at the same price.
  /:(?:beta|thinking)$/,
  // Amazon's versions, and the length of context that they may name: `-v1:0`, `-v2:0:200k`.
  /-v\d{1,2}(?::\d{1,2})?(?::\d{1,4}k)?$/,
  /-latest$/,
  // Dates: `-20250929`.
  /-\d{8}$/,
];

/** Names of the third generation, and of routers, have the version first: `claude-3-5-sonnet`. */
const VERSION_FIRST = /^claude-(\d+(?:-\d+)?)-([a-z]+)$/;

/**
 * A model's name without what clouds, routers, dates and the client put around it, the family
 * before the version: `us.anthropic.claude-3-5-sonnet-20241022-v2:0` → `claude-sonnet-3-5`. An id
 * of another form comes back in small letters. Any text does no harm.
 */
export function modelName(id: string): string {
  const whole = id.trim().toLowerCase();
  if (whole.length > LONGEST) return '';
  return plainId(AROUND.reduce((text, part) => text.replace(part, ''), whole));
}

/** An id with all that is around the name, in one way of writing: `Claude-3.5-Sonnet` → `claude-sonnet-3-5`. */
export function plainId(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/(\d)\.(\d)/g, '$1-$2')
    .replace(VERSION_FIRST, 'claude-$2-$1')
    .replace(/^(claude-[a-z]+-\d+)-0$/, '$1');
}
