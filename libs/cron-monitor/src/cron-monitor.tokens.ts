/** What the host wrote. */
export const OPTIONS = Symbol.for('nestjs-tracked-cron:monitor-options');
/** The same, checked, with every default. */
export const SETTINGS = Symbol.for('nestjs-tracked-cron:monitor-settings');
