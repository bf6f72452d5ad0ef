/** What the screen asks. */
export const searchReaders = {};
