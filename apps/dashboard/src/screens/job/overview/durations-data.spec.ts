import type { Schemas } from '../../../api/client.js';
import { chartMarks, durationsOf, shownMarks } from './durations-data.js';

const bucket = (from: string, p50: number | null) =>
  ({ from, duration: p50 === null ? null : { p50, p95: p50 * 2 } }) as Schemas['BucketStatistics'];
const mark = (kind: Schemas['Mark']['kind']) =>
  ({ at: '2026-11-26T08:00:00Z', kind, text: `a ${kind}` }) as Schemas['Mark'];

it('draws the middle and the slowest twentieth, with gaps where nothing completed', () => {
  const { instants, series } = durationsOf([
    bucket('2026-11-26T07:00:00Z', 40),
    bucket('2026-11-26T08:00:00Z', null),
  ]);
  expect(instants).toEqual([Date.parse('2026-11-26T07:00:00Z'), Date.parse('2026-11-26T08:00:00Z')]);
  expect(series.map(({ name, values, band }) => [name, values, band])).toEqual([
    ['p50', [40, null], undefined],
    ['p95', [80, null], true],
  ]);
});

it('marks what may explain a shift, and not who came and went', () => {
  const shown = shownMarks([mark('deployment'), mark('instance_started'), mark('configuration')]);
  expect(shown.map(({ kind }) => kind)).toEqual(['deployment', 'configuration']);
  expect(chartMarks(shown)).toEqual([
    { at: Date.parse('2026-11-26T08:00:00Z'), text: 'a deployment' },
    { at: Date.parse('2026-11-26T08:00:00Z'), text: 'a configuration' },
  ]);
});
