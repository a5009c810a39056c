/** What the host wrote. */
export const OPTIONS = Symbol.for('nestjs-tracked-cron:monitor-options');
/** The same, checked, with every default. */
export const SETTINGS = Symbol.for('nestjs-tracked-cron:monitor-settings');
/** Whoever tells people: see `AlertTelling`. */
export const ALERT_TELLING = Symbol.for('nestjs-tracked-cron:alert-telling');
