// Compiled by `npm run typecheck`, never run: an application that says what its jobs are. Every line below an
// `@ts-expect-error` has to be refused, or the check fails.
import {
  TrackedCron,
  type CronJobConfig,
  type CronJobManager,
  type ICronJobManager,
  type JobName,
  type JobParameters,
} from 'nestjs-tracked-cron';
import 'nestjs-tracked-cron/admin'; // has to bear it too

declare module 'nestjs-tracked-cron' {
  interface TrackedJobs {
    'MatchUpdates.refreshLiveScores': void;
    'reports.build': { month: string };
    'reports.send': { to: string } | undefined;
  }
}

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

export const names: Same<JobName, 'MatchUpdates.refreshLiveScores' | 'reports.build' | 'reports.send'> = true;
export const parameters: Same<JobParameters<'reports.build'>, { month: string }> = true;
export const none: Same<JobParameters<'MatchUpdates.refreshLiveScores'>, undefined> = true;

export async function steer(manager: CronJobManager, asInterface: ICronJobManager, someName: string) {
  await manager.execute('MatchUpdates.refreshLiveScores');
  await manager.execute('reports.build', { month: '2026-11' });
  await manager.execute('reports.send');
  await manager.execute('reports.send', { to: 'ann' });
  await manager.triggerManually('MatchUpdates.refreshLiveScores', { by: 'ann' });
  await manager.triggerManually('reports.build', { parameters: { month: '2026-11' }, reason: 'again' });
  await manager.triggerManually('reports.send');
  await asInterface.execute('reports.build', { month: '2026-11' });
  await manager.pause('reports.build');
  await manager.execute(someName as JobName);

  // @ts-expect-error no job has this name
  await manager.execute('MatchUpdates.refreshLifeScores');
  // @ts-expect-error nor is a text known to be one
  await manager.execute(someName);
  // @ts-expect-error it takes no parameters
  await manager.execute('MatchUpdates.refreshLiveScores', { month: '2026-11' });
  // @ts-expect-error it can't do without
  await manager.execute('reports.build');
  // @ts-expect-error a month is a text
  await manager.execute('reports.build', { month: 11 });
  // @ts-expect-error no job has this name
  await asInterface.triggerManually('reports.bild', { parameters: { month: '2026-11' } });
  // @ts-expect-error it can't do without options, for its parameters
  await manager.triggerManually('reports.build');
  // @ts-expect-error it can't do without parameters
  await manager.triggerManually('reports.build', { by: 'ann' });
  // @ts-expect-error it takes none
  await manager.triggerManually('MatchUpdates.refreshLiveScores', { parameters: 1 });
  // @ts-expect-error no job has this name
  await manager.pause('reports');
  // @ts-expect-error no job has this name
  await manager.resume('reports');
  // @ts-expect-error no job has this name
  await manager.unregister('reports');
  // @ts-expect-error no job has this name
  await manager.getStatus('reports');
  // @ts-expect-error no job has this name
  await manager.getJob('reports');
}

/** A job that is defined at run time may have any name. */
export const later: CronJobConfig = { name: someNameOfToday(), schedule: '@daily', handler: () => {} };

function someNameOfToday(): string {
  return `import-${new Date().toISOString().slice(0, 10)}`;
}

class Config {
  get(key: string): string | undefined {
    return process.env[key];
  }
}

export class Jobs {
  @TrackedCron({ inject: [Config], useFactory: (config: Config) => ({ schedule: config.get('A') ?? null }) })
  fromConfiguration() {}

  // @ts-expect-error a variable may be missing: null has to be said
  @TrackedCron({ inject: [Config], useFactory: (config: Config) => ({ schedule: config.get('A') }) })
  fromNothing() {}

  // @ts-expect-error there is no such profile
  @TrackedCron('@daily', { profile: 'like-corn' })
  misspelt() {}
}
