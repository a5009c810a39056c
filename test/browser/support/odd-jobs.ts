import type { CronJobManager } from 'nestjs-tracked-cron';

/** What somebody writes into the definition of a job who means to harm whoever looks at it. */
export const HOSTILE = '<img src=x onerror="document.title=\'hacked\'">';

/** A job whose every word is an attack. */
export async function registerHostile(manager: CronJobManager): Promise<void> {
  await manager.register({
    name: 'odd.hostile',
    schedule: '@never',
    group: HOSTILE,
    owner: `javascript:document.title='hacked'`,
    tags: [HOSTILE, '{{constructor.constructor("alert(1)")()}}'],
    handler: () => {},
  });
}

/** So many jobs that are never due. @param count at most 10,000 */
export async function registerMany(manager: CronJobManager, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth++) {
    await manager.register({
      name: `many.job-${String(nth).padStart(4, '0')}`,
      schedule: '@never',
      group: `group-${nth % 12}`,
      owner: `owner-${nth % 5}`,
      handler: () => {},
    });
  }
}
