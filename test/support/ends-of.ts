import type { CronJobManager, TrackedCronEventMap } from 'nestjs-tracked-cron';

type End = TrackedCronEventMap['execution.ended'];

/** The next ends of a job, and of no other: with the monitor, the library has a job of its own. Ask before you cause them. */
export function endsOf({ events }: CronJobManager, jobName: string, count = 1): Promise<End[]> {
  return new Promise((resolve) => {
    const ends: End[] = [];
    const stop = events.on('execution.ended', (end) => {
      if (end.jobName === jobName) ends.push(end);
      if (ends.length < count) return;
      stop();
      resolve(ends);
    });
  });
}
