/** How the names of the library's own jobs begin, and no other ones. */
export const SYSTEM_PREFIX = 'tracked-cron.';
