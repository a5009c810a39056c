import type { JobStatus } from '../../api/queries.js';
import { doubtfulSlot } from './doubtful-slot.js';

type Slot = JobStatus['lastSlots'][number];
type Finding = JobStatus['findings'][number];

const slot = (minute: number, status: Slot['status'], until: number | null = null) =>
  ({ scheduledAt: at(minute), until: until === null ? null : at(until), status }) as Slot;
const late = (minute: number) => ({ rule: 'late', slot: at(minute) }) as Finding;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 8, minute)).toISOString();

it('doubts nothing of a job whose slots all ran', () => {
  expect(doubtfulSlot({ lastSlots: [slot(2, 'running'), slot(1, 'completed')], findings: [] })).toBeNull();
});

it('is the newest that did not go as planned', () => {
  const lastSlots = [slot(3, 'completed'), slot(2, 'missed'), slot(1, 'failed')];
  expect(doubtfulSlot({ lastSlots, findings: [] })).toEqual({ at: at(2), what: 'missed' });
});

it('is the last one of slots that are counted together', () => {
  const lastSlots = [slot(1, 'skipped', 5), slot(0, 'failed')];
  expect(doubtfulSlot({ lastSlots, findings: [] })).toEqual({ at: at(5), what: 'skipped' });
});

it('is one that is late before those that ended', () => {
  const lastSlots = [slot(3, 'missed')];
  expect(doubtfulSlot({ lastSlots, findings: [late(4)] })).toEqual({ at: at(4), what: 'late' });
});
