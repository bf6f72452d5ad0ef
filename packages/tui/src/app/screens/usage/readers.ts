/** What the screen asks. */
export const usageReaders = {};
