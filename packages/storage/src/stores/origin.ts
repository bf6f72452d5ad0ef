/** Who told of a row: hooks as it happened, the client's transcript afterwards, or both. */
export type Origin = 'hook' | 'transcript' | 'both';
