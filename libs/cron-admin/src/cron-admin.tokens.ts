/** Injection token of the `CronAdminAccess` in force. */
export const ACCESS = Symbol.for('nestjs-tracked-cron:admin:access');

/** Injection token of the `CronAdminOptions` as the host gave them. */
export const OPTIONS = Symbol.for('nestjs-tracked-cron:admin:options');

/** Injection token of the origins that the page is served under, beside the one that a request comes to. */
export const ORIGINS = Symbol.for('nestjs-tracked-cron:admin:origins');
