import { VIEWERS_ZONE, wallTime } from '../../time/words.js';

/** On whose clock it is when: the viewer's, and the job's where that differs: `09:24` or `09:24 here, 07:24 in Riga`. */
export function dueInWords(instant: number, jobZone: string, now: number, zone = VIEWERS_ZONE): string {
  const own = wallTime(instant, now, zone);
  const jobs = wallTime(instant, now, jobZone);
  return jobZone === zone || jobs === own ? own : `${own} here, ${jobs} in ${placeOf(jobZone)}`;
}

function placeOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ');
}
