import { Clocks } from './clocks.js';

const at = new Date('2026-11-26T00:10:00Z');

describe('an instant in a message', () => {
  it.each([
    ['Europe/Riga', '2026-11-26T00:00:00Z', '02:00 Europe/Riga (00:00 UTC)'],
    ['Europe/Riga', '2026-11-26T00:00:30Z', '02:00:30 Europe/Riga (00:00:30 UTC)'],
    ['Europe/Riga', '2026-11-25T00:00:00Z', '25 Nov 02:00 Europe/Riga (00:00 UTC)'],
    ['Europe/Riga', '2026-11-24T22:10:00Z', '25 Nov 00:10 Europe/Riga (24 Nov 22:10 UTC)'],
    ['Europe/Riga', '2026-11-25T22:30:00Z', '00:30 Europe/Riga (22:30 UTC)'],
    ['America/New_York', '2026-11-26T00:00:00Z', '19:00 America/New_York (00:00 UTC)'],
    ['Asia/Kolkata', '2026-11-26T00:00:00Z', '05:30 Asia/Kolkata (00:00 UTC)'],
    ['UTC', '2026-11-26T00:00:00Z', '00:00 UTC'],
    ['Etc/UTC', '2026-11-25T00:00:00Z', '25 Nov 00:00 UTC'],
    ['Mars/Olympus', '2026-11-26T00:00:00Z', '00:00 UTC'],
    ['Europe/Riga', '2025-11-26T00:00:00Z', '26 Nov 2025 02:00 Europe/Riga (00:00 UTC)'],
    // the hour that came twice: UTC tells which
    ['Europe/Riga', '2026-10-25T00:30:00Z', '25 Oct 03:30 Europe/Riga (00:30 UTC)'],
    ['Europe/Riga', '2026-10-25T01:30:00Z', '25 Oct 03:30 Europe/Riga (01:30 UTC)'],
  ])('in %s: %s', (zone, instant, words) => {
    expect(new Clocks(zone, at).both(new Date(instant))).toBe(words);
  });

  it('is told by one clock where the sentence has named the zone', () => {
    expect(new Clocks('Europe/Riga', at).local(new Date('2026-11-25T23:58:00Z'))).toBe('01:58');
  });

  it('is told shorter than the record writes it, whatever stands around it', () => {
    const clocks = new Clocks('Europe/Riga', at);
    const text =
      'seen at 2026-11-25 23:58:00 UTC (2026-11-26 01:58:00 in Europe/Riga); until 2026-11-24 09:00:00 UTC.';
    expect(clocks.shorten(text)).toBe('seen at 01:58; until 24 Nov 11:00.');
    expect(clocks.shorten('nothing to shorten, 2026-11-25')).toBe('nothing to shorten, 2026-11-25');
  });
});
