/** What an option of a day or a time may say. */
export const TIME_FORMS = '2026-11-20, 2026-11-20T14:00, or 7d, 2w, 12h, 30m ago';
