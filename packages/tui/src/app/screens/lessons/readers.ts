/** What the screen asks. */
export const lessonsReaders = {};
