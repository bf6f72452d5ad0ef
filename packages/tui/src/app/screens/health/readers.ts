/** What the screen asks. */
export const healthReaders = {};
