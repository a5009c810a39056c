/** What the host wrote. */
export const OPTIONS = Symbol.for('nestjs-tracked-cron:monitor-options');
/** The same, checked, with every default. */
export const SETTINGS = Symbol.for('nestjs-tracked-cron:monitor-settings');
/** What people and code can ask and do about alerts: see `ICronAlerts`. */
export const ALERTS = Symbol.for('nestjs-tracked-cron:alerts');
