import { Schedule } from '../../schedule/schedule.js';
import { TimeZone } from '../../schedule/time-zone.js';
import { clockChangeNear } from '../why/clock-change.js';
import type { Fire } from './job-slots.interface.js';

/** What a change of the clocks does to a slot; nearly always nothing. */
export function clockChangeOf(schedule: Schedule, slot: number): Fire['clockChange'] {
  const { expression, timeZone } = schedule;
  // intervals don't look at clocks
  if (expression.includes('@every')) return null;
  const change = clockChangeNear(timeZone, slot);
  if (change === undefined) return null;
  const wall = slot + TimeZone.of(timeZone).segmentAt(slot).offset;
  const onTheWall = Schedule.of(expression, 'UTC').nextAfter(wall - 1) === wall;
  if (!onTheWall) return 'moved';
  const back = -change.by;
  const isTwice = back > 0 && slot >= change.at - back && slot < change.at;
  return isTwice && schedule.nextAfter(slot + back - 1) !== slot + back ? 'first_of_two' : null;
}
